#include "network/operators/movement/move.h"

#include <algorithm>
#include <utility>

namespace deepfool {

Move::Move(Index inputs, std::vector<int> source, float fill)
    : inputs_(inputs),
      source_(std::move(source)),
      fill_(fill),
      passes_(source_.size()),
      live_(static_cast<std::size_t>(inputs)),
      place_(static_cast<std::size_t>(inputs)) {
  for (const int from : source_) {
    if (from < 0) {
      is_permutation_ = false;
    } else if (live_[static_cast<std::size_t>(from)]++ != 0) {
      live_[static_cast<std::size_t>(from)] = 1;
      has_repeats_ = true;
    }
  }
  if (has_repeats_ || size() != inputs) is_permutation_ = false;
}

void Move::forward(const Activation* x, Activation& y) {
  y.passes = nullptr;
  if (!is_permutation_) return forward_with_fill(x[0], y);
  for (std::size_t i = 0; i < source_.size(); ++i) y.value[i] = x[0].value[source_[i]];
  if (x[0].passes) {
    for (std::size_t i = 0; i < source_.size(); ++i) passes_[i] = x[0].passes[source_[i]];
    y.passes = passes_.data();
  }
}

[[gnu::noinline]] void Move::forward_with_fill(const Activation& x, Activation& y) {
  for (std::size_t i = 0; i < source_.size(); ++i) {
    y.value[i] = source_[i] < 0 ? fill_ : x.value[source_[i]];
  }
  if (!x.passes) return;
  for (std::size_t i = 0; i < source_.size(); ++i) {
    passes_[i] = source_[i] < 0 ? std::uint8_t{0} : x.passes[source_[i]];
  }
  y.passes = passes_.data();
}

void Move::pullback(const Activation*, int, const Cotangent& dy, Cotangent& dx) {
  if (has_repeats_) return sum_back(dy, dx);
  if (!is_permutation_) return place_back(dy, dx);
  for (std::size_t i = 0; i < source_.size(); ++i) {
    const auto to = static_cast<std::size_t>(source_[i]);
    if (dy.live) {
      live_[to] = dy.live[i];
      if (!dy.live[i]) continue;
    }
    place_[to] = dy.place ? dy.place[i] : static_cast<int>(i);
  }
  dx.value = dy.value;
  dx.live = dy.live ? live_.data() : nullptr;
  dx.place = place_.data();
}

/// The gradients stay where they are: no element of x has two.
[[gnu::noinline]] void Move::place_back(const Cotangent& dy, Cotangent& dx) {
  std::fill(live_.begin(), live_.end(), std::uint8_t{0});
  for (std::size_t i = 0; i < source_.size(); ++i) {
    if (source_[i] < 0 || (dy.live && !dy.live[i])) continue;
    const auto to = static_cast<std::size_t>(source_[i]);
    live_[to] = 1;
    place_[to] = dy.place ? dy.place[i] : static_cast<int>(i);
  }
  dx.value = dy.value;
  dx.live = live_.data();
  dx.place = place_.data();
}

[[gnu::noinline]] void Move::sum_back(const Cotangent& dy, Cotangent& dx) {
  std::fill_n(dx.value, inputs_ * dy.rows, 0.0F);
  for (std::size_t i = 0; i < source_.size(); ++i) {
    if (source_[i] < 0 || (dy.live && !dy.live[i])) continue;
    const float* const from = dy.at(static_cast<Index>(i));
    float* const to = dx.value + source_[i] * dy.rows;
    for (Index k = 0; k < dy.rows; ++k) to[k] += from[k];
  }
}

Join::Join(std::vector<Index> sizes) : sizes_(std::move(sizes)) {
  Index all = 0;
  for (const Index s : sizes_) {
    first_.push_back(all);
    all += s;
  }
  passes_.resize(static_cast<std::size_t>(all));
}

void Join::forward(const Activation* x, Activation& y) {
  y.passes = nullptr;
  for (std::size_t k = 0; k < sizes_.size(); ++k) {
    std::copy_n(x[k].value, sizes_[k], y.value + first_[k]);
    if (x[k].passes) y.passes = passes_.data();
  }
  if (!y.passes) return;
  for (std::size_t k = 0; k < sizes_.size(); ++k) {
    std::uint8_t* const to = passes_.data() + first_[k];
    if (x[k].passes) {
      std::copy_n(x[k].passes, sizes_[k], to);
    } else {
      std::fill_n(to, sizes_[k], std::uint8_t{1});
    }
  }
}

void Join::pullback(const Activation*, int input, const Cotangent& dy, Cotangent& dx) {
  const Index first = first_[static_cast<std::size_t>(input)];
  dx.value = dy.place ? dy.value : dy.value + first * dy.rows;
  dx.place = dy.place ? dy.place + first : nullptr;
  dx.live = dy.live ? dy.live + first : nullptr;
}

}  // namespace deepfool
