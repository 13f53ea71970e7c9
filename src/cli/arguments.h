#pragma once

#include <map>
#include <stdexcept>
#include <string>
#include <vector>

namespace deepfool {

/// A command line that cannot be understood; the message says why.
class UsageError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// `--name value` pairs after the command.
class Arguments {
 public:
  /// Throws UsageError for a name that is not in `known`, one given twice, or a missing value.
  Arguments(int argc, char** argv, const std::vector<std::string>& known);

  bool has(const std::string& name) const { return values_.count(name) != 0; }

  /// The text, number or integer given, or `otherwise`. Throws UsageError for text that is no
  /// number, or a number below `least`.
  std::string text(const std::string& name, const std::string& otherwise) const;
  double number(const std::string& name, double otherwise, double least) const;
  long integer(const std::string& name, long otherwise, long least) const;

  /// Throws UsageError if it is not given.
  std::string required(const std::string& name) const;

 private:
  std::map<std::string, std::string> values_;
};

}  // namespace deepfool
