#include "network/operators/pooling/pooling.h"

#include <algorithm>

#include "network/operators/simd.h"

namespace deepfool {

namespace {

/// Calls f(output position, input position) for every element of every window that lies inside the
/// input; windows and their elements in row-major order. A position is row x width + column.
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

/// How many elements of a window that begins at `first` count in its mean, along one axis. Padding
/// counts or not; what lies beyond it (under a last, partial window) never does.
Index counted(Index first, Index window, Index size, Index after, bool count_padding) {
  if (count_padding) return std::min(window, size + after - first);
  return std::min(first + window, size) - std::max<Index>(first, 0);
}

}  // namespace

std::int64_t window_elements(const Shape& output, const Window& window) {
  return std::int64_t{output.size()} * (window.height * window.width);
}

std::vector<MaxPool::Span> MaxPool::spans(Index positions, Index size, Index window, Index stride,
                                          Index dilation, Index before) {
  std::vector<Span> all;
  for (Index first = -before; first < positions * stride - before; first += stride) {
    const Index outside = elements_before(first, dilation);
    all.push_back({first + outside * dilation, std::min(size, first + window * dilation)});
  }
  return all;
}

MaxPool::MaxPool(Shape input, Window window, Shape output)
    : input_(input),
      output_(output),
      window_(window),
      rows_(spans(output.height, input.height, window.height, window.stride_y, window.dilation_y,
                  window.top)),
      columns_(spans(output.width, input.width, window.width, window.stride_x, window.dilation_x,
                     window.left)),
      winner_(static_cast<std::size_t>(output.size())),
      passes_(static_cast<std::size_t>(output.size())),
      live_(static_cast<std::size_t>(input.size())),
      place_(static_cast<std::size_t>(input.size())) {}

void MaxPool::forward(const Activation* x, Activation& y) {
  const Index channels = input_.channels;
  const Index vectors = channels / 4;
  float* out = y.value;
  int* winner = winner_.data();
  for (const Span& rows : rows_) {
    for (const Span& columns : columns_) {
      const auto for_elements = [&](const auto& f) {
        for (Index iy = rows.first; iy < rows.end; iy += window_.dilation_y) {
          for (Index ix = columns.first; ix < columns.end; ix += window_.dilation_x) {
            f(static_cast<int>(iy * input_.width + ix));
          }
        }
      };
      const int first = static_cast<int>(rows.first * input_.width + columns.first);
      for (Index c = 0; c < 4 * vectors; c += 4) {
        const float* const in = x[0].value + c;
        f32x4 best = load(in + first * channels);
        i32x4 where = splat(first);
        for_elements([&](int element) {
          const f32x4 value = load(in + element * channels);
          // NOLINTNEXTLINE(misc-redundant-expression): only NaN differs from itself
          const i32x4 more = (value > best) | (value != value);  // a NaN stays one
          best = select(more, value, best);
          where = select(more, splat(element), where);
        });
        store(out + c, best);
        store(winner + c, where);
      }
      for (Index c = 4 * vectors; c < channels; ++c) {
        const float* const in = x[0].value + c;
        out[c] = in[first * channels];
        winner[c] = first;
        for_elements([&](int element) {
          const float value = in[element * channels];
          // NOLINTNEXTLINE(misc-redundant-expression)
          if (value > out[c] || value != value) {
            out[c] = value;
            winner[c] = element;
          }
        });
      }
      out += channels;
      winner += channels;
    }
  }
  y.passes = nullptr;
  if (!x[0].passes) return;
  for_winners([&](std::size_t o, std::size_t winner) { passes_[o] = x[0].passes[winner]; });
  y.passes = passes_.data();
}

void MaxPool::pullback(const Activation*, int, const Cotangent& dy, Cotangent& dx) {
  std::fill(live_.begin(), live_.end(), std::uint8_t{0});
  const bool disjoint = window_.stride_y >= (window_.height - 1) * window_.dilation_y + 1 &&
                        window_.stride_x >= (window_.width - 1) * window_.dilation_x + 1;
  for_winners([&](std::size_t o, std::size_t winner) {
    if (dy.live && !dy.live[o]) return;
    if (disjoint) {
      place_[winner] = dy.place ? dy.place[o] : static_cast<int>(o);
    } else {
      const float* const from = dy.at(static_cast<Index>(o));
      float* const to = dx.value + static_cast<Index>(winner) * dy.rows;
      if (live_[winner]) {
        for (Index k = 0; k < dy.rows; ++k) to[k] += from[k];
      } else {
        std::copy_n(from, dy.rows, to);
      }
    }
    live_[winner] = 1;
  });
  dx.live = live_.data();
  if (disjoint) {
    dx.value = dy.value;
    dx.place = place_.data();
  }
}

Form MaxPool::form() const {
  const Index channels = input_.channels;
  Form form{Form::maximum, std::vector<std::vector<Index>>(winner_.size())};
  for_window_elements(input_, output_, window_, [&](Index position, Index element) {
    for (Index c = 0; c < channels; ++c) {
      form.windows[static_cast<std::size_t>(position * channels + c)].push_back(element * channels +
                                                                                c);
    }
  });
  return form;
}

AveragePool::AveragePool(Shape input, Window window, Shape output, bool count_padding)
    : input_(input), output_(output), window_(window) {
  weight_.reserve(static_cast<std::size_t>(output.height * output.width));
  for (Index oy = 0; oy < output.height; ++oy) {
    const Index rows = counted(oy * window.stride_y - window.top, window.height, input.height,
                               window.bottom, count_padding);
    for (Index ox = 0; ox < output.width; ++ox) {
      const Index columns = counted(ox * window.stride_x - window.left, window.width, input.width,
                                    window.right, count_padding);
      weight_.push_back(1.0F / static_cast<float>(rows * columns));
    }
  }
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
      const float* const from = dy.at(o);
      float* const to = dx.value + (element * channels + c) * dy.rows;
      for (Index k = 0; k < dy.rows; ++k) to[k] += weight * from[k];
    }
  });
  dx.live = x[0].passes;
}

}  // namespace deepfool
