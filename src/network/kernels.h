#pragma once

#include <type_traits>

#include "network/operator.h"
#include "network/simd.h"

namespace deepfool::kernels {

/// Calls f(std::integral_constant<int, m>(), first) for tiles of m <= Largest items that cover [0,
/// n).
template <int Largest, class F>
void for_tiles(Index n, const F& f, Index first = 0) {
  for (; first + Largest <= n; first += Largest) f(std::integral_constant<int, Largest>(), first);
  if constexpr (Largest > 1) {
    if (first < n) for_tiles<Largest - 1>(n, f, first);
  }
}

/// One term of a gradient: the outputs at one position that an input element feeds.
struct Tap {
  const float* gradient;  // outputs x rows: dy at that position
  const int* outputs;     // the live ones among them, `count` indices
  int count;
  Index weights;  // where this tap's weights begin
};

/// For C input elements at once: dx[c][k] = sum over taps and their live outputs o of
/// weights[tap.weights + offsets[c] + o] * gradient[o][first_row + k], for k < 4 R.
template <int C, int R>
void gather_block(const Tap* taps, int tap_count, const float* weights, const Index* offsets,
                  Index rows, Index first_row, float* const* dx) {
  f32x4 sum[C][R] = {};
  for (int t = 0; t < tap_count; ++t) {
    const Tap tap = taps[t];
    const float* const gradient = tap.gradient + first_row;
    const float* w[C];
    for (int c = 0; c < C; ++c) w[c] = weights + tap.weights + offsets[c];
    for (int i = 0; i < tap.count; ++i) {
      const Index o = tap.outputs[i];
      f32x4 g[R];
      for (int r = 0; r < R; ++r) g[r] = load(gradient + o * rows + 4 * r);
      for (int c = 0; c < C; ++c) {
        const f32x4 s = splat(w[c][o]);
        for (int r = 0; r < R; ++r) sum[c][r] += s * g[r];
      }
    }
  }
  for (int c = 0; c < C; ++c) {
    for (int r = 0; r < R; ++r) store(dx[c] + first_row + 4 * r, sum[c][r]);
  }
}

/// gather_block for all rows (a multiple of 4), at most 12 at a time.
template <int C>
void gather(const Tap* taps, int tap_count, const float* weights, const Index* offsets, Index rows,
            float* const* dx) {
  Index r = 0;
  for (; rows - r >= 12; r += 12) {
    gather_block<C, 3>(taps, tap_count, weights, offsets, rows, r, dx);
  }
  if (rows - r == 8) gather_block<C, 2>(taps, tap_count, weights, offsets, rows, r, dx);
  if (rows - r == 4) gather_block<C, 1>(taps, tap_count, weights, offsets, rows, r, dx);
}

}  // namespace deepfool::kernels
