#include "robustness/robustness.h"

#include <limits>

#include "attack/norm.h"

namespace deepfool {

namespace {
constexpr double kInfinity = std::numeric_limits<double>::infinity();
}

void Robustness::add(const VectorRef& x0, const AttackResult& result, int label) {
  ++count_;
  if (label >= 0) {
    ++labelled_;
    wrong_ += result.label != label;
  }
  if (result.status != Status::flipped) return;
  ++flipped_;
  const double l2 = lp_norm(result.perturbation, 2);
  const double linf = lp_norm(result.perturbation, kInfinity);
  l1_ += lp_norm(result.perturbation, 1);
  l2_ += l2;
  linf_ += linf;
  iterations_ += result.iterations;
  const double size = lp_norm(x0, 2);
  if (size == 0) return;
  ++relative_count_;
  relative_l2_ += l2 / size;
  relative_linf_ += linf / lp_norm(x0, kInfinity);
}

Robustness::Sums Robustness::sums() const {
  return {static_cast<double>(count_),
          static_cast<double>(flipped_),
          static_cast<double>(labelled_),
          static_cast<double>(wrong_),
          static_cast<double>(relative_count_),
          relative_l2_,
          relative_linf_,
          l1_,
          l2_,
          linf_,
          iterations_};
}

void Robustness::add(const Sums& sums) {
  count_ += static_cast<std::int64_t>(sums[0]);
  flipped_ += static_cast<std::int64_t>(sums[1]);
  labelled_ += static_cast<std::int64_t>(sums[2]);
  wrong_ += static_cast<std::int64_t>(sums[3]);
  relative_count_ += static_cast<std::int64_t>(sums[4]);
  relative_l2_ += sums[5];
  relative_linf_ += sums[6];
  l1_ += sums[7];
  l2_ += sums[8];
  linf_ += sums[9];
  iterations_ += sums[10];
}

double Robustness::mean(double sum, std::int64_t count) const {
  return count == 0 ? std::numeric_limits<double>::quiet_NaN() : sum / static_cast<double>(count);
}

double Robustness::success() const { return mean(static_cast<double>(flipped_), count_); }
double Robustness::test_error() const { return mean(static_cast<double>(wrong_), labelled_); }
double Robustness::rho_adv() const { return mean(relative_l2_, relative_count_); }
double Robustness::rho_adv_inf() const { return mean(relative_linf_, relative_count_); }
double Robustness::mean_l1() const { return mean(l1_, flipped_); }
double Robustness::mean_l2() const { return mean(l2_, flipped_); }
double Robustness::mean_linf() const { return mean(linf_, flipped_); }
double Robustness::mean_iterations() const { return mean(iterations_, flipped_); }

}  // namespace deepfool
