#include "cli/arguments.h"

#include <algorithm>
#include <limits>

#include "cli/numbers.h"

namespace deepfool {

namespace {

/// «of at least 1» or «from 0 to 9»: the range that a message names.
template <class T>
std::string range(T least, T most) {
  const auto digits = [](T value) {
    std::string text = std::to_string(value);
    if (text.find('.') == std::string::npos) return text;
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.') text.pop_back();
    return text;
  };
  if (most == std::numeric_limits<T>::max()) return "of at least " + digits(least);
  return "from " + digits(least) + " to " + digits(most);
}

}  // namespace

Arguments::Arguments(const Command& command, const std::vector<std::string>& words) {
  for (std::size_t i = 0; i < words.size(); i += 2) {
    const std::string& name = words[i];
    const auto known = [&](const CommandOption& option) { return option.name == name; };
    if (std::none_of(command.options.begin(), command.options.end(), known)) {
      throw UsageError("unknown option '" + name + "'");
    }
    if (i + 1 == words.size() || words[i + 1].rfind("--", 0) == 0) {
      throw UsageError(name + " needs a value");
    }
    if (!values_.emplace(name, words[i + 1]).second) throw UsageError(name + " is given twice");
  }
  for (const CommandOption& option : command.options) {
    if (option.required && !has(option.name)) throw UsageError(option.name + " is missing");
  }
}

std::string Arguments::text(const std::string& name, const std::string& otherwise) const {
  return has(name) ? text(name) : otherwise;
}

double Arguments::number(const std::string& name, double otherwise, double least,
                         double most) const {
  if (!has(name)) return otherwise;
  const auto value = parse_number(text(name));
  if (!value || *value < least || *value > most) {
    throw UsageError(name + " '" + text(name) + "': give a number " + range(least, most));
  }
  return *value;
}

std::int64_t Arguments::integer(const std::string& name, std::int64_t otherwise, std::int64_t least,
                                std::int64_t most) const {
  if (!has(name)) return otherwise;
  const auto value = parse_integer(text(name));
  if (!value || *value < least || *value > most) {
    throw UsageError(name + " '" + text(name) + "': give a whole number " + range(least, most));
  }
  return *value;
}

}  // namespace deepfool
