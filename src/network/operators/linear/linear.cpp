#include "network/operators/linear/linear.h"

#include <algorithm>
#include <cassert>
#include <utility>

#include "network/operators/kernels.h"

namespace deepfool {

namespace {

constexpr int kForwardInputs = 4;   // rows of the weights that are read together
constexpr int kForwardVectors = 4;  // outputs / 4 in registers at once
constexpr int kPullbackInputs = 3;  // inputs in registers at once

/// y[0 .. 4 V) += sum over I inputs of x[i] weights[i][0 .. 4 V), one after the other.
template <int I, int V>
void multiply(const f32x4* x, const float* const* weights, Index first, float* y) {
  f32x4 sum[V];
  unrolled<V>([&](auto v) { sum[v] = load(y + first + 4 * v); });
  unrolled<I>([&](auto i) {
    const float* const w = weights[i] + first;
    unrolled<V>([&](auto v) { sum[v] += x[i] * load(w + 4 * v); });
  });
  unrolled<V>([&](auto v) { store(y + first + 4 * v, sum[v]); });
}

}  // namespace

LinearWeights::LinearWeights(const std::vector<float>& W, Index inputs, Index outputs,
                             bool transposed, float factor) {
  const Index stride = (outputs + 3) / 4 * 4;
  by_input.resize(static_cast<std::size_t>(inputs * stride));
  for (Index o = 0; o < outputs; ++o) {
    for (Index i = 0; i < inputs; ++i) {
      const Index from = transposed ? o * inputs + i : i * outputs + o;
      by_input[static_cast<std::size_t>(i * stride + o)] =
          factor * W[static_cast<std::size_t>(from)];
    }
  }
}

Linear::Linear(Index inputs, Index outputs, std::shared_ptr<const LinearWeights> weights,
               const std::vector<float>& b)
    : inputs_(inputs),
      outputs_(outputs),
      stride_((outputs + 3) / 4 * 4),
      weights_(std::move(weights)),
      bias_(static_cast<std::size_t>(stride_)),
      sum_(static_cast<std::size_t>(stride_)),
      used_(static_cast<std::size_t>(inputs_)),
      live_(static_cast<std::size_t>(outputs_)) {
  assert(static_cast<Index>(weights_->by_input.size()) == inputs_ * stride_);
  assert(static_cast<Index>(b.size()) == outputs_);
  std::copy(b.begin(), b.end(), bias_.begin());
}

void Linear::forward(const Activation* x, Activation& y) {
  const float* const in = x[0].value;
  const float* const weights = weights_->by_input.data();
  int count = 0;
  for (Index i = 0; i < inputs_; ++i) {
    used_[static_cast<std::size_t>(count)] = static_cast<int>(i);
    count += in[i] != 0;  // NaN counts
  }
  // The weights are read once and in order: most of them lie outside the processor's caches.
  sum_ = bias_;
  kernels::for_whole_tiles<kForwardInputs>(count, [&](auto input_tile, Index first) {
    constexpr int kI = decltype(input_tile)::value;
    f32x4 s[kI];
    const float* w[kI];
    unrolled<kI>([&](auto i) {
      const Index input = used_[static_cast<std::size_t>(first + i)];
      s[i] = splat(in[input]);
      w[i] = weights + input * stride_;
    });
    kernels::for_whole_tiles<kForwardVectors>(stride_ / 4, [&](auto tile, Index v) {
      multiply<kI, decltype(tile)::value>(s, w, 4 * v, sum_.data());
    });
  });
  std::copy_n(sum_.data(), outputs_, y.value);
  y.passes = nullptr;
}

void Linear::pullback(const Activation* x, int, const Cotangent& dy, Cotangent& dx) {
  kernels::Terms terms{live_.data(), 0, 0};
  const auto add = [&](Index o) {
    live_[static_cast<std::size_t>(terms.count++)] = {dy.offset(o), static_cast<int>(o)};
  };
  if (dy.live) {
    kernels::for_set(dy.live, outputs_, add);
  } else {
    for (Index o = 0; o < outputs_; ++o) add(o);
  }
  const std::uint8_t* const passes = x[0].passes;
  int passing = 0;
  for (Index i = 0; i < inputs_; ++i) {
    used_[static_cast<std::size_t>(passing)] = static_cast<int>(i);
    passing += !passes || passes[i];
  }
  pullback_multiply_adds_ = std::int64_t{terms.count} * passing;
  kernels::for_tiles<kPullbackInputs>(passing, [&](auto tile, Index first) {
    constexpr int kC = decltype(tile)::value;
    Index weights[kC];
    float* out[kC];
    for (int c = 0; c < kC; ++c) {
      const Index i = used_[static_cast<std::size_t>(first + c)];
      weights[c] = i * stride_;
      out[c] = dx.value + i * dy.rows;
    }
    kernels::gather<kC>(dy.value, &terms, 1, weights_->by_input.data(), weights, dy.rows, out);
  });
  dx.live = passes;
}

}  // namespace deepfool
