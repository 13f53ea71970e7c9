#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "network/onnx/read_onnx.h"

namespace deepfool::onnx {

/// A constant tensor, in ONNX's order (row-major). All types of numbers are kept as float32: whole
/// numbers are exact up to 2^24, more than any size or index of what can be read.
struct Tensor {
  std::vector<std::int64_t> dims;
  std::vector<float> values;
  bool is_whole = false;  // of whole numbers or truth values: a quotient is rounded towards zero
  std::int32_t type = 0;  // in the file (protobuf.h); 0: computed at load

  /// As whole numbers; those beyond 2^62 become 2^62.
  std::vector<std::int64_t> integers() const;
};

struct File;

/// An attribute of a node. The member of its type is filled.
struct Attribute {
  float number = 0;
  std::int64_t integer = 0;
  std::string text;
  std::vector<float> numbers;
  std::vector<std::int64_t> integers;
  std::vector<std::string> texts;
  Tensor tensor;
  std::shared_ptr<const File> body;  // a graph of its own
  std::string reference;             // in a function: the caller's attribute that it stands for
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

/// An input or output of the graph, as the file declares it.
struct Declared {
  std::string name;
  std::vector<std::int64_t> dims;  // -1 where the file leaves it open
  std::int32_t type = 0;           // of its elements (protobuf.h); 0: not a tensor, or not given
};

/// A function that the file itself has: nodes of its name and domain stand for its nodes.
struct Function {
  std::string name;
  std::string domain;
  std::vector<std::string> inputs;
  std::vector<std::string> outputs;
  std::vector<Node> nodes;
  std::map<std::string, Attribute> attributes;  // for those that the caller does not give
};

/// The parts of an ONNX file that a network is built from.
struct File {
  std::vector<Node> nodes;
  std::vector<Function> functions;
  std::map<std::string, Tensor> constants;
  std::vector<Declared> inputs;  // without the constants among them
  std::vector<Declared> outputs;
  std::int64_t opset = 0;  // of the domain ai.onnx
  std::string producer;    // the program that wrote it
  std::string producer_version;
  std::map<std::string, std::string> metadata;
};

/// Parses the protobuf. Throws OnnxError for bytes that are no ONNX model, for data that is neither
/// in the file nor in `files`, for sizes that do not fit their data, and for weights that are not
/// finite.
File parse(std::string_view bytes, const DataFiles& files = {});

/// Throws an OnnxError that names the node. See classifier/refuse.h.
[[noreturn, gnu::noinline, gnu::cold]] void refuse_node(const Node& node, const char* why);

/// Throws an OnnxError that names the node, with the message that why() returns.
template <class Why>
[[noreturn, gnu::noinline, gnu::cold]] void refuse_node(const Node& node, const Why& why) {
  throw OnnxError(node.describe() + ": " + why());
}

/// A text from a file, fit to be shown: its characters for control and for the direction of
/// writing become '?', and it is cut to `longest` bytes.
std::string printable(std::string text, std::size_t longest);

/// «[1, 3, 32, 32]», for messages.
std::string text(const std::vector<std::int64_t>& dims);

}  // namespace deepfool::onnx
