#pragma once

#include <cstdint>
#include <optional>

namespace deepfool {

/// What the numbers of a sample say of the mean of what it was drawn from.
struct Estimate {
  std::int64_t count = 0;
  std::optional<double> mean;  ///< absent of nothing
  /// The standard deviation of single numbers (with n - 1); absent of fewer than two.
  std::optional<double> deviation;
  /// The 95 % confidence interval of the mean; absent of fewer than two.
  std::optional<double> low;
  std::optional<double> high;
};

/// Gathers numbers. The sums are in the order of `add`: the same numbers in the same order give the
/// same bits.
class Mean {
 public:
  void add(double value);

  /// The interval is mean -+ t s / sqrt(n), t of Student's distribution with n - 1 degrees of
  /// freedom.
  Estimate estimate() const;

 private:
  std::int64_t count_ = 0;
  double sum_ = 0;
  // Welford's running mean and sum of squared distances from it (1962): no cancellation.
  double running_ = 0;
  double squares_ = 0;
};

/// The estimate of a share of which `hits` of `count` were seen; the interval is Wilson's (1927),
/// which holds near 0 and 1, too, and for a single one. `deviation` is absent.
Estimate share_of(std::int64_t hits, std::int64_t count);

/// The number that Student's t with so many degrees of freedom (at least 1) exceeds with a
/// probability of 2.5 %: exact for 1 and 2, beyond to 2e-3 of itself.
double student_t(std::int64_t degrees);

}  // namespace deepfool
