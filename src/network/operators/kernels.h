#pragma once

#include <cstdint>
#include <cstring>
#include <type_traits>

#include "network/operator.h"
#include "network/operators/simd.h"

namespace deepfool::kernels {

/// Calls f(std::integral_constant<int, m>(), first) for tiles of m <= Largest items that cover [0,
/// n). Their sizes differ by at most one: a small tile would leave the processor waiting.
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
/// are fewer than `Size`, that cover [0, n). The last two tiles may overlap: use it where
/// doing an item twice does no harm.
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

/// Calls f(std::integral_constant<int, m>(), first) for tiles that cover [0, n): of `Size` items,
/// and of one item for each that is left.
template <int Size, class F>
void for_whole_tiles(Index n, const F& f) {
  Index first = 0;
  for (; first + Size <= n; first += Size) f(std::integral_constant<int, Size>(), first);
  for (; first < n; ++first) f(std::integral_constant<int, 1>(), first);
}

/// Calls f(i) for the elements of bytes[0 .. n) that are 1, in order; the others are 0.
template <class F>
void for_set(const std::uint8_t* bytes, Index n, const F& f) {
  Index first = 0;
  const auto words = [&](auto word) {
    constexpr Index kSize = sizeof word;
    for (; first + kSize <= n; first += kSize) {
      std::memcpy(&word, bytes + first, sizeof word);
      // The first byte is the lowest, on every machine that this runs on.
      for (; word != 0; word &= word - 1) f(first + __builtin_ctzll(word) / 8);
    }
  };
  words(std::uint64_t{0});
  words(std::uint32_t{0});
  for (; first < n; ++first) {
    if (bytes[first] != 0) f(first);
  }
}

/// An output through which a gradient comes: a term in the sum that is an input's gradient.
struct Term {
  Index gradient;  // where its gradients are, `rows` of them
  int weights;     // where its weights are
};

/// Terms that lie next to each other in memory.
struct Terms {
  const Term* first;
  int count;
  Index weights;  // to be added to each term's `weights`
};

/// For C input elements at once: dx[c][k] = sum over the terms of weights[term + inputs[c]] *
/// gradients[term + first_row + k], for k < 4 R.
template <int C, int R>
[[gnu::noinline]] void gather_block(const float* gradients, const Terms* terms, int count,
                                    const float* weights, const Index* inputs, Index first_row,
                                    float* const* dx) {
  f32x4 sum[C][R] = {};
  for (int t = 0; t < count; ++t) {
    const float* w[C];
    unrolled<C>([&](auto c) { w[c] = weights + (terms[t].weights + inputs[c]); });
    const float* const from = gradients + first_row;
    const Term* const end = terms[t].first + terms[t].count;
    for (const Term* term = terms[t].first; term != end; ++term) {
      const float* const gradient = from + term->gradient;
      const Index o = term->weights;
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
void gather(const float* gradients, const Terms* terms, int count, const float* weights,
            const Index* inputs, Index rows, float* const* dx) {
  Index r = 0;
  for (; rows - r >= 12; r += 12) {
    gather_block<C, 3>(gradients, terms, count, weights, inputs, r, dx);
  }
  if (rows - r == 8) gather_block<C, 2>(gradients, terms, count, weights, inputs, r, dx);
  if (rows - r == 4) gather_block<C, 1>(gradients, terms, count, weights, inputs, r, dx);
}

/// The taps (elements) of a window at one position and in one channel: where their gradients and
/// their weights are.
struct Taps {
  float* gradient;    // of the first tap
  Index row_step;     // in `gradient`, from one row of taps to the next
  Index column_step;  // in `gradient`, from one column of taps to the next
  Index height;       // rows of taps
  Index width;        // columns of taps
  Index weights;      // of the first tap, to be added to a term's `weights`
  Index weights_row;  // weights of one row of taps
};

/// Adds to the gradients of all taps what T outputs at one position send: dx[tap][first_row + k] +=
/// sum over the terms of weights[term + tap] * gradients[term + first_row + k], for k < 4 R.
template <int T, int R>
[[gnu::noinline]] void scatter_block(const float* gradients, const Term* terms,
                                     const float* weights, const Taps& taps, Index first_row) {
  f32x4 g[T][R];
  const float* w[T];
  unrolled<T>([&](auto t) {
    const float* const gradient = gradients + (terms[t].gradient + first_row);
    unrolled<R>([&](auto r) { g[t][r] = load(gradient + 4 * r); });
    w[t] = weights + (terms[t].weights + taps.weights);
  });
  float* row = taps.gradient + first_row;
  for (Index ky = 0; ky < taps.height; ++ky, row += taps.row_step) {
    const auto add = [&](Index kx) {
      float* const dx = row + kx * taps.column_step;
      f32x4 s[T];
      unrolled<T>([&](auto t) { s[t] = splat(w[t][kx]); });
      unrolled<R>([&](auto r) {
        f32x4 sum = load(dx + 4 * r);
        unrolled<T>([&](auto t) { sum += s[t] * g[t][r]; });
        store(dx + 4 * r, sum);
      });
    };
    if (taps.width == 5) {  // the most frequent width
      unrolled<5>(add);
    } else {
      for (Index kx = 0; kx < taps.width; ++kx) add(kx);
    }
    unrolled<T>([&](auto t) { w[t] += taps.weights_row; });
  }
}

/// scatter_block for all rows (a multiple of 4), at most 12 at a time.
template <int T>
void scatter(const float* gradients, const Term* terms, const float* weights, const Taps& taps,
             Index rows) {
  Index r = 0;
  for (; rows - r >= 12; r += 12) scatter_block<T, 3>(gradients, terms, weights, taps, r);
  if (rows - r == 8) scatter_block<T, 2>(gradients, terms, weights, taps, r);
  if (rows - r == 4) scatter_block<T, 1>(gradients, terms, weights, taps, r);
}

}  // namespace deepfool::kernels
