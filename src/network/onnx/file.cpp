#include "network/onnx/file.h"

#include <utility>

namespace deepfool {

namespace {

std::string printable(std::string message) {
  constexpr std::size_t kLongest = 1000;
  if (message.size() > kLongest) message.replace(kLongest, std::string::npos, "...");
  for (char& c : message) {
    if ((c >= 0 && c < ' ') || c == 127) c = '?';
  }
  return message;
}

}  // namespace

OnnxError::OnnxError(std::string message) : std::runtime_error(printable(std::move(message))) {}

namespace onnx {

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
