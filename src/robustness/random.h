#pragma once

#include <cstdint>

namespace deepfool {

/// splitmix64 (Steele, Lea, Flood, 2014): the next of a sequence of 64-bit numbers, which is the
/// same everywhere.
inline std::uint64_t next_random(std::uint64_t& state) {
  state += 0x9E3779B97F4A7C15U;
  std::uint64_t z = state;
  z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
  z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
  return z ^ (z >> 31U);
}

}  // namespace deepfool
