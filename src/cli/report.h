#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "robustness/summary.h"

namespace deepfool {

/// A number with this many digits after the point.
std::string fixed(double value, int digits);

/// A share as a percentage: 0.5 is «50.00 %».
std::string percent(double share);

/// Prints a line of a summary to standard output. The functions below print such lines, too.
void report(const std::string& name, const std::string& value);

/// Prints a mean, or `nothing` where it has no value.
void report_mean(const std::string& name, std::optional<double> mean, const std::string& nothing,
                 int digits = 4);

/// Prints a count that is not 0.
void report_if_any(const std::string& name, std::int64_t count);

/// Prints the summary of a set of attacks. `seconds`: how long they took together.
void report_attacks(const Summary& summary, double seconds);

}  // namespace deepfool
