#include "attack/measures.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "attack/norm.h"

namespace deepfool {

Measures measure(const VectorRef& x, const AttackResult& result, double p) {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  const Vector& r = result.perturbation;
  Measures m;
  m.l1 = lp_norm(r, 1);
  m.l2 = lp_norm(r, 2);
  m.linf = lp_norm(r, kInfinity);
  m.lp = lp_norm(r, p);
  m.relative_l2 = m.l2 / lp_norm(x, 2);
  m.relative_linf = m.linf / lp_norm(x, kInfinity);
  for (Index i = 0; i < r.size(); ++i) {
    m.increased += r[i] > 0;
    m.decreased += r[i] < 0;
    m.outside += result.perturbed[i] < 0 || result.perturbed[i] > 1;
    m.largest_increase = std::max<double>(m.largest_increase, r[i]);
    m.largest_decrease = std::min<double>(m.largest_decrease, r[i]);
  }
  m.changed = m.increased + m.decreased;
  return m;
}

int most_changed_ninth(const VectorRef& r, Index channels, Index height, Index width) {
  std::array<double, 9> sums{};
  Index i = 0;
  for (Index c = 0; c < channels; ++c) {
    for (Index y = 0; y < height; ++y) {
      for (Index column = 0; column < width; ++column, ++i) {
        const Index ninth = 3 * (3 * y / height) + 3 * column / width;
        sums[static_cast<std::size_t>(ninth)] += std::abs(static_cast<double>(r[i]));
      }
    }
  }
  return static_cast<int>(std::max_element(sums.begin(), sums.end()) - sums.begin());
}

}  // namespace deepfool
