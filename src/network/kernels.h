#pragma once

#include <type_traits>

#include "network/operator.h"
#include "network/simd.h"

namespace deepfool::kernels {

/// Calls f(std::integral_constant<int, m>(), first) for tiles of m <= Largest items that cover [0,
/// n), of sizes as equal as they can be: a tile of few items cannot keep the processor busy.
template <int Largest, class F>
void for_tiles(Index n, const F& f, Index first = 0) {
  if constexpr (Largest > 1) {
    const Index tiles = (n - first + Largest - 1) / Largest;
    Index full = n - first - tiles * (Largest - 1);
    for (; full > 0; --full, first += Largest) {
      f(std::integral_constant<int, Largest>(), first);
    }
    if (first < n) for_tiles<Largest - 1>(n, f, first);
  } else {
    for (; first < n; ++first) f(std::integral_constant<int, 1>(), first);
  }
}

/// Copies the gradients of one tensor element.
inline void copy_rows(const float* from, Index rows, float* to) {
  for (Index k = 0; k < rows; k += 4) store(to + k, load(from + k));
}

/// Terms of a gradient: the outputs that an input element feeds and through which a gradient comes.
struct Terms {
  const float* gradient;  // count x rows, the row fastest
  const int* offsets;     // where each output's weights are
  int count;
  Index weights;  // to be added to the offsets
};

/// For C input elements at once: dx[c][k] = sum over `terms` and their outputs i of
/// weights[terms.weights + offsets[i] + inputs[c]] * gradient[i][first_row + k], for k < 4 R, or,
/// if `Add`, this more than before.
template <int C, int R, bool Add>
void gather_block(const Terms* terms, int count, const float* weights, const Index* inputs,
                  Index rows, Index first_row, float* const* dx) {
  f32x4 sum[C][R] = {};
  if (Add) {
    for (int c = 0; c < C; ++c) {
      for (int r = 0; r < R; ++r) sum[c][r] = load(dx[c] + first_row + 4 * r);
    }
  }
  for (int t = 0; t < count; ++t) {
    const float* w[C];
    for (int c = 0; c < C; ++c) w[c] = weights + (terms[t].weights + inputs[c]);
    const float* gradient = terms[t].gradient + first_row;
    const int* const end = terms[t].offsets + terms[t].count;
    for (const int* offset = terms[t].offsets; offset != end; ++offset, gradient += rows) {
      const Index o = *offset;
      f32x4 g[R];
      for (int r = 0; r < R; ++r) g[r] = load(gradient + 4 * r);
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
template <int C, bool Add = false>
void gather(const Terms* terms, int count, const float* weights, const Index* inputs, Index rows,
            float* const* dx) {
  Index r = 0;
  for (; rows - r >= 12; r += 12) {
    gather_block<C, 3, Add>(terms, count, weights, inputs, rows, r, dx);
  }
  if (rows - r == 8) gather_block<C, 2, Add>(terms, count, weights, inputs, rows, r, dx);
  if (rows - r == 4) gather_block<C, 1, Add>(terms, count, weights, inputs, rows, r, dx);
}

}  // namespace deepfool::kernels
