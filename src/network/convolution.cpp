#include "network/convolution.h"

#include <algorithm>
#include <cstring>

namespace deepfool {

namespace {

constexpr int kForwardVectors = 3;  // outputs / 4 in registers at once
constexpr int kPullbackInputs = 3;  // inputs in registers at once

/// How many positions share a tile of V vectors: sums and operands must fit into 15 registers, and
/// six sums or more are needed so that none waits for its own last term.
constexpr int forward_positions(int V) { return V >= 3 ? 3 : V == 2 ? 4 : 8; }

Index positions(Index size, Index window, Index dilation, Index stride) {
  const Index extent = (window - 1) * dilation + 1;
  return size < extent ? 0 : (size - extent) / stride + 1;
}

/// y[p][0 .. 4 V) = bias + the window at x[p] times the weights, for P positions.
template <int P, int V, class Run>
[[gnu::noinline]] void multiply(const float* const* x, const std::vector<Run>& runs,
                                const float* weights, Index stride, const float* bias,
                                float* const* y, Index outputs) {
  f32x4 sum[P][V];
  unrolled<P>([&](auto p) { unrolled<V>([&](auto v) { sum[p][v] = load(bias + 4 * v); }); });
  for (const Run& run : runs) {
    const float* in[P];
    unrolled<P>([&](auto p) { in[p] = x[p] + run.offset; });
    for (Index t = 0; t < run.length; ++t, weights += stride) {
      f32x4 s[P];
      unrolled<P>([&](auto p) { s[p] = splat(in[p][t]); });
      unrolled<V>([&](auto v) {
        const f32x4 w = load(weights + 4 * v);
        unrolled<P>([&](auto p) { sum[p][v] += s[p] * w; });
      });
    }
  }
  unrolled<P>([&](auto p) {
    unrolled<V>([&](auto v) {
      const f32x4 all = sum[p][v];
      if (outputs - 4 * v >= 4) {
        store(y[p] + 4 * v, all);
      } else {
        for (Index o = 0; o < outputs - 4 * v; ++o) y[p][4 * v + o] = all[o];
      }
    });
  });
}

}  // namespace

Index Window::rows(Index size) const {
  return positions(size + top + bottom, height, dilation_y, stride_y);
}

Index Window::columns(Index size) const {
  return positions(size + left + right, width, dilation_x, stride_x);
}

Convolution::Convolution(Shape input, Index outputs, Window window, Index groups, const float* W,
                         const float* b)
    : input_(input),
      output_{window.rows(input.height), window.columns(input.width), outputs},
      window_(window),
      groups_(groups),
      group_inputs_(input.channels / groups),
      group_outputs_(outputs / groups),
      stride_((group_outputs_ + 3) / 4 * 4),
      padded_shape_{input.height + window.top + window.bottom,
                    input.width + window.left + window.right, input.channels} {
  const Index taps = window_.height * window_.width;
  const Index tap_size = group_inputs_ * stride_;
  weights_.resize(static_cast<std::size_t>(groups_ * taps * tap_size));
  gather_weights_.resize(static_cast<std::size_t>(outputs * taps * group_inputs_));
  bias_.resize(static_cast<std::size_t>(groups_ * stride_));
  for (Index o = 0; o < outputs; ++o) {
    const Index g = o / group_outputs_;
    const Index in_group = o % group_outputs_;
    bias_[static_cast<std::size_t>(g * stride_ + in_group)] = b[o];
    for (Index c = 0; c < group_inputs_; ++c) {
      for (Index k = 0; k < taps; ++k) {
        const float w = W[(o * group_inputs_ + c) * taps + k];
        weights_[static_cast<std::size_t>((g * taps + k) * tap_size + c * stride_ + in_group)] = w;
        gather_weights_[static_cast<std::size_t>((o * taps + k) * group_inputs_ + c)] = w;
      }
    }
  }
  for (Index y = 0; y < window_.height; ++y) {
    for (Index x = 0; x < window_.width; ++x) {
      const Index offset = (y * window_.dilation_y * padded_shape_.width + x * window_.dilation_x) *
                           padded_shape_.channels;
      if (!runs_.empty() && runs_.back().offset + runs_.back().length == offset) {
        runs_.back().length += group_inputs_;
      } else {
        runs_.push_back({offset, group_inputs_});
      }
    }
  }
  if (!(padded_shape_ == input_)) padded_.resize(static_cast<std::size_t>(padded_shape_.size()));
  const Index cells = output_.height * output_.width * groups_;
  live_.resize(static_cast<std::size_t>(cells * group_outputs_));
  live_count_.resize(static_cast<std::size_t>(cells));
  row_spans_ = spans(output_.height, input_.height, window_.height, window_.stride_y,
                     window_.dilation_y, window_.top);
  column_spans_ = spans(output_.width, input_.width, window_.width, window_.stride_x,
                        window_.dilation_x, window_.left);
  // What gathers at once: one row of the input, or one position of the output.
  const Index together = group_inputs_ == 1 ? 1 : window_.height * output_.width;
  band_weights_.resize(static_cast<std::size_t>(together * group_outputs_));
  columns_.resize(static_cast<std::size_t>(output_.width + 1));
  terms_.resize(static_cast<std::size_t>(window_.width));
  passing_.resize(static_cast<std::size_t>(group_inputs_));
}

/// The taps that lie inside the input, for each position along one axis.
std::vector<Convolution::Span> Convolution::spans(Index positions, Index size, Index taps,
                                                  Index stride, Index dilation, Index before) {
  std::vector<Span> all(static_cast<std::size_t>(positions));
  Index first = -before;
  for (Span& span : all) {
    span.begin = first < 0 ? (-first + dilation - 1) / dilation : 0;
    span.end = std::min(taps, (size - first + dilation - 1) / dilation);
    span.first = first + span.begin * dilation;
    first += stride;
  }
  return all;
}

Index Convolution::multiply_adds() const {
  return output_.size() * group_inputs_ * window_.height * window_.width;
}

Index Convolution::parameters() const {
  return output_.channels * (group_inputs_ * window_.height * window_.width + 1);
}

const float* Convolution::padded(const float* x) {
  if (padded_.empty()) return x;
  const Index row = input_.width * input_.channels;
  for (Index y = 0; y < input_.height; ++y) {  // the border stays zero
    const Index to = ((y + window_.top) * padded_shape_.width + window_.left) * input_.channels;
    std::copy_n(x + y * row, row, padded_.data() + to);
  }
  return padded_.data();
}

void Convolution::forward(const Activation* x, Activation& y) {
  const float* const in = padded(x[0].value);
  for (Index g = 0; g < groups_; ++g) {
    const float* const from = in + g * group_inputs_;
    float* const to = y.value + g * group_outputs_;
    const float* const weights =
        weights_.data() + g * window_.height * window_.width * group_inputs_ * stride_;
    kernels::for_tiles<kForwardVectors>(stride_ / 4, [&](auto vector_tile, Index v) {
      constexpr int kV = decltype(vector_tile)::value;
      const Index area = output_.height * output_.width;
      kernels::for_overlapping_tiles<forward_positions(kV)>(area, [&](auto position_tile,
                                                                      Index first) {
        constexpr int kP = decltype(position_tile)::value;
        const float* window[kP];
        float* out[kP];
        Index row = first / output_.width;
        Index column = first % output_.width;
        for (int p = 0; p < kP; ++p) {
          window[p] =
              from + (row * window_.stride_y * padded_shape_.width + column * window_.stride_x) *
                         padded_shape_.channels;
          out[p] = to + (first + p) * output_.channels + 4 * v;
          if (++column == output_.width) {
            column = 0;
            ++row;
          }
        }
        multiply<kP, kV>(window, runs_, weights + 4 * v, stride_,
                         bias_.data() + g * stride_ + 4 * v, out, group_outputs_ - 4 * v);
      });
    });
  }
  y.passes = nullptr;
}

/// Lists the outputs through which a gradient comes, for each position and group.
void Convolution::list_live(const std::uint8_t* live) {
  for (std::size_t cell = 0; cell < live_count_.size(); ++cell) {
    const std::size_t first = cell * static_cast<std::size_t>(group_outputs_);
    int* const list = live_.data() + first;
    int count = 0;
    for (Index o = 0; o < group_outputs_; ++o) {
      list[count] = static_cast<int>(o);
      count += !live || live[first + static_cast<std::size_t>(o)];
    }
    live_count_[cell] = count;
  }
}

/// Appends the outputs that a gradient comes through in one cell to the band.
void Convolution::add_to_band(Index cell, Index g, Index weights, const Cotangent& dy, int& count) {
  const int* const list = live_.data() + cell * group_outputs_;
  const Index size = window_.height * window_.width * group_inputs_;
  const Index first = g * group_outputs_;
  for (int i = 0; i < live_count_[static_cast<std::size_t>(cell)]; ++i, ++count) {
    kernels::copy_rows(dy.at(cell * group_outputs_ + list[i]), dy.rows,
                       band_.data() + count * dy.rows);
    band_weights_[static_cast<std::size_t>(count)] =
        static_cast<int>((first + list[i]) * size + weights);
  }
}

/// Gathers what the input row iy feeds in group g: the live outputs of those rows that see it,
/// column by column, with their gradients and the place of the weights for (iy, x = -left).
void Convolution::gather_band(Index iy, Index g, const Cotangent& dy) {
  int count = 0;
  for (Index ox = 0; ox < output_.width; ++ox) {
    columns_[static_cast<std::size_t>(ox)] = count;
    for (Index ky = 0; ky < window_.height; ++ky) {
      const Index down = iy + window_.top - ky * window_.dilation_y;
      const Index oy = down / window_.stride_y;
      if (down < 0 || down % window_.stride_y != 0 || oy >= output_.height) continue;
      add_to_band((oy * output_.width + ox) * groups_ + g, g,
                  (ky * window_.width - ox * window_.stride_x) * group_inputs_, dy, count);
    }
  }
  columns_[static_cast<std::size_t>(output_.width)] = count;
}

/// The part of the band that the inputs at ix feed; how many terms it is.
int Convolution::list_terms(Index ix, Index rows) {
  int count = 0;
  const auto add = [&](Index first, Index end, Index weights) {
    if (first >= end) return;
    const int begin = columns_[static_cast<std::size_t>(first)];
    const int size = columns_[static_cast<std::size_t>(end)] - begin;
    if (size == 0) return;
    terms_[static_cast<std::size_t>(count++)] = {
        band_.data() + begin * rows, band_weights_.data() + begin, size, weights * group_inputs_};
  };
  const Index padded_x = ix + window_.left;
  const Index stride = window_.stride_x;
  if (window_.dilation_x == 1) {
    // Column ox meets tap padded_x - ox stride: all that meet one lie side by side.
    const Index before = std::max<Index>(0, padded_x - (window_.width - 1));
    add((before + stride - 1) / stride, std::min(output_.width, padded_x / stride + 1), padded_x);
    return count;
  }
  for (Index kx = 0; kx < window_.width; ++kx) {
    const Index along = padded_x - kx * window_.dilation_x;
    const Index ox = along / stride;
    if (along < 0 || along % stride != 0 || ox >= output_.width) continue;
    add(ox, ox + 1, kx + ox * stride);
  }
  return count;
}

/// Input by input: each sums over the outputs that it feeds.
void Convolution::pullback_to_inputs(const std::uint8_t* passes, const Cotangent& dy,
                                     Cotangent& dx) {
  for (Index iy = 0; iy < input_.height; ++iy) {
    for (Index g = 0; g < groups_; ++g) {
      gather_band(iy, g, dy);
      for (Index ix = 0; ix < input_.width; ++ix) {
        const Index first = (iy * input_.width + ix) * input_.channels + g * group_inputs_;
        Index passing = 0;
        for (Index c = 0; c < group_inputs_; ++c) {
          passing_[static_cast<std::size_t>(passing)] = c;
          passing += !passes || passes[first + c];
        }
        const int term_count = list_terms(ix, dy.rows);
        for (int t = 0; t < term_count; ++t) {
          pullback_multiply_adds_ += passing * terms_[static_cast<std::size_t>(t)].count;
        }
        kernels::for_tiles<kPullbackInputs>(passing, [&](auto tile, Index p) {
          constexpr int kC = decltype(tile)::value;
          const Index* const channels = passing_.data() + p;
          float* out[kC];
          for (int c = 0; c < kC; ++c) out[c] = dx.value + (first + channels[c]) * dy.rows;
          kernels::gather<kC>(terms_.data(), term_count, gather_weights_.data(), channels, dy.rows,
                              out);
        });
      }
    }
  }
}

/// Output position by output position: each adds to the inputs in its window. Of a single channel,
/// too few inputs would share what they gather.
void Convolution::pullback_from_outputs(const Cotangent& dy, Cotangent& dx) {
  std::fill_n(dx.value, input_.size() * dy.rows, 0.0F);
  const Index pixel = input_.channels * dy.rows;
  kernels::Taps taps;
  taps.row_step = window_.dilation_y * input_.width * pixel;
  taps.column_step = window_.dilation_x * pixel;
  taps.weights_row = window_.width;
  kernels::Terms terms{band_.data(), band_weights_.data(), 0, 0};
  Index cell = 0;
  for (const Span& rows : row_spans_) {
    taps.height = rows.end - rows.begin;
    for (const Span& columns : column_spans_) {
      for (Index g = 0; g < groups_; ++g, ++cell) {
        if (live_count_[static_cast<std::size_t>(cell)] == 0) continue;
        terms.count = 0;
        add_to_band(cell, g, 0, dy, terms.count);
        pullback_multiply_adds_ += taps.height * (columns.end - columns.begin) * terms.count;
        float* const first =
            dx.value + (rows.first * input_.width + columns.first) * pixel + g * dy.rows;
        kernels::for_tiles<kPullbackInputs>(
            columns.end,
            [&](auto tile, Index kx) {
              taps.gradient = first + (kx - columns.begin) * taps.column_step;
              taps.weights = rows.begin * window_.width + kx;
              kernels::scatter<decltype(tile)::value>(terms, gather_weights_.data(), taps, dy.rows);
            },
            columns.begin);
      }
    }
  }
}

void Convolution::pullback(const Activation* x, int, const Cotangent& dy, Cotangent& dx) {
  band_.resize(band_weights_.size() * static_cast<std::size_t>(dy.rows));
  list_live(dy.live);
  pullback_multiply_adds_ = 0;
  if (group_inputs_ == 1) {
    pullback_from_outputs(dy, dx);
  } else {
    pullback_to_inputs(x[0].passes, dy, dx);
  }
  dx.live = x[0].passes;
}

}  // namespace deepfool
