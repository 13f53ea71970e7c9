#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "network/network.h"
#include "network/onnx/file.h"

namespace deepfool::onnx {

/// What a name in the file's graph stands for: a constant, or a tensor of the network.
struct Value {
  const Tensor* constant = nullptr;
  int tensor = -1;
  Shape shape;
  bool is_vector = false;  // [batch, n]; else [batch, channels, height, width]

  /// Its sizes in ONNX's order, the batch of one included.
  std::vector<std::int64_t> dims() const;
};

/// The shape of an image with the dims [batch, channels, height, width], which must be in range.
Shape image_shape(const std::vector<std::int64_t>& dims);

/// The network as far as the file has been read.
struct Graph {
  std::map<std::string, Value> values;
  std::vector<Network::Node> nodes;
  std::string output;         // the name of the file's output
  std::int64_t elements = 0;  // of all activations
  std::int64_t work = 0;      // of all operators: Operator::work

  /// Appends an operator that reads the tensors `inputs`, and gives its value.
  Value append(std::unique_ptr<Operator> op, const std::vector<int>& inputs, bool is_vector);
};

/// One node of the file for the function that makes its operators (readers.h): its attributes, the
/// values of its inputs, and the graph to append to. All that does not fit is refused with an
/// OnnxError that names the node. Inputs count from 0.
class NodeReader {
 public:
  NodeReader(const Node& node, Graph& graph) : node_(node), graph_(graph) {}

  const std::string& type() const { return node_.type; }

  /// Whether the node's output is the file's.
  bool is_last() const { return node_.outputs[0] == graph_.output; }

  /// The attribute of this name, or null.
  const Attribute* attribute(const char* name) const;

  // The value of an attribute, or `otherwise` if the node does not have it.
  std::int64_t integer(const char* name, std::int64_t otherwise) const;
  float number(const char* name, float otherwise) const;

  /// Whether the file names this input.
  bool has(std::size_t input) const;

  /// The value of an input, which the file must name.
  const Value& value(std::size_t input) const;

  /// The value of an input that must not be a constant.
  const Value& tensor(std::size_t input) const;

  /// The value of an input that must not be a constant and must be [batch, channels, height,
  /// width].
  const Value& image(std::size_t input) const;

  /// The value of an input that must be a constant.
  const Tensor& constant(std::size_t input) const;

  /// The elements of constant c, broadcast to the shape of `to` and in the order of Shape.
  std::vector<float> broadcast(const Tensor& c, const Value& to) const;

  /// Appends an operator that reads the tensors `inputs`, and gives its value.
  Value append(std::unique_ptr<Operator> op, const std::vector<int>& inputs, bool is_vector);

  /// Throws an OnnxError that names the node. `why` is a message, or a function that makes one.
  template <class Why>
  [[noreturn]] void refuse(const Why& why) const {
    refuse_node(node_, why);
  }

 private:
  const Node& node_;
  Graph& graph_;
};

}  // namespace deepfool::onnx
