#pragma once

#include <cstddef>
#include <cstdint>

namespace deepfool {

// What a model file may ask of the machine that reads it.

// The most nodes of a graph.
constexpr std::size_t kMostNodes = 10000;

// The most elements of all activations together, and of one padded input: a limit on memory.
constexpr std::int64_t kMostElements = std::int64_t{1} << 26;

// The most numbers that all operators keep together (Operator::parameters).
constexpr std::int64_t kMostWeights = std::int64_t{1} << 25;

// The largest size, stride, dilation or padding of a window along one axis: the product of any two
// fits into 32 bits.
constexpr std::int64_t kMostWindow = 4096;

// The most steps of one forward, or of one row of a pullback, of all operators together
// (Operator::work). 2^31 steps take some seconds in a browser; a ResNet-18 takes fewer.
constexpr std::int64_t kMostWork = std::int64_t{1} << 31;

}  // namespace deepfool
