#include "network/linear.h"

#include <algorithm>

#include "network/kernels.h"

namespace deepfool {

namespace {

constexpr int kForwardVectors = 8;  // outputs / 4 in registers at once
constexpr int kPullbackInputs = 4;  // inputs in registers at once

/// y[0 .. 4 V) = bias + sum over the listed inputs i of x[i] weights[i][0 .. 4 V).
template <int V>
void multiply(const float* x, const int* list, int count, const float* weights, Index stride,
              const float* bias, float* y, Index outputs) {
  f32x4 sum[V];
  for (int v = 0; v < V; ++v) sum[v] = load(bias + 4 * v);
  for (int l = 0; l < count; ++l) {
    const Index i = list[l];
    const f32x4 s = splat(x[i]);
    const float* const w = weights + i * stride;
    for (int v = 0; v < V; ++v) sum[v] += s * load(w + 4 * v);
  }
  for (int v = 0; v < V; ++v) {
    store(y + 4 * v, sum[v], static_cast<int>(std::min<Index>(4, outputs - 4 * v)));
  }
}

}  // namespace

Linear::Linear(Index inputs, Index outputs, const float* W, const float* b)
    : inputs_(inputs),
      outputs_(outputs),
      stride_((outputs + 3) / 4 * 4),
      weights_(static_cast<std::size_t>(inputs_ * stride_)),
      bias_(static_cast<std::size_t>(stride_)),
      list_(static_cast<std::size_t>(std::max(inputs_, outputs_))) {
  for (Index o = 0; o < outputs_; ++o) {
    for (Index i = 0; i < inputs_; ++i) {
      weights_[static_cast<std::size_t>(i * stride_ + o)] = W[o * inputs_ + i];
    }
    bias_[static_cast<std::size_t>(o)] = b[o];
  }
}

void Linear::forward(const Activation* x, Activation& y) {
  const float* const in = x[0].value;
  int count = 0;
  for (Index i = 0; i < inputs_; ++i) {
    list_[static_cast<std::size_t>(count)] = static_cast<int>(i);
    count += in[i] != 0;  // NaN counts
  }
  kernels::for_tiles<kForwardVectors>(stride_ / 4, [&](auto tile, Index v) {
    multiply<decltype(tile)::value>(in, list_.data(), count, weights_.data() + 4 * v, stride_,
                                    bias_.data() + 4 * v, y.value + 4 * v, outputs_ - 4 * v);
  });
  y.passes = nullptr;
}

void Linear::pullback(const Activation* x, int, const Cotangent& dy, Cotangent& dx) {
  kernels::Tap tap{dy.value, list_.data(), 0, 0};
  for (Index o = 0; o < outputs_; ++o) {
    list_[static_cast<std::size_t>(tap.count)] = static_cast<int>(o);
    tap.count += !dy.live || dy.live[o];
  }
  const std::uint8_t* const passes = x[0].passes;
  Index offsets[kPullbackInputs];
  float* out[kPullbackInputs];
  int n = 0;
  const auto add = [&](Index i) {
    offsets[n] = i * stride_;
    out[n++] = dx.value + i * dy.rows;
  };
  for (Index i = 0; i < inputs_; ++i) {
    if (passes && !passes[i]) continue;
    add(i);
    if (n < kPullbackInputs) continue;
    kernels::gather<kPullbackInputs>(&tap, 1, weights_.data(), offsets, dy.rows, out);
    n = 0;
  }
  for (int i = 0; i < n; ++i) {
    kernels::gather<1>(&tap, 1, weights_.data(), offsets + i, dy.rows, out + i);
  }
  dx.live = passes;
}

}  // namespace deepfool
