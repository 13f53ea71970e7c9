#include "network/pooling.h"

#include <algorithm>

namespace deepfool {

namespace {

/// Calls f(position, element of the input without its channel) for every input position in every
/// window, windows and their elements in row-major order.
template <class F>
void for_window_elements(const Shape& input, const Shape& output, const Window& window,
                         const F& f) {
  for (Index oy = 0; oy < output.height; ++oy) {
    for (Index ox = 0; ox < output.width; ++ox) {
      for (Index ky = 0; ky < window.height; ++ky) {
        const Index iy = oy * window.stride_y + ky * window.dilation_y - window.top;
        if (iy < 0 || iy >= input.height) continue;
        for (Index kx = 0; kx < window.width; ++kx) {
          const Index ix = ox * window.stride_x + kx * window.dilation_x - window.left;
          if (ix < 0 || ix >= input.width) continue;
          f(oy * output.width + ox, iy * input.width + ix);
        }
      }
    }
  }
}

}  // namespace

MaxPool::MaxPool(Shape input, Window window, Shape output)
    : input_(input),
      output_(output),
      window_(window),
      winner_(static_cast<std::size_t>(output.size())),
      passes_(static_cast<std::size_t>(output.size())),
      live_(static_cast<std::size_t>(input.size())) {}

void MaxPool::forward(const Activation* x, Activation& y) {
  const Index channels = input_.channels;
  Index last = -1;
  for_window_elements(input_, output_, window_, [&](Index position, Index element) {
    const float* const in = x[0].value + element * channels;
    float* const out = y.value + position * channels;
    Index* const winner = winner_.data() + position * channels;
    if (position != last) {
      for (Index c = 0; c < channels; ++c) {
        out[c] = in[c];
        winner[c] = element * channels + c;
      }
      last = position;
      return;
    }
    for (Index c = 0; c < channels; ++c) {
      if (in[c] > out[c] || in[c] != in[c]) {  // a NaN stays one
        out[c] = in[c];
        winner[c] = element * channels + c;
      }
    }
  });
  y.passes = nullptr;
  if (x[0].passes) {
    for (std::size_t o = 0; o < winner_.size(); ++o) passes_[o] = x[0].passes[winner_[o]];
    y.passes = passes_.data();
  }
}

void MaxPool::pullback(const Activation*, int, const Cotangent& dy, Cotangent& dx) {
  std::fill(live_.begin(), live_.end(), std::uint8_t{0});
  const std::uint8_t* const passes = dy.live;
  const Index outputs = output_.size();
  for (Index o = 0; o < outputs; ++o) {
    if (passes && !passes[o]) continue;
    const Index winner = winner_[static_cast<std::size_t>(o)];
    const float* const from = dy.value + o * dy.rows;
    float* const to = dx.value + winner * dy.rows;
    std::uint8_t& live = live_[static_cast<std::size_t>(winner)];
    if (live) {  // windows overlap
      for (Index k = 0; k < dy.rows; ++k) to[k] += from[k];
    } else {
      std::copy_n(from, dy.rows, to);
      live = 1;
    }
  }
  dx.live = live_.data();
}

AveragePool::AveragePool(Shape input, Window window, Shape output, bool count_padding)
    : input_(input), output_(output), window_(window) {
  std::vector<Index> count(static_cast<std::size_t>(output.height * output.width));
  if (count_padding) {
    // Padding counts, what lies beyond it (of a last, partial window) does not.
    for (Index oy = 0; oy < output.height; ++oy) {
      const Index rows =
          std::min(window.height, input.height + window.top + window.bottom - oy * window.stride_y);
      for (Index ox = 0; ox < output.width; ++ox) {
        const Index columns =
            std::min(window.width, input.width + window.left + window.right - ox * window.stride_x);
        count[static_cast<std::size_t>(oy * output.width + ox)] = rows * columns;
      }
    }
  } else {
    for_window_elements(input_, output_, window_, [&](Index position, Index) {
      ++count[static_cast<std::size_t>(position)];
    });
  }
  weight_.reserve(count.size());
  for (const Index n : count) weight_.push_back(1.0F / static_cast<float>(n));
}

void AveragePool::forward(const Activation* x, Activation& y) {
  const Index channels = input_.channels;
  std::fill_n(y.value, output_.size(), 0.0F);
  for_window_elements(input_, output_, window_, [&](Index position, Index element) {
    const float* const in = x[0].value + element * channels;
    float* const out = y.value + position * channels;
    for (Index c = 0; c < channels; ++c) out[c] += in[c];
  });
  for (std::size_t p = 0; p < weight_.size(); ++p) {
    float* const out = y.value + static_cast<Index>(p) * channels;
    for (Index c = 0; c < channels; ++c) out[c] *= weight_[p];
  }
  y.passes = nullptr;
}

void AveragePool::pullback(const Activation* x, int, const Cotangent& dy, Cotangent& dx) {
  const Index channels = input_.channels;
  std::fill_n(dx.value, input_.size() * dy.rows, 0.0F);
  for_window_elements(input_, output_, window_, [&](Index position, Index element) {
    const float weight = weight_[static_cast<std::size_t>(position)];
    for (Index c = 0; c < channels; ++c) {
      const Index o = position * channels + c;
      if (dy.live && !dy.live[o]) continue;
      const float* const from = dy.value + o * dy.rows;
      float* const to = dx.value + (element * channels + c) * dy.rows;
      for (Index k = 0; k < dy.rows; ++k) to[k] += weight * from[k];
    }
  });
  dx.live = x[0].passes;
}

}  // namespace deepfool
