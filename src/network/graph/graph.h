#pragma once

#include <cstdint>
#include <forward_list>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "network/graph/value.h"
#include "network/network.h"

namespace deepfool::onnx {

/// The network as far as the file has been read.
struct Graph {
  std::map<std::string, Value> values;
  std::vector<Network::Node> nodes;
  std::forward_list<Tensor> constants;  // those that were computed at load; addresses stay
  const Node* node = nullptr;           // that is being read
  std::int64_t opset = 0;
  std::int64_t batch = 1;          // the input's, in the file; it is read as 1
  std::int64_t elements = 0;       // of all activations
  std::int64_t weights = 0;        // numbers that the operators keep
  std::int64_t work = 0;           // of all operators: Operator::work
  std::int64_t constant_work = 0;  // of those that ran at load
  bool is_full = false;            // a limit has been reached

  /// A constant, kept here.
  Value keep(Tensor tensor);

  /// Appends an operator that reads `inputs`, and gives its value, whose elements the operator
  /// writes in `order`. If all inputs are constants, it runs at once, and its value is a constant.
  /// Throws OnnxError if the network becomes larger than limits.h has it; nothing larger than the
  /// inputs may be allocated before `claim`.
  Value append(std::unique_ptr<Operator> op, const std::vector<Value>& inputs, Dims dims,
               Order order);

  /// Throws OnnxError if a tensor of these dims would make the activations too many.
  void claim(const Dims& dims);

  /// What is made from a constant, for all nodes that want the same of it: a T, the number of the
  /// way in which it is made (a way of one T alone), and the function that makes it.
  template <class T, class Make>
  std::shared_ptr<const T> shared(const Tensor& from, std::int64_t way, const Make& make) {
    std::shared_ptr<const void>& made = made_of(from, way);
    if (!made) made = std::make_shared<const T>(make());
    return std::static_pointer_cast<const T>(made);
  }

  /// The value in another order in memory: itself, or one more operator.
  Value laid_out(const Value& v, const Order& order);

 private:
  template <class Why>
  [[noreturn]] void refuse_more(const Why& why);
  void refuse_elements();
  void refuse_weights();
  void refuse_work(std::int64_t steps);
  Value evaluated(Operator& op, const std::vector<Value>& inputs, Dims dims, const Order& order);
  int given(const Value& v);
  Value given_in(const Value& v, const Order& order, const std::vector<int>& source);
  Value added(std::unique_ptr<Operator> op, std::vector<int> inputs, Dims dims, Order order);

  void keep_weights(std::size_t numbers);

  std::shared_ptr<const void>& made_of(const Tensor& from, std::int64_t way);

  struct Made {
    const Tensor* from;
    std::int64_t way;
    std::shared_ptr<const void> made;
  };
  std::forward_list<Made> made_;
  std::vector<std::pair<const Tensor*, int>> given_;  // constants that are tensors of the network
};

/// Removes the nodes that the tensor `output` does not need; it becomes the last.
void prune(std::vector<Network::Node>& nodes, int output);

}  // namespace deepfool::onnx
