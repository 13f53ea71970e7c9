#include "network/operators/layout/permute.h"

#include <utility>

namespace deepfool {

Permute::Permute(Shape output, std::vector<Index> source)
    : output_(output),
      source_(std::move(source)),
      passes_(source_.size()),
      live_(source_.size()),
      place_(source_.size()) {}

void Permute::forward(const Activation* x, Activation& y) {
  for (std::size_t i = 0; i < source_.size(); ++i) y.value[i] = x[0].value[source_[i]];
  y.passes = nullptr;
  if (x[0].passes) {
    for (std::size_t i = 0; i < source_.size(); ++i) passes_[i] = x[0].passes[source_[i]];
    y.passes = passes_.data();
  }
}

void Permute::pullback(const Activation*, int, const Cotangent& dy, Cotangent& dx) {
  for (std::size_t i = 0; i < source_.size(); ++i) {
    const auto to = static_cast<std::size_t>(source_[i]);
    if (dy.live) {
      live_[to] = dy.live[i];
      if (!dy.live[i]) continue;
    }
    place_[to] = dy.place ? dy.place[i] : static_cast<int>(i);
  }
  dx.value = dy.value;
  dx.live = dy.live ? live_.data() : nullptr;
  dx.place = place_.data();
}

std::vector<Index> Permute::to_onnx(Shape image) {
  std::vector<Index> source;
  source.reserve(static_cast<std::size_t>(image.size()));
  const Index area = image.height * image.width;
  for (Index c = 0; c < image.channels; ++c) {
    for (Index p = 0; p < area; ++p) source.push_back(p * image.channels + c);
  }
  return source;
}

std::vector<Index> Permute::from_onnx(Shape image) {
  std::vector<Index> source;
  source.reserve(static_cast<std::size_t>(image.size()));
  const Index area = image.height * image.width;
  for (Index p = 0; p < area; ++p) {
    for (Index c = 0; c < image.channels; ++c) source.push_back(c * area + p);
  }
  return source;
}

}  // namespace deepfool
