#include "robustness/alteration.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "robustness/random.h"

namespace deepfool {

namespace {

/// A number in (0, 1].
double next_unit(std::uint64_t& state) {
  return (static_cast<double>(next_random(state) >> 11U) + 1) / 9007199254740992.0;
}

}  // namespace

Vector as_bytes(const VectorRef& x) {
  return x.unaryExpr([](float v) { return std::round(255 * std::clamp(v, 0.0F, 1.0F)) / 255; });
}

Vector shifted(const VectorRef& x, Index height, Index width, int right, int down) {
  const Index size = height * width;
  if (height < 1 || width < 1 || x.size() % size != 0) {
    throw std::invalid_argument("shifted: the picture does not have whole channels");
  }
  Vector y = Vector::Zero(x.size());
  for (Index i = 0; i < x.size(); ++i) {
    const Index row = i % size / width + down;
    const Index column = i % width + right;
    if (row < 0 || row >= height || column < 0 || column >= width) continue;
    y[i / size * size + row * width + column] = x[i];
  }
  return y;
}

Vector with_noise(const VectorRef& x, double deviation, std::uint64_t seed) {
  constexpr double kTwoPi = 6.283185307179586;
  Vector y(x.size());
  for (Index i = 0; i < x.size(); ++i) {
    const double radius = std::sqrt(-2 * std::log(next_unit(seed)));
    y[i] = static_cast<float>(x[i] + deviation * radius * std::cos(kTwoPi * next_unit(seed)));
  }
  return y;
}

}  // namespace deepfool
