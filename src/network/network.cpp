#include "network/network.h"

#include <algorithm>
#include <iterator>
#include <stdexcept>
#include <string>
#include <utility>

namespace deepfool {

namespace {

// The most gradients that are kept at a time: 64 MB of them.
constexpr Index kMostGradients = Index{1} << 24;

std::vector<std::int64_t> without_ones(const std::vector<std::int64_t>& dims) {
  std::vector<std::int64_t> others;
  std::copy_if(dims.begin(), dims.end(), std::back_inserter(others),
               [](std::int64_t d) { return d != 1; });
  return others;
}

/// «3 x 32 x 32», for messages.
std::string text(const std::vector<std::int64_t>& dims) {
  std::string s = dims.empty() ? "1" : "";
  for (const std::int64_t d : dims) s += (s.empty() ? "" : " x ") + std::to_string(d);
  return s;
}

}  // namespace

Network::Network(Shape input, std::vector<Node> nodes, bool channel_last)
    : input_shape_(input), channel_last_(channel_last), nodes_(std::move(nodes)) {
  const std::size_t tensors = nodes_.size() + 1;
  consumers_.resize(tensors);
  values_.resize(tensors);
  gradients_.resize(tensors);
  activations_.resize(tensors);
  cotangents_.resize(tensors);
  reached_.resize(tensors);
  varies_.resize(tensors);
  varies_[0] = 1;
  values_[0].resize(static_cast<std::size_t>(input_shape_.size()));
  std::size_t most = 1;
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    values_[i + 1].resize(static_cast<std::size_t>(nodes_[i].op->size()));
    for (const int t : nodes_[i].inputs) {
      ++consumers_[static_cast<std::size_t>(t)];
      if (varies_[static_cast<std::size_t>(t)]) varies_[i + 1] = 1;
    }
    most = std::max(most, nodes_[i].inputs.size());
  }
  arguments_.resize(most);
  Index varying = 1;
  for (std::size_t t = 0; t < tensors; ++t) {
    if (varies_[t]) varying += static_cast<Index>(values_[t].size());
  }
  block_rows_ = std::max<Index>(1, kMostGradients / 4 / varying) * 4;
  classes_ = nodes_.empty() ? input_shape_.size() : nodes_.back().op->size();
  if (classes_ < 2) throw std::invalid_argument("the network has not two logits");
}

void Network::forward(const VectorRef& x, Eigen::Ref<Vector> f) {
  std::copy_n(x.data(), x.size(), values_[0].data());
  activations_[0] = {values_[0].data(), nullptr};
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    const Node& node = nodes_[i];
    for (std::size_t a = 0; a < node.inputs.size(); ++a) {
      arguments_[a] = activations_[static_cast<std::size_t>(node.inputs[a])];
    }
    activations_[i + 1] = {values_[i + 1].data(), nullptr};
    node.op->forward(arguments_.data(), activations_[i + 1]);
  }
  std::copy_n(activations_.back().value, classes_, f.data());
}

void Network::check_dimensions(const std::vector<std::int64_t>& dims) const {
  const Shape& s = input_shape_;
  const std::vector<std::int64_t> own =
      channel_last_ ? std::vector<std::int64_t>{s.height, s.width, s.channels}
                    : std::vector<std::int64_t>{s.channels, s.height, s.width};
  const bool is_vector = s.height * s.width == 1;
  std::int64_t size = 1;
  for (const std::int64_t d : dims) size = size <= inputs() && d <= inputs() ? size * d : -1;
  const std::vector<std::int64_t> others = without_ones(dims);
  const bool in_order = is_vector || others.size() <= 1 || others == without_ones(own);
  if (size == inputs() && in_order) return;
  const std::string elements = std::to_string(inputs());
  throw std::invalid_argument(
      "its images are " + text(dims) + "; the model takes " +
      (is_vector
           ? elements + " numbers"
           : text(own) +
                 (channel_last_ ? " (height x width x channels)" : " (channels x height x width)") +
                 ", or these " + elements + " numbers as one dimension"));
}

void Network::pull_back_rows(const std::vector<int>& rows, Jacobian& J) {
  const Index padded = padded_rows(static_cast<Index>(rows.size()));
  if (padded > block_rows_) return pull_back_blocks(rows, J);
  float* const s = seed(padded);
  for (std::size_t r = 0; r < rows.size(); ++r) s[rows[r] * padded + static_cast<Index>(r)] = 1;
  sweep(padded, J);
}

/// pull_back_rows for few rows at a time: the gradients of all together would take too much memory.
[[gnu::noinline]] void Network::pull_back_blocks(const std::vector<int>& rows, Jacobian& J) {
  const auto all = static_cast<Index>(rows.size());
  J.setZero(padded_rows(all), inputs());
  Jacobian block;
  for (Index first = 0; first < all; first += block_rows_) {
    const Index count = std::min(block_rows_, all - first);
    pull_back_rows({rows.begin() + first, rows.begin() + first + count}, block);
    J.middleRows(first, count) = block.topRows(count);
  }
}

void Network::pull_back_sum(const VectorRef& v, Eigen::Ref<Vector> g) {
  const Index padded = padded_rows(1);
  float* const s = seed(padded);
  for (Index k = 0; k < classes_; ++k) s[k * padded] = v[k];
  sweep(padded, row_);
  g = row_.row(0);
}

/// Makes room for the gradients with respect to all tensors. Returns those with respect to the
/// logits, C x rows and all 0: a sweep starts from them.
float* Network::seed(Index rows) {
  for (std::size_t t = 1; t < gradients_.size(); ++t) {
    if (!varies_[t]) continue;
    gradients_[t].resize(values_[t].size() * static_cast<std::size_t>(rows));
  }
  std::vector<float>& seed = gradients_.back();
  std::fill(seed.begin(), seed.end(), 0.0F);
  return seed.data();
}

/// Sends the seed back through all operators; J becomes rows x n.
void Network::sweep(Index padded, Jacobian& J) {
  J.resize(padded, inputs());
  std::fill(reached_.begin(), reached_.end(), char{0});
  cotangents_.back() = {gradients_.back().data(), nullptr, padded};
  reached_.back() = 1;

  for (std::size_t i = nodes_.size(); i-- > 0;) {
    if (!reached_[i + 1]) continue;
    const Node& node = nodes_[i];
    for (std::size_t a = 0; a < node.inputs.size(); ++a) {
      arguments_[a] = activations_[static_cast<std::size_t>(node.inputs[a])];
    }
    for (std::size_t a = 0; a < node.inputs.size(); ++a) {
      const int t = node.inputs[a];
      if (!varies_[static_cast<std::size_t>(t)]) continue;
      Cotangent dx{t == 0 ? J.data() : gradients_[static_cast<std::size_t>(t)].data(), nullptr,
                   padded};
      if (consumers_[static_cast<std::size_t>(t)] > 1) {
        branch_.resize(values_[static_cast<std::size_t>(t)].size() *
                       static_cast<std::size_t>(padded));
        dx.value = branch_.data();
      }
      node.op->pullback(arguments_.data(), static_cast<int>(a), cotangents_[i + 1], dx);
      send_back(t, dx);
    }
  }

  const Cotangent& input = cotangents_[0];
  if (!reached_[0]) {
    J.setZero();
    return;
  }
  if (input.value == J.data() && !input.live) return;
  for (Index i = 0; i < inputs(); ++i) {
    if (input.live && !input.live[i]) {
      J.col(i).setZero();
    } else if (input.value != J.data()) {
      std::copy_n(input.at(i), padded, &J(0, i));
    }
  }
}

/// Takes the gradient dx that one consumer of a tensor sends back to it. Those of several consumers
/// are summed.
void Network::send_back(int tensor, const Cotangent& dx) {
  const auto t = static_cast<std::size_t>(tensor);
  if (consumers_[t] == 1) {
    cotangents_[t] = dx;
    reached_[t] = 1;
    return;
  }
  Cotangent& sum = cotangents_[t];
  const Index n = static_cast<Index>(values_[t].size());
  if (!reached_[t]) {
    // The network's input may be read by several nodes, too: `sweep` copies its gradient to J.
    gradients_[t].resize(static_cast<std::size_t>(n * dx.rows));
    std::fill(gradients_[t].begin(), gradients_[t].end(), 0.0F);
    sum = {gradients_[t].data(), nullptr, dx.rows};
    reached_[t] = 1;
  }
  const std::uint8_t* const passes = activations_[t].passes;
  for (Index i = 0; i < n; ++i) {
    if ((dx.live && !dx.live[i]) || (passes && !passes[i])) continue;
    const float* const from = dx.at(i);
    float* const to = sum.value + i * dx.rows;
    for (Index k = 0; k < dx.rows; ++k) to[k] += from[k];
  }
}

std::int64_t Network::multiply_adds() const {
  std::int64_t sum = 0;
  for (const Node& node : nodes_) sum += node.op->multiply_adds();
  return sum;
}

std::int64_t Network::pullback_multiply_adds() const {
  std::int64_t sum = 0;
  for (const Node& node : nodes_) sum += node.op->pullback_multiply_adds();
  return sum;
}

Index Network::parameters() const {
  Index sum = 0;
  for (const Node& node : nodes_) sum += node.op->parameters();
  return sum;
}

}  // namespace deepfool
