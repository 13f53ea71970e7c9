#include "robustness/certify/layers.h"

#include <algorithm>
#include <stdexcept>
#include <string>
#include <utility>

namespace deepfool::certify {

namespace {

// The most elements of all matrices together: what fits into a browser's memory several times.
constexpr std::int64_t kMostElements = std::int64_t{1} << 22;
constexpr Index kRows = 64;             // of a matrix that are read in one pullback
constexpr double kDenseFrom = 1.0 / 3;  // the share of elements that are not 0

using Entries = std::vector<Eigen::Triplet<double, int>>;

/// The matrix of an affine operator with respect to one input. A pullback of unit rows gives it
/// exactly: each element is one weight times 1, and all else that is added to it is 0.
Weights read_weights(Operator& op, const std::vector<Activation>& x, int input, Index inputs) {
  const Index outputs = op.size();
  std::vector<float> dy(static_cast<std::size_t>(outputs * kRows));
  std::vector<float> dx(static_cast<std::size_t>(inputs * kRows));
  std::vector<std::uint8_t> live(static_cast<std::size_t>(outputs));
  Entries entries;
  for (Index first = 0; first < outputs; first += kRows) {
    const Index count = std::min(kRows, outputs - first);
    const auto set = [&](std::uint8_t is_live, float value) {
      for (Index r = 0; r < count; ++r) {
        live[static_cast<std::size_t>(first + r)] = is_live;
        dy[static_cast<std::size_t>((first + r) * kRows + r)] = value;
      }
    };
    set(1, 1);
    Cotangent out{dx.data(), nullptr, kRows};
    op.pullback(x.data(), input, {dy.data(), live.data(), kRows}, out);
    for (Index i = 0; i < inputs; ++i) {
      if (out.live && !out.live[i]) continue;
      const float* const g = out.at(i);
      for (Index r = 0; r < count; ++r) {
        if (g[r] != 0) {
          entries.emplace_back(static_cast<int>(first + r), static_cast<int>(i),
                               static_cast<double>(g[r]));
        }
      }
    }
    set(0, 0);
  }
  Weights weights;
  weights.sparse.resize(outputs, inputs);
  weights.sparse.setFromTriplets(entries.begin(), entries.end());
  weights.is_dense = static_cast<double>(entries.size()) >=
                     kDenseFrom * static_cast<double>(outputs) * static_cast<double>(inputs);
  if (weights.is_dense) {
    weights.dense = weights.sparse;
    weights.sparse = {};
  }
  return weights;
}

/// The operator's value at 0 is its bias: all products are 0.
VectorXd read_bias(Operator& op, const std::vector<Activation>& x) {
  std::vector<float> y(static_cast<std::size_t>(op.size()));
  Activation out{y.data(), nullptr};
  op.forward(x.data(), out);
  return Eigen::Map<const Vector>(out.value, op.size()).cast<double>();
}

Layer affine_layer(Operator& op, std::vector<int> inputs, const Layers& before) {
  Layer layer;
  layer.size = op.size();
  std::vector<std::vector<float>> zeros;
  std::vector<Activation> x;
  for (const int tensor : inputs) {
    zeros.emplace_back(static_cast<std::size_t>(before.size(tensor)));
    x.push_back({zeros.back().data(), nullptr});
  }
  layer.bias = read_bias(op, x);
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    layer.weights.push_back(read_weights(op, x, static_cast<int>(i), before.size(inputs[i])));
  }
  layer.inputs = std::move(inputs);
  return layer;
}

Weights sparse_weights(Index outputs, Index inputs, const Entries& entries) {
  Weights weights;
  weights.sparse.resize(outputs, inputs);
  weights.sparse.setFromTriplets(entries.begin(), entries.end());
  return weights;
}

/// Adds a layer. Returns its tensor.
int add(Layers& all, Layer layer) {
  all.layers.push_back(std::move(layer));
  return all.logits();
}

int add_relu(Layers& all, int tensor) {
  Layer layer;
  layer.affine = false;
  layer.size = all.size(tensor);
  layer.inputs = {tensor};
  return add(all, std::move(layer));
}

int add_affine(Layers& all, Index size, std::vector<int> inputs, const std::vector<Entries>& of) {
  Layer layer;
  layer.size = size;
  layer.bias = VectorXd::Zero(size);
  for (std::size_t i = 0; i < of.size(); ++i) {
    layer.weights.push_back(sparse_weights(size, all.size(inputs[i]), of[i]));
  }
  layer.inputs = std::move(inputs);
  return add(all, std::move(layer));
}

/// Adds layers that take the maximum of each window of a tensor: each round halves the windows.
int add_maximum(Layers& all, int tensor, std::vector<std::vector<Index>> windows) {
  const auto longest = [&] {
    std::size_t most = 0;
    for (const auto& window : windows) most = std::max(most, window.size());
    return most;
  };
  bool paired = false;
  while (!paired || longest() > 1) {
    paired = true;
    Entries differences;  // b - a of each pair
    Entries first;        // a of each pair, and what is left over
    Entries more;         // max(b - a, 0)
    int pairs = 0;
    int size = 0;
    for (std::vector<Index>& window : windows) {
      std::vector<Index> next;
      for (std::size_t i = 0; i < window.size(); i += 2) {
        first.emplace_back(size, static_cast<int>(window[i]), 1);
        if (i + 1 < window.size()) {
          differences.emplace_back(pairs, static_cast<int>(window[i + 1]), 1);
          differences.emplace_back(pairs, static_cast<int>(window[i]), -1);
          more.emplace_back(size, pairs, 1);
          ++pairs;
        }
        next.push_back(size);
        ++size;
      }
      window = std::move(next);
    }
    if (pairs == 0) return add_affine(all, size, {tensor}, {first});
    const int relu = add_relu(all, add_affine(all, pairs, {tensor}, {differences}));
    tensor = add_affine(all, size, {tensor, relu}, {first, more});
  }
  return tensor;
}

}  // namespace

std::shared_ptr<const Layers> take_apart(const Network& network) {
  if (network.multiply_adds() > kMostElements) {
    throw std::invalid_argument("bounds go with networks of up to " +
                                std::to_string(kMostElements) + " multiplications");
  }
  const std::vector<Network::Node>& nodes = network.nodes();
  std::vector<int> consumers(nodes.size() + 1);
  for (const Network::Node& node : nodes) {
    for (const int t : node.inputs) ++consumers[static_cast<std::size_t>(t)];
  }
  Layers all;
  all.inputs = network.inputs();
  std::vector<int> tensors = {0};  // for each tensor of the network, that of `all`
  for (const Network::Node& node : nodes) {
    std::vector<int> inputs;
    for (const int t : node.inputs) inputs.push_back(tensors[static_cast<std::size_t>(t)]);
    const Form form = node.op->form();
    switch (form.kind) {
      case Form::affine:
        tensors.push_back(add(all, affine_layer(*node.op, inputs, all)));
        break;
      case Form::relu:
        tensors.push_back(add_relu(all, inputs[0]));
        break;
      case Form::maximum: {
        // The maximum of ReLUs is the ReLU of the maximum.
        const bool relus = inputs[0] != 0 && !all.made(inputs[0]).affine;
        const int from = relus ? all.made(inputs[0]).inputs[0] : inputs[0];
        const bool alone = consumers[static_cast<std::size_t>(node.inputs[0])] == 1;
        if (relus && alone && inputs[0] == all.logits()) all.layers.pop_back();
        const int maximum = add_maximum(all, from, form.windows);
        tensors.push_back(relus ? add_relu(all, maximum) : maximum);
        break;
      }
      case Form::other:
        throw std::invalid_argument(
            "bounds go with fully connected layers, convolutions, ReLU and max-pools; this "
            "classifier has other operators");
    }
  }
  return std::make_shared<Layers>(std::move(all));
}

}  // namespace deepfool::certify
