#include "cli/arguments.h"

#include <algorithm>
#include <cstdlib>

namespace deepfool {

Arguments::Arguments(int argc, char** argv, const std::vector<std::string>& known) {
  for (int i = 2; i < argc; i += 2) {
    const std::string name = argv[i];
    if (std::find(known.begin(), known.end(), name) == known.end()) {
      throw UsageError("unknown option '" + name + "'");
    }
    if (i + 1 >= argc) throw UsageError(name + " needs a value");
    if (!values_.emplace(name, argv[i + 1]).second) throw UsageError(name + " is given twice");
  }
}

std::string Arguments::text(const std::string& name, const std::string& otherwise) const {
  const auto it = values_.find(name);
  return it == values_.end() ? otherwise : it->second;
}

double Arguments::number(const std::string& name, double otherwise, double least) const {
  const auto it = values_.find(name);
  if (it == values_.end()) return otherwise;
  char* end = nullptr;
  const double value = std::strtod(it->second.c_str(), &end);
  if (it->second.empty() || *end != '\0' || !(value >= least)) {
    throw UsageError(name + " '" + it->second + "' is no number of at least " +
                     std::to_string(least));
  }
  return value;
}

long Arguments::integer(const std::string& name, long otherwise, long least) const {
  const auto it = values_.find(name);
  if (it == values_.end()) return otherwise;
  char* end = nullptr;
  const long value = std::strtol(it->second.c_str(), &end, 10);
  if (it->second.empty() || *end != '\0' || value < least) {
    throw UsageError(name + " '" + it->second + "' is no whole number of at least " +
                     std::to_string(least));
  }
  return value;
}

std::string Arguments::required(const std::string& name) const {
  const auto it = values_.find(name);
  if (it == values_.end()) throw UsageError(name + " is missing");
  return it->second;
}

}  // namespace deepfool
