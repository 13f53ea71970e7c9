#pragma once

#include <string>

#include "cli/rows.h"

namespace deepfool {

/// Writes what rows come to, as report.schema.json describes it. Throws std::runtime_error if it
/// cannot be written.
void write_report(const std::string& path, const Rows& all);

}  // namespace deepfool
