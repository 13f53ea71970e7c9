#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "robustness/estimate.h"
#include "robustness/row.h"

namespace deepfool {

/// A number of each row by which inputs are ordered and classifiers compared, named like its column
/// in reports. `of` gives nothing for an input that was not flipped or has no such number.
struct Quantity {
  const char* name;
  std::optional<double> (*of)(const Row& row);
};

/// Throws std::invalid_argument for an unknown name: there are l1, l2, linf, relative_l2 and
/// relative_linf.
const Quantity& find_quantity(const std::string& name);

/// The positions of the rows that have the quantity, the smallest first; of equal ones, in their
/// order.
std::vector<std::size_t> ascending(const std::vector<Row>& rows, const Quantity& quantity);

/// How many rows have the quantity in each of `bins` equal parts of 0 to `most`. What lies on an
/// edge counts in the upper part, `most` itself in the last one, and what is larger nowhere. Throws
/// std::invalid_argument unless most is above 0 and there are bins.
std::vector<std::int64_t> histogram(const std::vector<Row>& rows, const Quantity& quantity,
                                    double most, int bins);

/// Two classifiers on the same inputs.
struct PairedDifference {
  /// Of the first one's quantity minus the second one's, over the inputs that have both.
  Estimate difference;
  std::int64_t first_larger = 0;
  std::int64_t second_larger = 0;
  /// The positions of these inputs, the smallest difference first; of equal ones, in their order.
  std::vector<std::size_t> ascending;
};

/// `first` and `second` have the same inputs in the same order. Throws std::invalid_argument if one
/// has more than the other.
PairedDifference paired_difference(const std::vector<Row>& first, const std::vector<Row>& second,
                                   const Quantity& quantity);

}  // namespace deepfool
