#pragma once

#include <array>
#include <cstdint>

#include "attack/attack.h"

namespace deepfool {

/// Sums over a set of attacked inputs; all are means over those that were flipped.
class Robustness {
 public:
  /// Takes in one result for the input x0; `label` is the true class, or -1 where it is not known.
  void add(const VectorRef& x0, const AttackResult& result, int label = -1);

  /// Everything that has been summed: what one worker tells another.
  using Sums = std::array<double, 11>;
  Sums sums() const;

  /// Takes in the sums over other inputs.
  void add(const Sums& sums);

  std::int64_t count() const { return count_; }
  std::int64_t flipped() const { return flipped_; }

  /// Share of the inputs that were flipped.
  double success() const;

  /// Share of the labelled inputs that are not classified as their label; NaN without labels.
  double test_error() const;

  /// rho_adv = mean of ||r||_2 / ||x||_2 (eq. 2 of the paper), and with the l_infinity norms.
  /// Inputs of norm 0 are left out.
  double rho_adv() const;
  double rho_adv_inf() const;

  double mean_l1() const;
  double mean_l2() const;
  double mean_linf() const;
  double mean_iterations() const;

 private:
  double mean(double sum, std::int64_t count) const;

  std::int64_t count_ = 0;
  std::int64_t flipped_ = 0;
  std::int64_t labelled_ = 0;
  std::int64_t wrong_ = 0;
  std::int64_t relative_count_ = 0;
  double relative_l2_ = 0;
  double relative_linf_ = 0;
  double l1_ = 0;
  double l2_ = 0;
  double linf_ = 0;
  double iterations_ = 0;
};

}  // namespace deepfool
