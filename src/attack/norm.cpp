#include "attack/norm.h"

#include <limits>

namespace deepfool {

double dual_exponent(double p) {
  if (p == 1) return std::numeric_limits<double>::infinity();
  return std::isinf(p) ? 1 : p / (p - 1);
}

}  // namespace deepfool
