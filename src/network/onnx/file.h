#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "network/onnx/read_onnx.h"

namespace deepfool::onnx {

/// A constant tensor of a file, in ONNX's order (row-major, the channel before height and width).
/// One of the two data vectors is filled.
struct Tensor {
  std::vector<std::int64_t> dims;
  std::vector<float> floats;
  std::vector<std::int64_t> integers;

  std::size_t size() const { return floats.size() + integers.size(); }
};

/// An attribute of a node. The member of its type is filled.
struct Attribute {
  float number = 0;
  std::int64_t integer = 0;
  std::string text;
  std::vector<std::int64_t> integers;
  Tensor tensor;
};

/// A node of the graph. Inputs and outputs are names; an input that is left out has an empty one.
struct Node {
  std::string name;
  std::string type;
  std::string domain;
  std::vector<std::string> inputs;
  std::vector<std::string> outputs;
  std::map<std::string, Attribute> attributes;

  /// «Conv 'conv1'», for messages.
  std::string describe() const;
};

/// An input of the graph.
struct Input {
  std::string name;
  std::vector<std::int64_t> dims;  // -1 where the file leaves it open
};

/// The parts of an ONNX file that a network is built from.
struct File {
  std::vector<Node> nodes;
  std::map<std::string, Tensor> constants;
  std::vector<Input> inputs;  // without the constants among them
  std::vector<std::string> outputs;
};

/// Parses the protobuf. Throws OnnxError for bytes that are no ONNX model, for data that is not
/// inside the file, for sizes that do not fit their data, and for weights that are not finite.
File parse(std::string_view bytes);

/// Throws an OnnxError that names the node. See classifier/refuse.h.
[[noreturn, gnu::noinline, gnu::cold]] void refuse_node(const Node& node, const char* why);

/// Throws an OnnxError that names the node, with the message that why() returns.
template <class Why>
[[noreturn, gnu::noinline, gnu::cold]] void refuse_node(const Node& node, const Why& why) {
  throw OnnxError(node.describe() + ": " + why());
}

/// «[1, 3, 32, 32]», for messages.
std::string text(const std::vector<std::int64_t>& dims);

}  // namespace deepfool::onnx
