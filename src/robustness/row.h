#pragma once

#include <optional>

#include "attack/attack.h"

namespace deepfool {

/// What an attack on one input of a set came to.
struct Row {
  std::optional<int> label;      ///< the input's true class, where it is known
  std::optional<int> predicted;  ///< for x; nothing if a pixel or a logit is not finite
  int adversarial = -1;          ///< predicted for the perturbed input
  Status status = Status::iteration_limit;
  int iterations = 0;
  double l1 = 0;  ///< norms of the perturbation r, in pixel units
  double l2 = 0;
  double linf = 0;
  /// ||r||_2 / ||x||_2, and the same with l_infinity; nothing for an input of norm 0 or infinity.
  std::optional<double> relative_l2;
  std::optional<double> relative_linf;
};

/// The row of one attack on x (n elements). Throws std::invalid_argument for a label that is no
/// class.
Row row_of(const VectorRef& x, const AttackResult& result, std::optional<double> label);

}  // namespace deepfool
