#include "robustness/summary.h"

namespace deepfool {

namespace {

class Mean {
 public:
  void add(double value) {
    sum_ += value;
    ++count_;
  }

  std::optional<double> value() const {
    if (count_ == 0) return std::nullopt;
    return sum_ / static_cast<double>(count_);
  }

 private:
  double sum_ = 0;
  std::int64_t count_ = 0;
};

}  // namespace

Summary summarise(const std::vector<Row>& rows) {
  Summary s;
  Mean success, test_error, rho_adv, rho_adv_inf, l1, l2, linf, iterations;
  for (const Row& row : rows) {
    const bool flipped = row.status == Status::flipped;
    const bool already_target = row.status == Status::already_target;
    ++s.count;
    s.flipped += flipped;
    s.already_target += already_target;
    s.not_finite += !row.predicted;
    s.zero_norm += row.predicted && !row.relative_l2;
    if (row.predicted && !already_target) success.add(flipped);
    if (row.predicted && row.label) test_error.add(*row.predicted != *row.label);
    if (!flipped) continue;
    l1.add(row.l1);
    l2.add(row.l2);
    linf.add(row.linf);
    iterations.add(row.iterations);
    if (row.relative_l2) rho_adv.add(*row.relative_l2);
    if (row.relative_linf) rho_adv_inf.add(*row.relative_linf);
  }
  s.success = success.value();
  s.test_error = test_error.value();
  s.rho_adv = rho_adv.value();
  s.rho_adv_inf = rho_adv_inf.value();
  s.l1 = l1.value();
  s.l2 = l2.value();
  s.linf = linf.value();
  s.iterations = iterations.value();
  return s;
}

}  // namespace deepfool
