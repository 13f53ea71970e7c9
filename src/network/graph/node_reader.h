#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "network/graph/graph.h"
#include "network/onnx/file.h"

namespace deepfool::onnx {

/// One node of the file for the function that makes its operators (readers.h): its attributes, the
/// values of its inputs, and the graph to append to. All that does not fit is refused with an
/// OnnxError that names the node. Inputs and outputs count from 0.
class NodeReader {
 public:
  NodeReader(const Node& node, Graph& graph, bool is_dropped)
      : node_(node), graph_(graph), is_dropped_(is_dropped) {}

  const std::string& type() const { return node_.type; }
  std::int64_t opset() const { return graph_.opset; }

  /// The input's batch in the file, which is read as 1.
  std::int64_t batch() const { return graph_.batch; }

  /// Whether the node only turns the class scores into probabilities (scores.h).
  bool is_dropped() const { return is_dropped_; }

  /// The attribute of this name, or null.
  const Attribute* attribute(const char* name) const;

  // The value of an attribute, or `otherwise` if the node does not have it.
  std::int64_t integer(const char* name, std::int64_t otherwise) const;
  float number(const char* name, float otherwise) const;
  std::string text(const char* name, const char* otherwise) const;

  /// The whole numbers of the attribute `name` or, where newer operator sets have them, of the
  /// input `input`, a constant; empty if the node has neither.
  std::vector<std::int64_t> integers(const char* name, std::size_t input) const;

  /// An axis, counted from the end if it is negative, of a tensor with `rank` of them.
  std::size_t axis(std::int64_t value, std::size_t rank) const;

  /// Of several axes, for each axis of the tensor whether it is among them.
  std::vector<bool> axes(const std::vector<std::int64_t>& values, std::size_t rank) const;

  std::size_t inputs() const { return node_.inputs.size(); }
  std::size_t outputs() const { return node_.outputs.size(); }

  /// Whether the file names this input.
  bool has(std::size_t input) const;

  /// The value of an input, which the file must name.
  const Value& value(std::size_t input) const;

  /// The value of an input that must be [1, channels, height, width] or [1, channels, width], laid
  /// out with the channel last.
  Value picture(std::size_t input);

  /// The value of an input that must be a constant.
  const Tensor& constant(std::size_t input) const;

  /// The elements of constant c, broadcast to the dims of `to` and in its order.
  std::vector<float> broadcast(const Tensor& c, const Value& to) const;

  /// See Graph.
  Value append(std::unique_ptr<Operator> op, const std::vector<Value>& inputs, Dims dims,
               Order order);
  Value laid_out(const Value& v, const Order& order) { return graph_.laid_out(v, order); }
  Value row_major(const Value& v) { return laid_out(v, onnx::row_major(v.rank())); }
  template <class T, class Make>
  std::shared_ptr<const T> shared(const Tensor& from, std::int64_t way, const Make& make) {
    return graph_.shared<T>(from, way, make);
  }
  void claim(const Dims& dims) { graph_.claim(dims); }

  /// A constant that the file does not have.
  Value keep(Tensor tensor) { return graph_.keep(std::move(tensor)); }
  Value keep(float number) { return keep(Tensor{{}, {number}, false, 0}); }

  /// The value of one of the outputs after the first, which is what the reader returns.
  void set_output(std::size_t output, const Value& v);

  /// Throws an OnnxError that names the node. `why` is a message, or a function that makes one.
  template <class Why>
  [[noreturn]] void refuse(const Why& why) const {
    refuse_node(node_, why);
  }

 private:
  const Node& node_;
  Graph& graph_;
  bool is_dropped_;
};

}  // namespace deepfool::onnx
