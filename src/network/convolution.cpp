#include "network/convolution.h"

#include <algorithm>
#include <cstring>

namespace deepfool {

namespace {

constexpr int kForwardPositions = 3;
constexpr int kForwardVectors = 3;
constexpr int kPullbackInputs = 4;

Index positions(Index size, Index window, Index dilation, Index stride) {
  const Index extent = (window - 1) * dilation + 1;
  return size < extent ? 0 : (size - extent) / stride + 1;
}

/// y[p][0 .. 4 V) = bias + the window at x[p] times the weights, for P positions.
template <int P, int V, class Run>
void multiply(const float* const* x, const std::vector<Run>& runs, const float* weights,
              Index stride, const float* bias, float* const* y, Index outputs) {
  f32x4 sum[P][V];
  for (int p = 0; p < P; ++p) {
    for (int v = 0; v < V; ++v) sum[p][v] = load(bias + 4 * v);
  }
  for (const Run& run : runs) {
    const float* in[P];
    for (int p = 0; p < P; ++p) in[p] = x[p] + run.offset;
    for (Index t = 0; t < run.length; ++t, weights += stride) {
      f32x4 s[P];
      for (int p = 0; p < P; ++p) s[p] = splat(in[p][t]);
      for (int v = 0; v < V; ++v) {
        const f32x4 w = load(weights + 4 * v);
        for (int p = 0; p < P; ++p) sum[p][v] += s[p] * w;
      }
    }
  }
  for (int p = 0; p < P; ++p) {
    for (int v = 0; v < V; ++v) {
      store(y[p] + 4 * v, sum[p][v], static_cast<int>(std::min<Index>(4, outputs - 4 * v)));
    }
  }
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
  weights_.resize(static_cast<std::size_t>(groups_ * taps * group_inputs_ * stride_));
  bias_.resize(static_cast<std::size_t>(groups_ * stride_));
  for (Index o = 0; o < outputs; ++o) {
    const Index g = o / group_outputs_;
    bias_[static_cast<std::size_t>(g * stride_ + o % group_outputs_)] = b[o];
    for (Index c = 0; c < group_inputs_; ++c) {
      for (Index k = 0; k < taps; ++k) {
        weights_[static_cast<std::size_t>(((g * taps + k) * group_inputs_ + c) * stride_ +
                                          o % group_outputs_)] =
            W[(o * group_inputs_ + c) * taps + k];
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
  const std::size_t cells = static_cast<std::size_t>(output_.height * output_.width * groups_);
  live_.resize(cells * static_cast<std::size_t>(group_outputs_));
  live_count_.resize(cells);
  taps_.resize(static_cast<std::size_t>(taps));
  passing_.resize(static_cast<std::size_t>(group_inputs_));
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
  const Index step = window_.stride_x * padded_shape_.channels;
  for (Index g = 0; g < groups_; ++g) {
    const float* const weights =
        weights_.data() + g * window_.height * window_.width * group_inputs_ * stride_;
    for (Index row = 0; row < output_.height; ++row) {
      const float* const from =
          in + row * window_.stride_y * padded_shape_.width * padded_shape_.channels +
          g * group_inputs_;
      float* const to = y.value + row * output_.width * output_.channels + g * group_outputs_;
      kernels::for_tiles<kForwardPositions>(output_.width, [&](auto position_tile, Index p) {
        constexpr int kP = decltype(position_tile)::value;
        kernels::for_tiles<kForwardVectors>(stride_ / 4, [&](auto vector_tile, Index v) {
          const float* window[kP];
          float* out[kP];
          for (int i = 0; i < kP; ++i) {
            window[i] = from + (p + i) * step;
            out[i] = to + (p + i) * output_.channels + 4 * v;
          }
          multiply<kP, decltype(vector_tile)::value>(window, runs_, weights + 4 * v, stride_,
                                                     bias_.data() + g * stride_ + 4 * v, out,
                                                     group_outputs_ - 4 * v);
        });
      });
    }
  }
  y.passes = nullptr;
}

void Convolution::pullback(const Activation* x, int, const Cotangent& dy, Cotangent& dx) {
  const Index cells = output_.height * output_.width * groups_;
  for (Index cell = 0; cell < cells; ++cell) {
    int* const list = live_.data() + cell * group_outputs_;
    const std::uint8_t* const live = dy.live ? dy.live + cell * group_outputs_ : nullptr;
    int count = 0;
    for (Index o = 0; o < group_outputs_; ++o) {
      list[count] = static_cast<int>(o);
      count += !live || live[o];
    }
    live_count_[static_cast<std::size_t>(cell)] = count;
  }

  const std::uint8_t* const passes = x[0].passes;
  for (Index iy = 0; iy < input_.height; ++iy) {
    for (Index ix = 0; ix < input_.width; ++ix) {
      for (Index g = 0; g < groups_; ++g) {
        int tap_count = 0;
        for (Index ky = 0; ky < window_.height; ++ky) {
          const Index down = iy + window_.top - ky * window_.dilation_y;
          const Index oy = down / window_.stride_y;
          if (down < 0 || down % window_.stride_y != 0 || oy >= output_.height) continue;
          for (Index kx = 0; kx < window_.width; ++kx) {
            const Index along = ix + window_.left - kx * window_.dilation_x;
            const Index ox = along / window_.stride_x;
            if (along < 0 || along % window_.stride_x != 0 || ox >= output_.width) continue;
            const Index cell = (oy * output_.width + ox) * groups_ + g;
            const int count = live_count_[static_cast<std::size_t>(cell)];
            if (count == 0) continue;
            taps_[static_cast<std::size_t>(tap_count++)] = {
                dy.value + cell * group_outputs_ * dy.rows, live_.data() + cell * group_outputs_,
                count, ((g * window_.height + ky) * window_.width + kx) * group_inputs_ * stride_};
          }
        }
        const Index first = (iy * input_.width + ix) * input_.channels + g * group_inputs_;
        Index passing = 0;
        for (Index c = 0; c < group_inputs_; ++c) {
          passing_[static_cast<std::size_t>(passing)] = c;
          passing += !passes || passes[first + c];
        }
        kernels::for_tiles<kPullbackInputs>(passing, [&](auto tile, Index i) {
          constexpr int kC = decltype(tile)::value;
          Index offsets[kC];
          float* out[kC];
          for (int c = 0; c < kC; ++c) {
            const Index channel = passing_[static_cast<std::size_t>(i + c)];
            offsets[c] = channel * stride_;
            out[c] = dx.value + (first + channel) * dy.rows;
          }
          kernels::gather<kC>(taps_.data(), tap_count, weights_.data(), offsets, dy.rows, out);
        });
      }
    }
  }
  dx.live = passes;
}

}  // namespace deepfool
