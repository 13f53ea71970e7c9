#include "attack/options.h"

#include <cmath>
#include <cstdio>
#include <cstdlib>

#include "classifier/number_text.h"

namespace deepfool {

namespace {

std::string json(const char* text) { return "\"" + std::string(text) + "\""; }

std::string json(bool value) { return value ? "true" : "false"; }

/// With as few digits as give the same number when it is read back.
std::string json(double value) {
  if (std::isnan(value)) return "null";
  if (std::isinf(value)) return value > 0 ? "\"Infinity\"" : "\"-Infinity\"";
  char text[32];
  for (int digits = 1; digits <= 17; ++digits) {
    std::snprintf(text, sizeof text, "%.*g", digits, value);
    if (std::strtod(text, nullptr) == value) break;
  }
  return text;
}

const char* name(OptionType type) {
  switch (type) {
    case OptionType::number:
      return "number";
    case OptionType::integer:
      return "integer";
    case OptionType::class_number:
      return "class";
    case OptionType::range:
      return "range";
    case OptionType::flag:
      return "flag";
  }
  return "";
}

std::string json(const Method& method) {
  std::string norms = "\"any\"";
  if (method.norms != Norms::any) {
    norms.clear();
    for (const double p : {2.0, detail::kInfinity}) {
      if (method.takes_norm(p)) norms += (norms.empty() ? "" : ",") + json(p);
    }
    norms = "[" + norms + "]";
  }
  return "{\"name\":" + json(method.name) + ",\"norms\":" + norms +
         ",\"norm\":" + json(method.norm) +
         ",\"steps\":" + (method.steps == 0 ? "null" : std::to_string(method.steps)) +
         ",\"wholeSet\":" + json(method.whole_set) + ",\"meaning\":" + json(method.meaning) + "}";
}

std::string json(const Option& option) {
  std::string methods;
  for (const Method* method : all_methods()) {
    if (option.taken_by(*method)) methods += (methods.empty() ? "" : ",") + json(method->name);
  }
  const bool flag = option.type == OptionType::flag;
  const bool numeric = !flag && option.type != OptionType::range;
  return "{\"name\":" + json(option.name) + ",\"type\":" + json(name(option.type)) +
         ",\"default\":" + (flag ? json(option.default_value != 0) : json(option.default_value)) +
         ",\"min\":" + (numeric ? json(option.min) : "null") +
         ",\"max\":" + (numeric ? json(option.max) : "null") +
         ",\"aboveMin\":" + json(option.above_min) + ",\"methods\":[" + methods +
         "],\"meaning\":" + json(option.meaning) + "}";
}

template <class Row>
std::string json(const std::vector<const Row*>& rows) {
  std::string list;
  for (const Row* row : rows) list += (list.empty() ? "" : ",") + json(*row);
  return "[" + list + "]";
}

}  // namespace

const std::vector<const Method*>& all_methods() {
  static const std::vector<const Method*> all = {
      &methods::deepfool, &methods::refine,    &methods::ddn,
      &methods::fgsm,     &methods::pgd,       &methods::cw,
      &methods::lbfgs,    &methods::universal, &methods::common_epsilon};
  return all;
}

const std::vector<const Option*>& all_options() {
  static const std::vector<const Option*> all = {&options::norm,      &options::box,
                                                 &options::target,    &options::candidates,
                                                 &options::overshoot, &options::max_iterations,
                                                 &options::steps,     &options::epsilon,
                                                 &options::path,      &options::radius,
                                                 &options::fooling,   &options::epochs,
                                                 &options::share,     &options::single_precision};
  return all;
}

std::vector<const Option*> options_of(const Method& method) {
  std::vector<const Option*> taken;
  for (const Option* option : all_options()) {
    if (option->taken_by(method)) taken.push_back(option);
  }
  return taken;
}

const Method* find_method(const std::string& name) {
  for (const Method* method : all_methods()) {
    if (method->name == name) return method;
  }
  return nullptr;
}

std::string options_as_json() {
  return "{\"methods\":" + json(all_methods()) + ",\"options\":" + json(all_options()) + "}";
}

std::string wanted(bool integer, double min, double max, bool above_min) {
  const bool bounded = max < (integer ? options::detail::kMostInteger : options::detail::kMost);
  const char* const kind = integer ? "a whole number " : "a number ";
  const char* const lower = above_min ? "above " : bounded ? "from " : "of at least ";
  const std::string range =
      bounded ? number_text(min) + (above_min ? ", up to " : " to ") + number_text(max)
              : number_text(min);
  return std::string(kind) + lower + range;
}

std::string wanted(const Option& option) {
  switch (option.type) {
    case OptionType::range:
      return "two numbers, the lower one first";
    case OptionType::flag:
      return "true or false";
    case OptionType::class_number:
      return "the number of a class";
    default:
      return wanted(option.type == OptionType::integer, option.min, option.max, option.above_min);
  }
}

}  // namespace deepfool
