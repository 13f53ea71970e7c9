#include "robustness/row.h"

#include <cmath>

#include "attack/measures.h"
#include "classifier/label.h"

namespace deepfool {

Row row_of(const VectorRef& x, const AttackResult& result, std::optional<double> label) {
  const Measures m = measure(x, result, 2);
  Row row;
  if (label) row.label = class_of_label(*label, result.logits.size());
  if (x.allFinite() && result.logits.allFinite()) row.predicted = result.label;
  row.adversarial = result.adversarial;
  row.status = result.status;
  row.iterations = result.iterations;
  row.l1 = m.l1;
  row.l2 = m.l2;
  row.linf = m.linf;
  if (x.allFinite() && !x.isZero(0)) {
    row.relative_l2 = m.relative_l2;
    row.relative_linf = m.relative_linf;
  }
  return row;
}

}  // namespace deepfool
