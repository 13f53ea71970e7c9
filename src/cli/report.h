#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "robustness/summary.h"

namespace deepfool {

/// With this many digits after the point.
std::string fixed(double value, int digits);

std::string percent(double share);

/// A line of a summary on standard output.
void report(const std::string& name, const std::string& value);

/// A mean, or `nothing` where it would be one over nothing.
void report_mean(const std::string& name, std::optional<double> mean, const std::string& nothing,
                 int digits = 4);

/// A line for a count that is not 0.
void report_if_any(const std::string& name, std::int64_t count);

/// All lines for a set of attacks.
void report_attacks(const Summary& summary, double seconds);

}  // namespace deepfool
