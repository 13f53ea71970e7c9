#include "network/operators/reduction/reduce.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace deepfool {

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

double same(double sum, Index) { return sum; }
double plus(double sum, float x) { return sum + x; }
double plus_square(double sum, float x) { return sum + double{x} * x; }

/// Calls add(name, start, add, finish, slope), as Reduction has them, for each. Sums are in double
/// precision: they may have many terms. "ReduceLogSumExp" is the sum of exp(x) alone here, since
/// its elements need their largest first: see forward.
template <class Add>
void add_reductions(const Add& add) {
  add("ReduceSum", 0, plus, same, [](float, float, Index) { return 1.0F; });
  add(
      "ReduceMean", 0, plus, [](double sum, Index n) { return sum / static_cast<double>(n); },
      [](float, float, Index n) { return 1 / static_cast<float>(n); });
  add(
      "ReduceMax", -kInfinity, [](double sum, float x) { return x > sum ? x : sum; }, same,
      [](float x, float y, Index) { return x == y ? 1.0F : 0.0F; });
  add(
      "ReduceMin", kInfinity, [](double sum, float x) { return x < sum ? x : sum; }, same,
      [](float x, float y, Index) { return x == y ? 1.0F : 0.0F; });
  add(
      "ReduceL1", 0, [](double sum, float x) { return sum + std::abs(x); }, same,
      [](float x, float, Index) { return x > 0   ? 1.0F
                                         : x < 0 ? -1.0F
                                                 : 0.0F; });
  add(
      "ReduceL2", 0, plus_square, [](double sum, Index) { return std::sqrt(sum); },
      [](float x, float y, Index) { return y > 0 ? x / y : 0.0F; });
  add("ReduceSumSquare", 0, plus_square, same, [](float x, float, Index) { return 2 * x; });
  add(
      "ReduceLogSum", 0, plus, [](double sum, Index) { return std::log(sum); },
      [](float, float y, Index) { return std::exp(-y); });
  add("ReduceLogSumExp", 0, plus, same, [](float x, float y, Index) { return std::exp(x - y); });
  add(
      "ReduceProd", 1, [](double sum, float x) { return sum * x; }, same, nullptr);
}

/// Calls f(group, the first of its elements, the distance to the next) for all groups.
template <class F>
void for_groups(const Groups& groups, const F& f) {
  Index group = 0;
  for (Index o = 0; o < groups.outer; ++o) {
    for (Index i = 0; i < groups.inner; ++i, ++group) {
      f(group, o * groups.count * groups.inner + i, groups.inner);
    }
  }
}

float largest(const float* x, Index first, Index step, Index count) {
  float most = x[first];
  for (Index c = 1; c < count; ++c) most = std::max(most, x[first + c * step]);
  return most;
}

}  // namespace

Reduction find_reduction(const std::string& name) {
  Reduction found;
  add_reductions([&](const char* a_name, double start, Reduction::Add add, Reduction::Finish finish,
                     Reduction::Slope slope) {
    if (name == a_name) found = {a_name, start, add, finish, slope};
  });
  return found;
}

Reduce::Reduce(const Reduction& reduction, Groups groups)
    : reduction_(reduction),
      groups_(groups),
      is_choice_(std::isinf(reduction.start)),
      y_(static_cast<std::size_t>(groups.outer * groups.inner)) {}

void Reduce::forward(const Activation* x, Activation& y) {
  const float* const in = x[0].value;
  const bool of_exponentials = reduction_.name == std::string("ReduceLogSumExp");
  for_groups(groups_, [&](Index group, Index first, Index step) {
    double sum = reduction_.start;
    if (of_exponentials) {
      const double most = largest(in, first, step, groups_.count);
      for (Index c = 0; c < groups_.count; ++c) sum += std::exp(in[first + c * step] - most);
      sum = most + std::log(sum);
    } else {
      for (Index c = 0; c < groups_.count; ++c) sum = reduction_.add(sum, in[first + c * step]);
      sum = reduction_.finish(sum, groups_.count);
    }
    y_[static_cast<std::size_t>(group)] = y.value[group] = static_cast<float>(sum);
  });
  y.passes = nullptr;
}

void Reduce::pullback(const Activation* x, int, const Cotangent& dy, Cotangent& dx) {
  const float* const in = x[0].value;
  for_groups(groups_, [&](Index group, Index first, Index step) {
    const bool is_live = !dy.live || dy.live[group];
    const float* const from = is_live ? dy.at(group) : nullptr;
    const float y = y_[static_cast<std::size_t>(group)];
    bool is_chosen = false;
    for (Index c = 0; c < groups_.count; ++c) {
      const Index i = first + c * step;
      float slope = 0;
      if (is_live && !is_chosen) slope = reduction_.slope(in[i], y, groups_.count);
      if (is_choice_ && slope != 0) is_chosen = true;
      float* const to = dx.value + i * dy.rows;
      if (slope == 0) {
        std::fill_n(to, dy.rows, 0.0F);
      } else {
        for (Index k = 0; k < dy.rows; ++k) to[k] = slope * from[k];
      }
    }
  });
}

Softmax::Softmax(Groups groups)
    : groups_(groups), y_(static_cast<std::size_t>(groups.outer * groups.count * groups.inner)) {}

void Softmax::forward(const Activation* x, Activation& y) {
  const float* const in = x[0].value;
  for_groups(groups_, [&](Index, Index first, Index step) {
    const float most = largest(in, first, step, groups_.count);
    double sum = 0;
    for (Index c = 0; c < groups_.count; ++c) {
      const Index i = first + c * step;
      y.value[i] = std::exp(in[i] - most);
      sum += y.value[i];
    }
    for (Index c = 0; c < groups_.count; ++c) {
      const Index i = first + c * step;
      y.value[i] = static_cast<float>(y.value[i] / sum);
      y_[static_cast<std::size_t>(i)] = y.value[i];
    }
  });
  y.passes = nullptr;
}

/// dx_i = y_i (dy_i - the sum of y_j dy_j).
void Softmax::pullback(const Activation*, int, const Cotangent& dy, Cotangent& dx) {
  sum_.resize(static_cast<std::size_t>(dy.rows));
  for_groups(groups_, [&](Index, Index first, Index step) {
    std::fill(sum_.begin(), sum_.end(), 0.0F);
    const auto for_live = [&](const auto& f) {
      for (Index c = 0; c < groups_.count; ++c) {
        const Index i = first + c * step;
        f(i, y_[static_cast<std::size_t>(i)], !dy.live || dy.live[i] ? dy.at(i) : nullptr);
      }
    };
    for_live([&](Index, float y, const float* from) {
      if (!from) return;
      for (Index k = 0; k < dy.rows; ++k) sum_[static_cast<std::size_t>(k)] += y * from[k];
    });
    for_live([&](Index i, float y, const float* from) {
      float* const to = dx.value + i * dy.rows;
      for (Index k = 0; k < dy.rows; ++k) {
        to[k] = y * ((from ? from[k] : 0) - sum_[static_cast<std::size_t>(k)]);
      }
    });
  });
}

}  // namespace deepfool
