#pragma once

#include <cstdint>

#include "classifier/classifier.h"

namespace deepfool {

// What may happen to a picture between its making and its reading.

/// The picture as a file of 8 bits a pixel has it: each pixel is the nearest multiple of 1/255 in
/// [0, 1].
Vector as_bytes(const VectorRef& x);

/// A picture of `height` rows (channel after channel, row by row) moved by whole pixels, to the
/// right and down; where nothing moves to, it is 0. Throws std::invalid_argument if x does not have
/// a multiple of height x width elements.
Vector shifted(const VectorRef& x, Index height, Index width, int right, int down);

/// x with independent normal noise of a standard deviation on each element (Box and Muller, 1958,
/// of splitmix64). The same seed gives the same noise.
Vector with_noise(const VectorRef& x, double deviation, std::uint64_t seed);

}  // namespace deepfool
