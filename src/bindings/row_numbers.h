// Rows as numbers, as JavaScript keeps them.
#pragma once

#include <vector>

#include "robustness/row.h"

namespace deepfool::bindings {

/// The rows as one array: 10 numbers for each, NaN for what is not known (EvaluationResult in
/// web/engine/types.js says which).
std::vector<double> numbers_of(const std::vector<Row>& rows);

/// The rows that numbers_of made these numbers from. Throws std::invalid_argument if the last one
/// is cut short.
std::vector<Row> rows_of(const std::vector<double>& numbers);

}  // namespace deepfool::bindings
