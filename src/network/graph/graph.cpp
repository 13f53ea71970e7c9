#include "network/graph/graph.h"

#include <utility>

#include "classifier/joined.h"
#include "classifier/refuse.h"
#include "network/limits.h"
#include "network/operators/movement/given.h"
#include "network/operators/movement/move.h"

namespace deepfool::onnx {

namespace {

constexpr std::int64_t kMillion = 1000000;

}  // namespace

template <class Why>
[[noreturn]] void Graph::refuse_more(const Why& why) {
  is_full = true;
  if (node) refuse_node(*node, why);
  refuse<OnnxError>(why);
}

[[gnu::noinline]] void Graph::refuse_elements() {
  refuse_more("the network's activations have over 2^26 elements");
}

[[gnu::noinline]] void Graph::refuse_weights() {
  refuse_more("the network's weights are over 2^25 numbers");
}

[[gnu::noinline]] void Graph::refuse_work(std::int64_t steps) {
  refuse_more([&] {
    return joined({"with it, one image takes about ", steps / kMillion,
                   " million steps of computation; at most ", kMostWork / kMillion,
                   " million are allowed"});
  });
}

void Graph::keep_weights(std::size_t numbers) {
  weights += static_cast<std::int64_t>(numbers);
  if (weights > kMostWeights) refuse_weights();
}

std::shared_ptr<const void>& Graph::made_of(const Tensor& from, std::int64_t way) {
  for (Made& m : made_) {
    if (m.from == &from && m.way == way) return m.made;
  }
  keep_weights(from.values.size());
  made_.push_front({&from, way, nullptr});
  return made_.front().made;
}

Value Graph::keep(Tensor tensor) {
  keep_weights(tensor.values.size());
  constants.push_front(std::move(tensor));
  Value v;
  v.constant = &constants.front();
  v.dims = v.constant->dims;
  v.order = row_major(v.rank());
  return v;
}

void Graph::claim(const Dims& dims) {
  if (volume(dims) > kMostElements - elements) refuse_elements();
}

Value Graph::added(std::unique_ptr<Operator> op, std::vector<int> inputs, Dims dims, Order order) {
  elements += op->size();
  work += op->work();
  if (elements > kMostElements) refuse_elements();
  if (work > kMostWork) refuse_work(work);
  Value v;
  nodes.push_back({std::move(op), std::move(inputs)});
  v.tensor = static_cast<int>(nodes.size());
  v.dims = dims;
  v.order = order;
  return v;
}

/// The tensor of the network that has a constant.
[[gnu::noinline]] int Graph::given(const Value& v) {
  for (const auto& [constant, tensor] : given_) {
    if (constant == v.constant) return tensor;
  }
  keep_weights(v.constant->values.size());
  const int tensor = added(std::make_unique<Given>(v.constant->values), {}, v.dims, v.order).tensor;
  given_.emplace_back(v.constant, tensor);
  return tensor;
}

Value Graph::append(std::unique_ptr<Operator> op, const std::vector<Value>& inputs, Dims dims,
                    Order order) {
  bool is_constant = true;
  for (const Value& v : inputs) is_constant = is_constant && v.constant;
  if (is_constant) return evaluated(*op, inputs, dims, order);
  if (volume(dims) == 0) refuse_more("its output has no elements");
  std::vector<int> tensors;
  for (const Value& v : inputs) tensors.push_back(v.constant ? given(v) : v.tensor);
  return added(std::move(op), std::move(tensors), dims, order);
}

/// What an operator makes of constants.
[[gnu::noinline]] Value Graph::evaluated(Operator& op, const std::vector<Value>& inputs, Dims dims,
                                         const Order& order) {
  constant_work += op.work() + op.size();
  if (constant_work > kMostWork) refuse_work(constant_work);
  Tensor tensor;
  tensor.is_whole = true;
  std::vector<Activation> x;
  for (const Value& v : inputs) {
    tensor.is_whole = tensor.is_whole && v.constant->is_whole;
    x.push_back({const_cast<float*>(v.constant->values.data()), nullptr});  // it is only read
  }
  std::vector<float> room(static_cast<std::size_t>(op.size()));
  Activation y{room.data(), nullptr};
  op.forward(x.data(), y);
  tensor.values.reserve(room.size());
  // From `order` to row-major.
  const std::vector<int> from = index_table(dims, row_major(dims.size()), steps(dims, order));
  for (const int i : from) tensor.values.push_back(y.value[i]);
  tensor.dims = dims;
  return keep(std::move(tensor));
}

/// A constant in another order.
[[gnu::noinline]] Value Graph::given_in(const Value& v, const Order& order,
                                        const std::vector<int>& source) {
  std::vector<float> moved;
  moved.reserve(source.size());
  for (const int i : source) moved.push_back(v.constant->values[static_cast<std::size_t>(i)]);
  return added(std::make_unique<Given>(std::move(moved)), {}, v.dims, order);
}

Value Graph::laid_out(const Value& v, const Order& order) {
  if (same_memory(v.dims, v.order, order)) {
    Value same = v;
    same.order = order;
    return same;
  }
  claim(v.dims);
  std::vector<int> source = index_table(v.dims, order, steps(v.dims, v.order));
  if (v.constant) return given_in(v, order, source);
  const auto size = static_cast<Index>(source.size());
  return added(std::make_unique<Move>(size, std::move(source)), {v.tensor}, v.dims, order);
}

namespace {

/// The nodes whose tensors are needed.
[[gnu::noinline]] void keep_needed(std::vector<Network::Node>& nodes,
                                   const std::vector<char>& needed) {
  std::vector<int> number(nodes.size() + 1);
  std::vector<Network::Node> kept;
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    if (!needed[i + 1]) continue;
    for (int& t : nodes[i].inputs) t = number[static_cast<std::size_t>(t)];
    kept.push_back(std::move(nodes[i]));
    number[i + 1] = static_cast<int>(kept.size());
  }
  nodes = std::move(kept);
}

/// prune, for a network that is no chain.
[[gnu::noinline]] void prune_branches(std::vector<Network::Node>& nodes, int output) {
  std::vector<char> needed(nodes.size() + 1);
  needed[static_cast<std::size_t>(output)] = 1;
  bool are_all = true;
  for (std::size_t i = nodes.size(); i-- > 0;) {
    are_all = are_all && needed[i + 1];
    if (!needed[i + 1]) continue;
    for (const int t : nodes[i].inputs) needed[static_cast<std::size_t>(t)] = 1;
  }
  if (!are_all) keep_needed(nodes, needed);
}

}  // namespace

void prune(std::vector<Network::Node>& nodes, int output) {
  int last = 0;
  for (const Network::Node& node : nodes) {
    if (node.inputs.empty() || node.inputs[0] != last) return prune_branches(nodes, output);
    ++last;
  }
  if (last != output) prune_branches(nodes, output);
}

}  // namespace deepfool::onnx
