#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "robustness/row.h"

namespace deepfool {

/// What the rows of a set come to. A mean over nothing is absent.
struct Summary {
  std::int64_t count = 0;  ///< inputs
  std::int64_t flipped = 0;
  std::int64_t already_target = 0;  ///< inputs that the classifier took for the target
  std::int64_t not_finite = 0;      ///< inputs with a pixel or a logit that is not finite
  std::int64_t zero_norm = 0;       ///< inputs of norm 0, which rho_adv leaves out

  /// Share that was flipped of the inputs that could be: all but already_target and not_finite.
  std::optional<double> success;

  /// Share that is not classified as its label, of the inputs with a label and a prediction.
  std::optional<double> test_error;

  /// Means over the flipped inputs. rho_adv = mean of ||r||_2 / ||x||_2 (DeepFool, eq. 2), and the
  /// same with l_infinity.
  std::optional<double> rho_adv;
  std::optional<double> rho_adv_inf;
  std::optional<double> l1;  ///< norms of r, in pixel units
  std::optional<double> l2;
  std::optional<double> linf;
  std::optional<double> iterations;
};

/// The rows may be those of several evaluations, one behind the other.
Summary summarise(const std::vector<Row>& rows);

}  // namespace deepfool
