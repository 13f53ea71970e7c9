#include "network/onnx/class_names.h"

#include <algorithm>
#include <cctype>

#include "network/onnx/words.h"

namespace deepfool {

namespace {

constexpr std::size_t kLongest = 80;  // bytes of a name
constexpr std::size_t kMost = 100'000;

bool is_one_of(char c, const char* characters) {
  return std::string_view(characters).find(c) != std::string_view::npos;
}

std::string_view trimmed(std::string_view text) {
  constexpr const char* kBlanks = " \t\r\n\f\v";
  while (!text.empty() && is_one_of(text.front(), kBlanks)) text.remove_prefix(1);
  while (!text.empty() && is_one_of(text.back(), kBlanks)) text.remove_suffix(1);
  return text;
}

/// Without the class's number in front: «0: » or «"0": ».
std::string_view without_key(std::string_view item) {
  const char quote = item.empty() ? '\0' : item.front();
  const bool is_quoted = quote == '\'' || quote == '"';
  std::string_view rest = item.substr(is_quoted ? 1 : 0);
  std::size_t digits = 0;
  while (digits < rest.size() && rest[digits] >= '0' && rest[digits] <= '9') ++digits;
  if (digits == 0) return item;
  rest.remove_prefix(digits);
  if (is_quoted) {
    if (rest.empty() || rest.front() != quote) return item;
    rest.remove_prefix(1);
  }
  rest = trimmed(rest);
  return !rest.empty() && rest.front() == ':' ? trimmed(rest.substr(1)) : item;
}

std::string_view without_quotes(std::string_view item) {
  const bool is_quoted =
      item.size() >= 2 && item.front() == item.back() && is_one_of(item.front(), "'\"");
  return is_quoted ? item.substr(1, item.size() - 2) : item;
}

std::string lower_case(std::string text) {
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

}  // namespace

std::vector<std::string> class_names_in(std::string_view text) {
  text = trimmed(text);
  if (!text.empty() && is_one_of(text.front(), "[{(")) text.remove_prefix(1);
  if (!text.empty() && is_one_of(text.back(), "])}")) text.remove_suffix(1);
  std::vector<std::string> names;
  while (!text.empty() && names.size() < kMost) {
    const std::size_t end = std::min(text.find_first_of(",;\n"), text.size());
    const std::string_view name =
        trimmed(without_quotes(without_key(trimmed(text.substr(0, end)))));
    if (!name.empty()) names.push_back(onnx::printable(std::string(name), kLongest));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return names;
}

std::vector<std::string> class_names_of(const onnx::File& file) {
  for (const onnx::Node& node : file.nodes) {
    const auto labels = node.attributes.find("classlabels_strings");
    if (labels == node.attributes.end()) continue;
    std::vector<std::string> names;
    for (const std::string& text : labels->second.texts) {
      names.push_back(onnx::printable(text, kLongest));
    }
    return names;
  }
  // Keys under which exporters and people write them.
  for (const auto& [key, value] : file.metadata) {
    if (onnx::has_word("names class_names classes labels class_labels", lower_case(key))) {
      return class_names_in(value);
    }
  }
  return {};
}

}  // namespace deepfool
