#pragma once

#include "attack/attack.h"

namespace deepfool {

/// How large a perturbation r is of an input x (n elements each), in pixel units.
struct Measures {
  double l1 = 0;  ///< norms of r
  double l2 = 0;
  double linf = 0;
  double lp = 0;                ///< ||r||_p for the p that was asked for
  double relative_l2 = 0;       ///< ||r||_2 / ||x||_2; not finite where x is 0
  double relative_linf = 0;     ///< the same with l_infinity
  int increased = 0;            ///< elements with r_i > 0
  int decreased = 0;            ///< elements with r_i < 0
  int changed = 0;              ///< elements with r_i != 0
  int outside = 0;              ///< elements of x + r outside [0, 1]
  double largest_increase = 0;  ///< the largest r_i, or 0
  double largest_decrease = 0;  ///< the smallest r_i, or 0
};

/// Measures the result of an attack on x (n elements). `lp` is for this p, in [1, infinity].
Measures measure(const VectorRef& x, const AttackResult& result, double p);

/// Which ninth of a picture has most of the change r: the place with the largest sum of |r_i| in a
/// grid of three by three, counted by rows from 0 at the top left; the first on ties. r is channels
/// x height x width, row-major.
int most_changed_ninth(const VectorRef& r, Index channels, Index height, Index width);

}  // namespace deepfool
