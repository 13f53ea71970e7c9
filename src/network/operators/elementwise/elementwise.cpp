#include "network/operators/elementwise/elementwise.h"

#include <utility>

namespace deepfool {

Relu::Relu(Index size)
    : size_(size), passes_(static_cast<std::size_t>(size)), live_(static_cast<std::size_t>(size)) {}

void Relu::forward(const Activation* x, Activation& y) {
  const float* const in = x[0].value;
  float* const out = y.value;
  std::uint8_t* const passes = passes_.data();
  const Index n = size_;
  for (Index i = 0; i < n; ++i) out[i] = in[i] < 0 ? 0 : in[i];  // a NaN stays one
  for (Index i = 0; i < n; ++i) passes[i] = in[i] > 0;
  y.passes = passes;
}

void Relu::pullback(const Activation*, int, const Cotangent& dy, Cotangent& dx) {
  dx.value = dy.value;
  dx.place = dy.place;
  dx.live = passes_.data();
  if (!dy.live) return;
  for (std::size_t i = 0; i < live_.size(); ++i) {
    live_[i] = static_cast<std::uint8_t>(passes_[i] & dy.live[i]);
  }
  dx.live = live_.data();
}

AddConstant::AddConstant(std::vector<float> c) : c_(std::move(c)) {}

void AddConstant::forward(const Activation* x, Activation& y) {
  for (std::size_t i = 0; i < c_.size(); ++i) y.value[i] = x[0].value[i] + c_[i];
  y.passes = x[0].passes;
}

void AddConstant::pullback(const Activation*, int, const Cotangent& dy, Cotangent& dx) { dx = dy; }

MultiplyConstant::MultiplyConstant(std::vector<float> c) : c_(std::move(c)) {}

void MultiplyConstant::forward(const Activation* x, Activation& y) {
  for (std::size_t i = 0; i < c_.size(); ++i) y.value[i] = x[0].value[i] * c_[i];
  y.passes = x[0].passes;
}

void MultiplyConstant::pullback(const Activation*, int, const Cotangent& dy, Cotangent& dx) {
  for (std::size_t i = 0; i < c_.size(); ++i) {
    if (dy.live && !dy.live[i]) continue;
    const float* const from = dy.at(static_cast<Index>(i));
    float* const to = dx.value + static_cast<Index>(i) * dy.rows;
    for (Index k = 0; k < dy.rows; ++k) to[k] = c_[i] * from[k];
  }
  dx.live = dy.live;
}

void Sum::forward(const Activation* x, Activation& y) {
  for (Index i = 0; i < size_; ++i) y.value[i] = x[0].value[i] + x[1].value[i];
  y.passes = nullptr;
}

void Sum::pullback(const Activation*, int, const Cotangent& dy, Cotangent& dx) { dx = dy; }

}  // namespace deepfool
