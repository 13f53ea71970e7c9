#include "cli/arguments.h"

#include <algorithm>

#include "cli/numbers.h"

namespace deepfool {

Arguments::Arguments(const Command& command, const std::vector<std::string>& words) {
  for (std::size_t i = 0; i < words.size(); i += 2) {
    const std::string& name = words[i];
    if (!command.operands.empty() && name.rfind("--", 0) != 0) {
      operands_.push_back(name);
      --i;  // one word, and not two
      continue;
    }
    const auto known = [&](const CommandOption& option) { return option.name == name; };
    if (std::none_of(command.options.begin(), command.options.end(), known)) {
      throw UsageError("unknown option '" + name + "'");
    }
    if (i + 1 == words.size() || words[i + 1].rfind("--", 0) == 0) {
      throw UsageError(name + " needs a value");
    }
    if (!values_.emplace(name, words[i + 1]).second) throw UsageError(name + " is given twice");
  }
  if (!command.operands.empty() && operands_.empty()) {
    throw UsageError("no file is given: " + command.operands);
  }
  for (const CommandOption& option : command.options) {
    if (option.required && !has(option.name)) throw UsageError(option.name + " is missing");
  }
}

std::string Arguments::text(const std::string& name, const std::string& otherwise) const {
  return has(name) ? text(name) : otherwise;
}

std::int64_t Arguments::integer(const std::string& name, std::int64_t otherwise,
                                std::int64_t least) const {
  if (!has(name)) return otherwise;
  const auto value = parse_integer(text(name));
  if (!value || *value < least) {
    throw UsageError(name + " '" + text(name) + "': give a whole number of at least " +
                     std::to_string(least));
  }
  return *value;
}

}  // namespace deepfool
