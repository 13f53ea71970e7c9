#pragma once

#include <Eigen/Core>
#include <cmath>

namespace deepfool {

/// q = p / (p - 1), the exponent of the dual of the l_p norm, for p in [1, infinity].
double dual_exponent(double p);

/// ||v||_p for p in [1, infinity]; scaled by the largest element, so that it neither overflows nor
/// underflows before its result does.
template <class Derived>
double lp_norm(const Eigen::MatrixBase<Derived>& v, double p) {
  if (v.size() == 0) return 0;
  double largest = 0;
  for (Eigen::Index i = 0; i < v.size(); ++i) {
    const double a = std::abs(static_cast<double>(v[i]));
    if (!(a <= largest)) largest = a;  // a NaN is taken over
  }
  if (largest == 0 || !std::isfinite(largest) || std::isinf(p)) return largest;
  double sum = 0;
  for (Eigen::Index i = 0; i < v.size(); ++i) {
    const double a = std::abs(static_cast<double>(v[i])) / largest;
    sum += p == 2 ? a * a : p == 1 ? a : std::pow(a, p);
  }
  return largest * (p == 2 ? std::sqrt(sum) : p == 1 ? sum : std::pow(sum, 1 / p));
}

}  // namespace deepfool
