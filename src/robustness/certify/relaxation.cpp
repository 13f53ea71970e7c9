#include "robustness/certify/relaxation.h"

#include <algorithm>
#include <cmath>

namespace deepfool::certify {

namespace {
constexpr double kUp = 1e-15;  // more than the two roundings of a constant
// Any slope from 0 to 1 is below a ReLU. Where l = -u, as for differences of equal pixels, rounding
// must not choose.
constexpr double kTie = 1 + 1e-9;
}  // namespace

Lines relax(const Interval& x) {
  const Index size = x.lower.size();
  Lines lines{VectorXd::Zero(size), VectorXd::Zero(size), VectorXd::Zero(size)};
  for (Index i = 0; i < size; ++i) {
    const double l = x.lower[i];
    const double u = x.upper[i];
    if (u <= 0) continue;
    lines.lower_slope[i] = u * kTie > -l ? 1 : 0;
    const double s = l >= 0 ? 1 : u / (u - l);
    lines.upper_slope[i] = s;
    if (l >= 0) continue;
    // The line must be above 0 at l and above u at u.
    lines.upper_constant[i] = std::max(-s * l, (1 - s) * u) + kUp * (u - l);
  }
  return lines;
}

}  // namespace deepfool::certify
