#include "cli/method_options.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <limits>

#include "cli/json.h"
#include "cli/numbers.h"

namespace deepfool {

namespace {

/// How the help writes a value.
std::string placeholder(const Option& option) {
  if (&option == &options::norm) return "l1|l2|linf|P";
  switch (option.type) {
    case OptionType::number:
      return "X";
    case OptionType::integer:
      return "N";
    case OptionType::class_number:
      return "CLASS";
    case OptionType::range:
      return "LO,HI";
    case OptionType::flag:
      return "yes|no";
  }
  return "";
}

std::string default_of(const Option& option) {
  if (option.type == OptionType::flag) return option.default_value != 0 ? " (yes)" : " (no)";
  if (std::isnan(option.default_value)) return "";
  return " (" + short_number(option.default_value) + ")";
}

/// The methods that take an option, as « [refine, ddn]»; nothing if all of them do. For `steps`
/// each is followed by its default.
std::string takers(const Option& option, const std::vector<const Method*>& methods) {
  std::string list;
  bool all = true;
  for (const Method* method : methods) {
    if (!option.taken_by(*method)) {
      all = false;
      continue;
    }
    if (!list.empty()) list += ", ";
    list += method->name;
    if (&option == &options::steps) list += " " + std::to_string(method->steps);
  }
  return all ? "" : " [" + list + "]";
}

[[noreturn]] void refuse_value(const Arguments& arguments, const Option& option,
                               const std::string& wanted) {
  throw UsageError(flag_of(option) + " '" + arguments.text(flag_of(option)) + "': give " + wanted);
}

}  // namespace

std::string flag_of(const Option& option) {
  std::string flag = "--";
  for (const char* c = option.name; *c != '\0'; ++c) {
    if (std::isupper(*c) != 0) flag += '-';
    flag += static_cast<char>(std::tolower(*c));
  }
  return flag;
}

std::vector<CommandOption> method_options(const std::vector<const Method*>& methods) {
  std::vector<CommandOption> all;
  for (const Option* option : all_options()) {
    const auto takes = [&](const Method* method) { return option->taken_by(*method); };
    if (std::none_of(methods.begin(), methods.end(), takes)) continue;
    all.push_back({flag_of(*option), placeholder(*option),
                   option->meaning + default_of(*option) + takers(*option, methods),
                   ValueKind::plain, option == &options::radius});
  }
  return all;
}

void check_taken(const Arguments& arguments, const Method& method) {
  for (const Option* option : all_options()) {
    if (arguments.has(flag_of(*option)) && !option->taken_by(method)) {
      throw UsageError(flag_of(*option) + ": " + method.name + " does not take it");
    }
  }
}

std::optional<double> number(const Arguments& arguments, const Option& option) {
  if (!arguments.has(flag_of(option))) return std::nullopt;
  const auto value = parse_number(arguments.text(flag_of(option)));
  if (!value || !option.allows(*value)) refuse_value(arguments, option, wanted(option));
  return value;
}

std::optional<int> integer(const Arguments& arguments, const Option& option) {
  if (!arguments.has(flag_of(option))) return std::nullopt;
  const auto value = parse_integer(arguments.text(flag_of(option)));
  if (!value || !option.allows(static_cast<double>(*value))) {
    refuse_value(
        arguments, option,
        wanted(option) + ", up to " + std::to_string(static_cast<std::int64_t>(option.max)));
  }
  return static_cast<int>(*value);
}

std::optional<double> norm(const Arguments& arguments) {
  if (!arguments.has(flag_of(options::norm))) return std::nullopt;
  const std::string& text = arguments.text(flag_of(options::norm));
  if (text == "l1") return 1;
  if (text == "l2") return 2;
  if (text == "linf") return std::numeric_limits<double>::infinity();
  const auto p = parse_number(text);
  if (!p || !options::norm.allows(*p)) {
    refuse_value(arguments, options::norm, "l1, l2, linf or " + wanted(options::norm));
  }
  return p;
}

std::optional<Bounds> box(const Arguments& arguments) {
  if (!arguments.has(flag_of(options::box))) return std::nullopt;
  const std::string& text = arguments.text(flag_of(options::box));
  const std::size_t comma = std::min(text.find(','), text.size());
  const auto lo = parse_number(text.substr(0, comma));
  const auto hi = parse_number(text.substr(std::min(comma + 1, text.size())));
  const Bounds bounds{static_cast<float>(lo.value_or(NAN)), static_cast<float>(hi.value_or(NAN))};
  if (!std::isfinite(bounds.lo) || !std::isfinite(bounds.hi) || !(bounds.lo < bounds.hi)) {
    refuse_value(arguments, options::box, "two numbers with a comma, the lower one first, as 0,1");
  }
  return bounds;
}

bool flag(const Arguments& arguments, const Option& option) {
  const std::string text =
      arguments.text(flag_of(option), option.default_value != 0 ? "yes" : "no");
  if (text != "yes" && text != "no") refuse_value(arguments, option, "yes or no");
  return text == "yes";
}

}  // namespace deepfool
