#pragma once

#include <cstring>

namespace deepfool {

/// Four floats in one register: clang's and GCC's portable vector type, so that the kernels are the
/// same text natively and in WebAssembly. Each lane sums on its own, in the same order on every
/// machine.
using f32x4 = float __attribute__((vector_size(16)));

inline f32x4 load(const float* p) {
  f32x4 v;
  std::memcpy(&v, p, sizeof v);
  return v;
}

inline void store(float* p, f32x4 v) { std::memcpy(p, &v, sizeof v); }

/// Stores the first `lanes` (1 to 4) lanes.
inline void store(float* p, f32x4 v, int lanes) {
  std::memcpy(p, &v, sizeof(float) * static_cast<unsigned>(lanes));
}

inline f32x4 splat(float x) { return f32x4{x, x, x, x}; }

}  // namespace deepfool
