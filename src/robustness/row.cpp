#include "robustness/row.h"

#include <cmath>
#include <limits>

#include "attack/norm.h"
#include "classifier/label.h"

namespace deepfool {

Row row_of(const VectorRef& x, const AttackResult& result, std::optional<double> label) {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  Row row;
  if (label) row.label = class_of_label(*label, result.logits.size());
  if (x.allFinite() && result.logits.allFinite()) row.predicted = result.label;
  row.adversarial = result.adversarial;
  row.status = result.status;
  row.iterations = result.iterations;
  row.l1 = lp_norm(result.perturbation, 1);
  row.l2 = lp_norm(result.perturbation, 2);
  row.linf = lp_norm(result.perturbation, kInfinity);
  const double size = lp_norm(x, 2);
  if (size > 0 && std::isfinite(size)) {
    row.relative_l2 = row.l2 / size;
    row.relative_linf = row.linf / lp_norm(x, kInfinity);
  }
  return row;
}

}  // namespace deepfool
