#include "robustness/summary.h"

#include <algorithm>

namespace deepfool {

Summary summarise(const std::vector<Row>& rows) {
  Summary s;
  std::int64_t attacked = 0;
  std::int64_t labelled = 0;
  std::int64_t wrong = 0;
  Mean rho_adv, rho_adv_inf, l1, l2, linf, iterations;
  for (const Row& row : rows) {
    const bool flipped = row.status == Status::flipped;
    const bool already_target = row.status == Status::already_target;
    ++s.count;
    s.flipped += flipped;
    s.already_target += already_target;
    s.not_finite += !row.predicted;
    s.zero_norm += row.predicted && !row.relative_l2;
    attacked += row.predicted && !already_target;
    labelled += row.predicted && row.label;
    wrong += row.predicted && row.label && *row.predicted != *row.label;
    if (!flipped) continue;
    l1.add(row.l1);
    l2.add(row.l2);
    linf.add(row.linf);
    iterations.add(row.iterations);
    if (row.relative_l2) rho_adv.add(*row.relative_l2);
    if (row.relative_linf) rho_adv_inf.add(*row.relative_linf);
  }
  s.success = share_of(s.flipped, attacked);
  s.test_error = share_of(wrong, labelled);
  s.rho_adv = rho_adv.estimate();
  s.rho_adv_inf = rho_adv_inf.estimate();
  s.l1 = l1.estimate();
  s.l2 = l2.estimate();
  s.linf = linf.estimate();
  s.iterations = iterations.estimate();
  return s;
}

std::vector<Summary> summarise_by_class(const std::vector<Row>& rows, Index classes) {
  std::vector<Summary> all;
  std::vector<Row> of_class;
  for (int k = 0; k < static_cast<int>(classes); ++k) {
    of_class.clear();
    for (const Row& row : rows) {
      if (row.predicted == k) of_class.push_back(row);
    }
    all.push_back(summarise(of_class));
  }
  return all;
}

std::vector<std::int64_t> count_flips(const std::vector<Row>& rows, Index classes) {
  std::vector<std::int64_t> counts(static_cast<std::size_t>(classes * classes));
  for (const Row& row : rows) {
    if (row.status != Status::flipped) continue;
    ++counts[static_cast<std::size_t>(*row.predicted * classes + row.adversarial)];
  }
  return counts;
}

const std::vector<Size>& all_sizes() {
  static const std::vector<Size> all = {
      {"l1", [](const Row& row) { return row.l1; }},
      {"l2", [](const Row& row) { return row.l2; }},
      {"linf", [](const Row& row) { return row.linf; }},
  };
  return all;
}

std::vector<CurvePoint> robustness_curve(const std::vector<Row>& rows, const Size& size,
                                         int intervals) {
  std::vector<double> flipped;        // sizes, of all and of those that are classified right
  std::vector<double> flipped_right;  // with a label
  std::int64_t count = 0;
  std::int64_t labelled = 0;
  std::int64_t right = 0;
  for (const Row& row : rows) {
    if (!row.predicted || row.status == Status::already_target) continue;
    const bool is_right = row.label && *row.predicted == *row.label;
    ++count;
    labelled += row.label.has_value();
    right += is_right;
    if (row.status != Status::flipped) continue;
    flipped.push_back(size.of(row));
    if (is_right) flipped_right.push_back(size.of(row));
  }
  std::vector<CurvePoint> curve;
  if (flipped.empty()) return curve;
  std::sort(flipped.begin(), flipped.end());
  std::sort(flipped_right.begin(), flipped_right.end());
  const auto up_to = [](const std::vector<double>& sizes, double most) {
    return std::upper_bound(sizes.begin(), sizes.end(), most) - sizes.begin();
  };
  for (int i = 0; i <= intervals; ++i) {
    const double at = i == intervals ? flipped.back() : flipped.back() * i / intervals;
    curve.push_back({at, share_of(count - up_to(flipped, at), count),
                     share_of(right - up_to(flipped_right, at), labelled)});
  }
  return curve;
}

}  // namespace deepfool
