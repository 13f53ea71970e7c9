#pragma once

#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "attack/attack.h"
#include "attack/options.h"
#include "cli/arguments.h"

namespace deepfool {

// The options in the table of attack/options.h, on the command line.

/// The option's name on the command line: --max-iterations for maxIterations.
std::string flag_of(const Option& option);

/// The table's options that at least one of the methods takes. The help names the methods where not
/// all of them take it.
std::vector<CommandOption> method_options(const std::vector<const Method*>& methods);

/// Throws UsageError for a given option that the method does not take.
void check_taken(const Arguments& arguments, const Method& method);

// The value of an option, or nothing if it is not given. All throw UsageError for text that is no
// value in the option's range.
std::optional<double> number(const Arguments& arguments, const Option& option);
std::optional<int> integer(const Arguments& arguments, const Option& option);
std::optional<double> norm(const Arguments& arguments);  // l1, l2, linf or a number
std::optional<Bounds> box(const Arguments& arguments);   // LO,HI

/// Whether the option is given as «yes». Throws UsageError unless it is «yes» or «no».
bool flag(const Arguments& arguments, const Option& option);

/// Returns what make() returns, an attack or a search. Where it refuses its options with a
/// std::invalid_argument, throws a UsageError instead.
template <class Make>
auto with_usage_errors(const Make& make) {
  try {
    return make();
  } catch (const std::invalid_argument& error) {
    throw UsageError(error.what());
  }
}

}  // namespace deepfool
