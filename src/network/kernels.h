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

/// Calls f(std::integral_constant<int, m>(), first) for tiles of `Size` items, or of one if there
/// are fewer than `Size`, that cover [0, n). The last tiles may overlap: for what can be done
/// twice.
template <int Size, class F>
void for_overlapping_tiles(Index n, const F& f) {
  if (n < Size) {
    for (Index i = 0; i < n; ++i) f(std::integral_constant<int, 1>(), i);
    return;
  }
  for (Index first = 0; first < n; first += Size) {
    f(std::integral_constant<int, Size>(), first < n - Size ? first : n - Size);
  }
}

/// Calls f(std::integral_constant<int, m>(), first) for tiles of `Size` items, and of one for the
/// rest, that cover [0, n).
template <int Size, class F>
void for_whole_tiles(Index n, const F& f) {
  Index first = 0;
  for (; first + Size <= n; first += Size) f(std::integral_constant<int, Size>(), first);
  for (; first < n; ++first) f(std::integral_constant<int, 1>(), first);
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
/// weights[terms.weights + offsets[i] + inputs[c]] * gradient[i][first_row + k], for k < 4 R.
template <int C, int R>
[[gnu::noinline]] void gather_block(const Terms* terms, int count, const float* weights,
                                    const Index* inputs, Index rows, Index first_row,
                                    float* const* dx) {
  f32x4 sum[C][R] = {};
  for (int t = 0; t < count; ++t) {
    const float* w[C];
    unrolled<C>([&](auto c) { w[c] = weights + (terms[t].weights + inputs[c]); });
    const float* gradient = terms[t].gradient + first_row;
    const int* const end = terms[t].offsets + terms[t].count;
    for (const int* offset = terms[t].offsets; offset != end; ++offset, gradient += rows) {
      const Index o = *offset;
      f32x4 g[R];
      unrolled<R>([&](auto r) { g[r] = load(gradient + 4 * r); });
      unrolled<C>([&](auto c) {
        const f32x4 s = splat(w[c][o]);
        unrolled<R>([&](auto r) { sum[c][r] += s * g[r]; });
      });
    }
  }
  unrolled<C>(
      [&](auto c) { unrolled<R>([&](auto r) { store(dx[c] + first_row + 4 * r, sum[c][r]); }); });
}

/// gather_block for all rows (a multiple of 4), at most 12 at a time.
template <int C>
void gather(const Terms* terms, int count, const float* weights, const Index* inputs, Index rows,
            float* const* dx) {
  Index r = 0;
  for (; rows - r >= 12; r += 12) {
    gather_block<C, 3>(terms, count, weights, inputs, rows, r, dx);
  }
  if (rows - r == 8) gather_block<C, 2>(terms, count, weights, inputs, rows, r, dx);
  if (rows - r == 4) gather_block<C, 1>(terms, count, weights, inputs, rows, r, dx);
}

/// A window's view of the tensor that it slides over, of one channel: where its taps' gradients are
/// and their weights, relative to its first tap.
struct Taps {
  float* gradient;
  Index row_step;     // in `gradient`, from one row of taps to the next
  Index column_step;  // and from one column
  Index height;       // rows
  Index weights;      // of the first tap, to be added to an output's offset
  Index weights_row;  // weights of one row of taps
};

/// What C columns of taps get from the outputs at one position: dx[ky][c][first_row + k] += sum
/// over outputs i of weights[offsets[i] + tap (ky, c)] * gradient[i][first_row + k], for k < 4 R.
template <int C, int R>
[[gnu::noinline]] void scatter_block(const Terms& terms, const float* weights, const Taps& taps,
                                     Index rows, Index first_row) {
  for (Index ky = 0; ky < taps.height; ++ky) {
    float* dx[C];
    f32x4 sum[C][R];
    unrolled<C>([&](auto c) {
      dx[c] = taps.gradient + ky * taps.row_step + c * taps.column_step + first_row;
      unrolled<R>([&](auto r) { sum[c][r] = load(dx[c] + 4 * r); });
    });
    const float* const w = weights + (taps.weights + ky * taps.weights_row);
    const float* gradient = terms.gradient + first_row;
    const int* const end = terms.offsets + terms.count;
    for (const int* offset = terms.offsets; offset != end; ++offset, gradient += rows) {
      const float* const tap = w + *offset;
      f32x4 g[R];
      unrolled<R>([&](auto r) { g[r] = load(gradient + 4 * r); });
      unrolled<C>([&](auto c) {
        const f32x4 s = splat(tap[c]);
        unrolled<R>([&](auto r) { sum[c][r] += s * g[r]; });
      });
    }
    unrolled<C>([&](auto c) { unrolled<R>([&](auto r) { store(dx[c] + 4 * r, sum[c][r]); }); });
  }
}

/// scatter_block for all rows (a multiple of 4), at most 12 at a time.
template <int C>
void scatter(const Terms& terms, const float* weights, const Taps& taps, Index rows) {
  Index r = 0;
  for (; rows - r >= 12; r += 12) scatter_block<C, 3>(terms, weights, taps, rows, r);
  if (rows - r == 8) scatter_block<C, 2>(terms, weights, taps, rows, r);
  if (rows - r == 4) scatter_block<C, 1>(terms, weights, taps, rows, r);
}

}  // namespace deepfool::kernels
