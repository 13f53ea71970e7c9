#include "network/operators/convolution/convolution.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace deepfool {

namespace {

constexpr int kForwardVectors = 3;  // outputs / 4 in registers at once
constexpr int kPullbackInputs = 3;  // inputs in registers at once

/// How many positions share a tile of V vectors: sums and operands must fit into 15 registers, and
/// six sums or more are needed so that none waits for its own last term.
constexpr int forward_positions(int V) { return V >= 3 ? 3 : V == 2 ? 4 : 8; }

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

ConvolutionWeights::ConvolutionWeights(const std::vector<float>& W, Index outputs, Index groups,
                                       Index taps)
    : pullback(W.size()) {
  const Index group_outputs = outputs / groups;
  const Index stride = (group_outputs + 3) / 4 * 4;
  const Index group_inputs = static_cast<Index>(W.size()) / (outputs * taps);
  forward.resize(static_cast<std::size_t>(groups * taps * group_inputs * stride));
  for (Index o = 0; o < outputs; ++o) {
    const Index g = o / group_outputs;
    for (Index c = 0; c < group_inputs; ++c) {
      for (Index k = 0; k < taps; ++k) {
        const float w = W[static_cast<std::size_t>((o * group_inputs + c) * taps + k)];
        const Index row = (g * taps + k) * group_inputs + c;
        forward[static_cast<std::size_t>(row * stride + o % group_outputs)] = w;
        pullback[static_cast<std::size_t>((o * taps + k) * group_inputs + c)] = w;
      }
    }
  }
}

Convolution::Convolution(Shape input, Index outputs, Window window, Index groups,
                         std::shared_ptr<const ConvolutionWeights> weights,
                         const std::vector<float>& b)
    : input_(input),
      output_{window.rows(input.height), window.columns(input.width), outputs},
      window_(window),
      groups_(groups),
      group_inputs_(input.channels / groups),
      group_outputs_(outputs / groups),
      stride_((group_outputs_ + 3) / 4 * 4),
      padded_shape_{input.height + window.top + window.bottom,
                    input.width + window.left + window.right, input.channels},
      weights_(std::move(weights)) {
  assert(static_cast<Index>(weights_->pullback.size()) ==
         outputs * group_inputs_ * window_.height * window_.width);
  assert(static_cast<Index>(b.size()) == outputs);
  bias_.resize(static_cast<std::size_t>(groups_ * stride_));
  for (Index o = 0; o < outputs; ++o) {
    const Index g = o / group_outputs_;
    const Index in_group = o % group_outputs_;
    bias_[static_cast<std::size_t>(g * stride_ + in_group)] = b[static_cast<std::size_t>(o)];
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
  live_.resize(static_cast<std::size_t>(output_.size()));
  cells_.resize(static_cast<std::size_t>(output_.height * output_.width * groups_ + 1));
  row_spans_ = spans(output_.height, input_.height, window_.height, window_.stride_y,
                     window_.dilation_y, window_.top);
  column_spans_ = spans(output_.width, input_.width, window_.width, window_.stride_x,
                        window_.dilation_x, window_.left);
  if (group_inputs_ > 1) {
    const Index rows = std::min(window_.height, output_.height);  // that read one input row
    band_.resize(static_cast<std::size_t>(rows * output_.width * group_outputs_));
  }
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
    span.begin = elements_before(first, dilation);
    span.end = std::min(taps, (size - first + dilation - 1) / dilation);
    span.first = first + span.begin * dilation;
    first += stride;
  }
  return all;
}

std::int64_t Convolution::multiply_adds() const {
  return std::int64_t{output_.size()} * (group_inputs_ * window_.height * window_.width);
}

std::int64_t Convolution::work() const {
  // The pullback's lists take longer than the products where there are few outputs: gather_band
  // runs for each input row and group, list_terms for each input position and group.
  const std::int64_t rows = window_.dilation_y == 1 ? 1 : window_.height;
  const std::int64_t columns = window_.dilation_x == 1 ? 1 : window_.width;
  const std::int64_t lists =
      input_.height * groups_ * (output_.width * rows + input_.width * columns);
  return multiply_adds() + lists;
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
        weights_->forward.data() + g * window_.height * window_.width * group_inputs_ * stride_;
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

/// The number of a cell: the outputs of one group at one position. Cells are ordered by group, then
/// by column, then by row, the last row first: so all outputs of one column that read the same
/// input are neighbours.
Index Convolution::cell(Index oy, Index ox, Index g) const {
  return (g * output_.width + ox) * output_.height + (output_.height - 1 - oy);
}

/// Lists the outputs through which a gradient comes. Each has the place of the weight with which it
/// would read the input at (-top, -left); for another input an offset is added. (Without dilation,
/// the weights for neighbouring inputs are neighbours.)
void Convolution::list_live(const Cotangent& dy) {
  const Index size = window_.height * window_.width * group_inputs_;
  int count = 0;
  int* begin = cells_.data();
  for (Index g = 0; g < groups_; ++g) {
    for (Index ox = 0; ox < output_.width; ++ox) {
      for (Index oy = output_.height - 1; oy >= 0; --oy) {
        *begin++ = count;
        const Index first = (oy * output_.width + ox) * output_.channels + g * group_outputs_;
        const Index weights =
            g * group_outputs_ * size -
            (oy * window_.stride_y * window_.width + ox * window_.stride_x) * group_inputs_;
        const auto add = [&](Index o) {
          live_[static_cast<std::size_t>(count++)] = {dy.offset(first + o),
                                                      static_cast<int>(o * size + weights)};
        };
        if (dy.live) {
          kernels::for_set(dy.live + first, group_outputs_, add);
        } else {
          for (Index o = 0; o < group_outputs_; ++o) add(o);
        }
      }
    }
  }
  *begin = count;
}

/// Lists the live outputs of group g that read the input row iy, column by column.
void Convolution::gather_band(Index iy, Index g) {
  const Index down = iy + window_.top;
  int count = 0;
  const auto add = [&](Index last_row, Index first_row, Index ox, Index shift) {
    const kernels::Term* const end =
        live_.data() + cells_[static_cast<std::size_t>(cell(first_row, ox, g) + 1)];
    for (const kernels::Term* term =
             live_.data() + cells_[static_cast<std::size_t>(cell(last_row, ox, g))];
         term != end; ++term) {
      band_[static_cast<std::size_t>(count++)] = {term->gradient,
                                                  term->weights + static_cast<int>(shift)};
    }
  };
  const Index stride = window_.stride_y;
  const Index before = std::max<Index>(0, down - (window_.height - 1));
  const Index first = (before + stride - 1) / stride;
  const Index last = std::min(output_.height - 1, down / stride);
  for (Index ox = 0; ox < output_.width; ++ox) {
    columns_[static_cast<std::size_t>(ox)] = count;
    if (window_.dilation_y == 1) {  // these cells are neighbours
      if (first <= last) add(last, first, ox, 0);
      continue;
    }
    for (Index ky = 0; ky < window_.height; ++ky) {
      const Index from = down - ky * window_.dilation_y;
      const Index oy = from / stride;
      if (from < 0 || from % stride != 0 || oy >= output_.height) continue;
      add(oy, oy, ox, (ky + oy * stride - down) * window_.width * group_inputs_);
    }
  }
  columns_[static_cast<std::size_t>(output_.width)] = count;
}

/// Lists the terms of the band of row iy that read the inputs at column ix; returns how many lists
/// of terms there are.
int Convolution::list_terms(Index iy, Index ix) {
  int count = 0;
  const auto add = [&](Index first, Index end, Index column) {
    if (first >= end) return;
    const int begin = columns_[static_cast<std::size_t>(first)];
    const int size = columns_[static_cast<std::size_t>(end)] - begin;
    if (size == 0) return;
    terms_[static_cast<std::size_t>(count++)] = {
        band_.data() + begin, size, ((iy + window_.top) * window_.width + column) * group_inputs_};
  };
  const Index padded_x = ix + window_.left;
  const Index stride = window_.stride_x;
  if (window_.dilation_x == 1) {
    // Output column ox reads it at tap padded_x - ox stride: these columns are neighbours.
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

/// For several input channels: each input sums over the outputs that read it.
void Convolution::pullback_to_inputs(const std::uint8_t* passes, const Cotangent& dy,
                                     Cotangent& dx) {
  for (Index iy = 0; iy < input_.height; ++iy) {
    for (Index g = 0; g < groups_; ++g) {
      gather_band(iy, g);
      for (Index ix = 0; ix < input_.width; ++ix) {
        const Index first = (iy * input_.width + ix) * input_.channels + g * group_inputs_;
        Index passing = 0;
        for (Index c = 0; c < group_inputs_; ++c) {
          passing_[static_cast<std::size_t>(passing)] = c;
          passing += !passes || passes[first + c];
        }
        const int term_count = list_terms(iy, ix);
        for (int t = 0; t < term_count; ++t) {
          pullback_multiply_adds_ += passing * terms_[static_cast<std::size_t>(t)].count;
        }
        kernels::for_tiles<kPullbackInputs>(passing, [&](auto tile, Index p) {
          constexpr int kC = decltype(tile)::value;
          const Index* const channels = passing_.data() + p;
          float* out[kC];
          for (int c = 0; c < kC; ++c) out[c] = dx.value + (first + channels[c]) * dy.rows;
          kernels::gather<kC>(dy.value, terms_.data(), term_count, weights_->pullback.data(),
                              channels, dy.rows, out);
        });
      }
    }
  }
}

/// For one input channel: each output adds to the inputs in its window. (The other way would list
/// the outputs anew for every single input.)
void Convolution::pullback_from_outputs(const Cotangent& dy, Cotangent& dx) {
  std::fill_n(dx.value, input_.size() * dy.rows, 0.0F);
  const Index pixel = input_.channels * dy.rows;
  kernels::Taps taps;
  taps.row_step = window_.dilation_y * input_.width * pixel;
  taps.column_step = window_.dilation_x * pixel;
  taps.weights_row = window_.width;
  for (Index oy = 0; oy < output_.height; ++oy) {
    const Span& rows = row_spans_[static_cast<std::size_t>(oy)];
    taps.height = rows.end - rows.begin;
    for (Index ox = 0; ox < output_.width; ++ox) {
      const Span& columns = column_spans_[static_cast<std::size_t>(ox)];
      taps.width = columns.end - columns.begin;
      taps.weights = (oy * window_.stride_y + rows.begin) * window_.width + ox * window_.stride_x +
                     columns.begin;
      for (Index g = 0; g < groups_; ++g) {
        const auto c = static_cast<std::size_t>(cell(oy, ox, g));
        int count = cells_[c + 1] - cells_[c];
        if (count == 0) continue;
        pullback_multiply_adds_ += taps.height * taps.width * count;
        taps.gradient =
            dx.value + (rows.first * input_.width + columns.first) * pixel + g * dy.rows;
        const kernels::Term* term = live_.data() + cells_[c];
        for (; count >= 3; count -= 3, term += 3) {
          kernels::scatter<3>(dy.value, term, weights_->pullback.data(), taps, dy.rows);
        }
        if (count == 2)
          kernels::scatter<2>(dy.value, term, weights_->pullback.data(), taps, dy.rows);
        if (count == 1)
          kernels::scatter<1>(dy.value, term, weights_->pullback.data(), taps, dy.rows);
      }
    }
  }
}

void Convolution::pullback(const Activation* x, int, const Cotangent& dy, Cotangent& dx) {
  list_live(dy);
  pullback_multiply_adds_ = 0;
  if (group_inputs_ == 1) {
    pullback_from_outputs(dy, dx);
  } else {
    pullback_to_inputs(x[0].passes, dy, dx);
  }
  dx.live = x[0].passes;
}

}  // namespace deepfool
