#pragma once

#include <cstring>
#include <type_traits>
#include <utility>

namespace deepfool {

/// Four floats in one register: clang's and GCC's portable vector type, so that the kernels are the
/// same text natively and in WebAssembly. Each lane sums on its own, in the same order on every
/// machine.
using f32x4 = float __attribute__((vector_size(16)));
using i32x4 = int __attribute__((vector_size(16)));  // also a mask: -1 where a comparison holds

inline f32x4 load(const float* p) {
  f32x4 v;
  std::memcpy(&v, p, sizeof v);
  return v;
}

inline void store(float* p, f32x4 v) { std::memcpy(p, &v, sizeof v); }

inline i32x4 load(const int* p) {
  i32x4 v;
  std::memcpy(&v, p, sizeof v);
  return v;
}

inline void store(int* p, i32x4 v) { std::memcpy(p, &v, sizeof v); }

inline f32x4 splat(float x) { return f32x4{x, x, x, x}; }

inline i32x4 splat(int x) { return i32x4{x, x, x, x}; }

/// a where the mask is -1, b where it is 0.
inline i32x4 select(i32x4 mask, i32x4 a, i32x4 b) { return (mask & a) | (~mask & b); }

inline f32x4 select(i32x4 mask, f32x4 a, f32x4 b) {
  return reinterpret_cast<f32x4>(
      select(mask, reinterpret_cast<i32x4>(a), reinterpret_cast<i32x4>(b)));
}

template <class F, int... I>
[[gnu::always_inline]] inline void unrolled(std::integer_sequence<int, I...>, const F& f) {
  (f(std::integral_constant<int, I>()), ...);
}

/// f(0), ..., f(N - 1) without a loop, each number known to the compiler: an array that is indexed
/// by such numbers alone can live in registers.
template <int N, class F>
[[gnu::always_inline]] inline void unrolled(const F& f) {
  unrolled(std::make_integer_sequence<int, N>(), f);
}

}  // namespace deepfool
