#include "robustness/estimate.h"

#include <algorithm>
#include <cmath>

namespace deepfool {

namespace {

constexpr double kZ = 1.959963984540054;  // a normal number exceeds it with 2.5 %

}  // namespace

void Mean::add(double value) {
  ++count_;
  sum_ += value;
  const double before = value - running_;
  running_ += before / static_cast<double>(count_);
  squares_ += before * (value - running_);
}

Estimate Mean::estimate() const {
  Estimate e;
  e.count = count_;
  if (count_ == 0) return e;
  const auto n = static_cast<double>(count_);
  e.mean = sum_ / n;
  if (count_ == 1) return e;
  e.deviation = std::sqrt(squares_ / (n - 1));
  const double reach = student_t(count_ - 1) * *e.deviation / std::sqrt(n);
  e.low = *e.mean - reach;
  e.high = *e.mean + reach;
  return e;
}

Estimate share_of(std::int64_t hits, std::int64_t count) {
  Estimate e;
  e.count = count;
  if (count == 0) return e;
  const auto n = static_cast<double>(count);
  const double p = static_cast<double>(hits) / n;
  e.mean = p;
  const double middle = p + kZ * kZ / (2 * n);
  const double reach = kZ * std::sqrt(p * (1 - p) / n + kZ * kZ / (4 * n * n));
  const double scale = 1 + kZ * kZ / n;
  e.low = std::max(0.0, (middle - reach) / scale);
  e.high = std::min(1.0, (middle + reach) / scale);
  return e;
}

double student_t(std::int64_t degrees) {
  // The quantile has a closed form for 1 and 2 degrees of freedom. Beyond, it is the expansion in
  // 1 / degrees of Abramowitz and Stegun, 26.7.5.
  constexpr double kPi = 3.14159265358979323846;
  if (degrees <= 1) return std::tan(0.475 * kPi);
  if (degrees == 2) return 0.95 * std::sqrt(2 / (4 * 0.975 * 0.025));
  const double z = kZ;
  const double z2 = z * z;
  const auto n = static_cast<double>(degrees);
  const double g1 = (z2 + 1) / 4;
  const double g2 = ((5 * z2 + 16) * z2 + 3) / 96;
  const double g3 = (((3 * z2 + 19) * z2 + 17) * z2 - 15) / 384;
  const double g4 = ((((79 * z2 + 776) * z2 + 1482) * z2 - 1920) * z2 - 945) / 92160;
  return z * (1 + (g1 + (g2 + (g3 + g4 / n) / n) / n) / n);
}

}  // namespace deepfool
