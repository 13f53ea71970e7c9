#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "robustness/row.h"
#include "robustness/summary.h"

namespace deepfool {

// What the commands print to standard output.

/// A number with this many digits after the point.
std::string fixed(double value, int digits);

/// A share as a percentage: 0.5 is «50.00 %».
std::string percent(double share);

/// Prints a line of a summary. The functions below print such lines, too.
void report(const std::string& name, const std::string& value);

/// Prints a mean, or `nothing` where it has no value.
void report_mean(const std::string& name, std::optional<double> mean, const std::string& nothing,
                 int digits = 4);

/// Prints a count that is not 0.
void report_if_any(const std::string& name, std::int64_t count);

/// Prints the summary of a set of attacks: how many there are of how many, and what they found.
void report_attacks(const Summary& summary, std::int64_t whole);

/// Prints how long an attack takes. `seconds`: how long `count` took together.
void report_time(double seconds, std::int64_t count);

/// Prints a table of the classes, how many of which class became which, and what is left at ten
/// sizes of the perturbation.
void report_tables(const std::vector<Row>& rows, Index classes);

}  // namespace deepfool
