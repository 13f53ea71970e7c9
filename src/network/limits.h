#pragma once

#include <cstdint>

namespace deepfool {

// What a file may ask of the machine that reads it. Memory: numbers of all activations together,
// and of one padded input.
constexpr std::int64_t kMostElements = std::int64_t{1} << 22;

// Elements of a window, a stride, a dilation or padding along one axis: their products with each
// other fit into 32 bits.
constexpr std::int64_t kMostWindow = 4096;

// Steps of one forward or of one row of a pullback, all operators together (Operator::work). 2^31
// is some seconds in a browser, and more than a ResNet-18 takes.
constexpr std::int64_t kMostWork = std::int64_t{1} << 31;

}  // namespace deepfool
