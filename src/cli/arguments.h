#pragma once

#include <cstdint>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include "cli/command.h"

namespace deepfool {

/// A command line that cannot be understood; the message says why.
class UsageError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// The `--name VALUE` pairs after a command, and the files that it takes.
class Arguments {
 public:
  /// `words` is what follows the command. Throws UsageError for an option that the command does not
  /// have, one given twice, one without a value, and a required one that is missing; and for a
  /// command that takes files, if there is none.
  Arguments(const Command& command, const std::vector<std::string>& words);

  /// The files that are given without a name, in their order.
  const std::vector<std::string>& operands() const { return operands_; }

  bool has(const std::string& name) const { return values_.count(name) != 0; }

  /// The value of an option that is required or has(name) says is given.
  const std::string& text(const std::string& name) const { return values_.at(name); }

  /// The value given, or `otherwise`.
  std::string text(const std::string& name, const std::string& otherwise) const;

  /// The same, as a number. Throws UsageError for text that is no whole number of at least `least`.
  std::int64_t integer(const std::string& name, std::int64_t otherwise, std::int64_t least) const;

 private:
  std::map<std::string, std::string> values_;
  std::vector<std::string> operands_;
};

}  // namespace deepfool
