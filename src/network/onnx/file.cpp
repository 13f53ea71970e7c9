#include "network/onnx/file.h"

#include <algorithm>
#include <utility>

namespace deepfool {

OnnxError::OnnxError(std::string message, std::size_t longest)
    : std::runtime_error(onnx::printable(std::move(message), longest)) {}

namespace onnx {

std::string printable(std::string text, std::size_t longest) {
  if (text.size() > longest) {
    // Not within a character of UTF-8, whose further bytes are 10xxxxxx.
    while (longest > 0 && (static_cast<unsigned char>(text[longest]) & 0xC0) == 0x80) --longest;
    text.replace(longest, std::string::npos, "...");
  }
  for (char& c : text) {
    if ((c >= 0 && c < ' ') || c == 127) c = '?';
  }
  // Those that change the direction of writing: U+200E, U+200F, U+202A to E and U+2066 to 9.
  for (std::size_t i = 0; i + 2 < text.size(); ++i) {
    const auto at = [&](std::size_t k) { return static_cast<unsigned char>(text[i + k]); };
    const bool turns =
        at(1) == 0x80 && (at(2) == 0x8E || at(2) == 0x8F || (at(2) >= 0xAA && at(2) <= 0xAE));
    const bool isolates = at(1) == 0x81 && at(2) >= 0xA6 && at(2) <= 0xA9;
    if (at(0) == 0xE2 && (turns || isolates)) text.replace(i, 3, "?");
  }
  return text;
}

std::vector<std::int64_t> Tensor::integers() const {
  constexpr float kMost = 4611686018427387904.0F;  // 2^62
  std::vector<std::int64_t> all;
  all.reserve(values.size());
  for (const float v : values) {
    all.push_back(static_cast<std::int64_t>(std::min(std::max(v, -kMost), kMost)));
  }
  return all;
}

std::string Node::describe() const { return name.empty() ? type : type + " '" + name + "'"; }

void refuse_node(const Node& node, const char* why) {
  throw OnnxError(node.describe() + ": " + why);
}

std::string text(const std::vector<std::int64_t>& dims) {
  std::string s = "[";
  for (std::size_t i = 0; i < dims.size(); ++i) s += (i == 0 ? "" : ", ") + std::to_string(dims[i]);
  return s + "]";
}

}  // namespace onnx

}  // namespace deepfool
