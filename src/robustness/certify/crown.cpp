#include "robustness/certify/crown.h"

#include <algorithm>
#include <utility>

namespace deepfool::certify {

namespace {

constexpr double kUnit = 0x1p-53;
constexpr double kUp = 1 + 1e-9;       // for sums of positive numbers, of up to a million terms
constexpr double kUnderflow = 1e-280;  // more than all products below double's range make up
// Elements of a tensor that are bounded together: neighbours see much the same of the input, if
// the layer is a convolution.
constexpr Index kDenseBlock = 64;
constexpr Index kSparseBlock = 32;

VectorXd times_sizes(const Weights& weights, const VectorXd& x) {
  if (weights.is_dense) return weights.dense.cwiseAbs() * x;
  return weights.sparse.cwiseAbs() * x;
}

VectorXd times(const Weights& weights, const VectorXd& x) {
  if (weights.is_dense) return weights.dense * x;
  return weights.sparse * x;
}

std::vector<int> consecutive(Index first, Index count) {
  std::vector<int> all(static_cast<std::size_t>(count));
  for (std::size_t i = 0; i < all.size(); ++i) {
    all[i] = static_cast<int>(first) + static_cast<int>(i);
  }
  return all;
}

}  // namespace

Crown::Crown(const Layers& layers)
    : layers_(layers),
      needed_(layers.layers.size() + 1),
      intervals_(needed_.size()),
      lines_(needed_.size()),
      largest_(needed_.size()),
      sizes_(needed_.size()) {
  Index most = layers.inputs;
  for (const Layer& layer : layers.layers) {
    most = std::max(most, layer.size);
    if (!layer.affine) needed_[index(layer.inputs[0])] = 1;
  }
  rounding_ = 2 * kUnit * static_cast<double>(most + 100);
}

void Crown::bound(const Ball& ball) {
  begin(ball);
  while (step()) {
  }
}

void Crown::begin(const Ball& ball) {
  ball_ = &ball;
  Interval input{ball.centre.array() - ball.radius * kUp, ball.centre.array() + ball.radius * kUp};
  if (ball.box) {
    input.lower = input.lower.cwiseMax(ball.box->lo);
    input.upper = input.upper.cwiseMin(ball.box->hi);
  }
  largest_[0] = kUp * input.lower.cwiseAbs().cwiseMax(input.upper.cwiseAbs());
  intervals_[0] = std::move(input);
  tensor_ = 0;
  bounded_ = layers_.inputs;
}

/// A tensor, or of one whose elements are bounded one by one, a block of them.
bool Crown::step() {
  if (bounded_ < layers_.size(tensor_)) {
    bound_block();
  } else if (tensor_ == layers_.logits()) {
    return false;
  } else {
    ++tensor_;
    bounded_ = layers_.size(tensor_);
    if (layers_.made(tensor_).affine) {
      begin_affine();
    } else {
      bound_relu();
    }
  }
  return true;
}

void Crown::begin_affine() {
  const std::size_t t = index(tensor_);
  const Layer& layer = layers_.made(tensor_);
  VectorXd size = layer.bias.cwiseAbs();
  for (std::size_t i = 0; i < layer.inputs.size(); ++i) {
    size += times_sizes(layer.weights[i], largest_[index(layer.inputs[i])]);
  }
  sizes_[t] = kUp * size;
  largest_[t] = sizes_[t];
  if (ball_->radius == 0) {
    intervals_[t] = from_inputs();
    end_affine();
  } else if (needed_[t]) {
    intervals_[t] = Interval{VectorXd(layer.size), VectorXd(layer.size)};
    bounded_ = 0;
  } else {
    intervals_[t].reset();
  }
}

void Crown::bound_block() {
  const Layer& layer = layers_.made(tensor_);
  const Index block = layer.weights[0].is_dense ? kDenseBlock : kSparseBlock;
  const Index count = std::min(block, layer.size - bounded_);
  const VectorXd values = least(below(tensor_, {consecutive(bounded_, count), {}, true}));
  Interval& y = *intervals_[index(tensor_)];
  y.lower.segment(bounded_, count) = values.head(count);
  y.upper.segment(bounded_, count) = -values.tail(count);
  bounded_ += count;
  if (bounded_ == layer.size) end_affine();
}

void Crown::end_affine() {
  const Interval& x = *intervals_[index(tensor_)];
  largest_[index(tensor_)] = x.lower.cwiseAbs().cwiseMax(x.upper.cwiseAbs());
}

void Crown::bound_relu() {
  const std::size_t t = index(tensor_);
  const std::size_t from = index(layers_.made(tensor_).inputs[0]);
  const Interval& x = *intervals_[from];
  lines_[t] = relax(x);
  sizes_[t] = kUp * (largest_[from] + lines_[t].upper_constant);
  largest_[t] = x.upper.cwiseMax(0);
  intervals_[t] = Interval{x.lower.cwiseMax(0), largest_[t]};
}

/// The interval of an affine layer's output, from those of its inputs: what there is to know at a
/// single point.
Interval Crown::from_inputs() const {
  const Layer& layer = layers_.made(tensor_);
  VectorXd middle = layer.bias;
  VectorXd radius = rounding_ * sizes_[index(tensor_)].array() + kUnderflow;
  for (std::size_t i = 0; i < layer.inputs.size(); ++i) {
    const Interval& x = *intervals_[index(layer.inputs[i])];
    const VectorXd centre = (x.lower + x.upper) / 2;
    middle += times(layer.weights[i], centre);
    radius +=
        kUp * times_sizes(layer.weights[i], (x.upper - centre).cwiseMax(centre - x.lower) * kUp);
  }
  return {middle - radius * kUp, middle + radius * kUp};
}

Below Crown::below(int tensor, Rows rows) const {
  Below result;
  const Index count = rows.count();
  VectorXd size = VectorXd::Zero(count);  // what all steps round, before it is multiplied by g
  result.constant = VectorXd::Zero(count);
  std::vector<std::optional<Rows>> at(index(tensor) + 1);
  at[index(tensor)] = std::move(rows);
  for (int t = tensor; t > 0; --t) {
    if (!at[index(t)]) continue;
    const Rows y = std::move(*at[index(t)]);
    const Layer& layer = layers_.made(t);
    const VectorXd sizes = picked(sizes_[index(t)], y.columns);
    if (y.unit) {
      size.head(count / 2) += sizes;
      size.tail(count / 2) += sizes;
    } else {
      size.noalias() += y.A.cwiseAbs() * sizes;
    }
    if (layer.affine) {
      const VectorXd bias = picked(layer.bias, y.columns);
      if (y.unit) {
        result.constant.head(count / 2) += bias;
        result.constant.tail(count / 2) -= bias;
      } else {
        result.constant.noalias() += y.A * bias;
      }
    }
    for (std::size_t i = 0; i < layer.inputs.size(); ++i) {
      Rows x = layer.affine ? through_affine(y, layer.weights[i])
                            : through_relu(y, lines_[index(t)], result.constant);
      std::optional<Rows>& sum = at[index(layer.inputs[i])];
      if (sum) {
        add(*sum, x);
      } else {
        sum = std::move(x);
      }
    }
    size += result.constant.cwiseAbs();
  }
  if (at[0]) {
    result.rows = std::move(*at[0]);
  } else {
    result.rows.A.resize(count, 0);
  }
  // The input's: for A x, and for the terms of its least value over the ball.
  size.noalias() += result.rows.A.cwiseAbs() * picked(6 * largest_[0], result.rows.columns);
  result.error = rounding_ * size.array() + kUnderflow;
  return result;
}

VectorXd Crown::least(const Below& below) const {
  VectorXd values = below.constant - below.error;
  values.noalias() += below.rows.A * picked(ball_->centre, below.rows.columns);
  VectorXd row;
  for (Index r = 0; r < values.size(); ++r) {
    row = below.rows.A.row(r).transpose();
    values[r] += ball_->least_change(row, below.rows.columns);
  }
  return values;
}

}  // namespace deepfool::certify
