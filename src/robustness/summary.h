#pragma once

#include <cstdint>
#include <vector>

#include "classifier/classifier.h"
#include "robustness/estimate.h"
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
  Estimate success;

  /// Share that is not classified as its label, of the inputs with a label and a prediction.
  Estimate test_error;

  /// Means over the flipped inputs. rho_adv = mean of ||r||_2 / ||x||_2 (DeepFool, eq. 2), and the
  /// same with l_infinity.
  Estimate rho_adv;
  Estimate rho_adv_inf;
  Estimate l1;  ///< norms of r, in pixel units
  Estimate l2;
  Estimate linf;
  Estimate iterations;
};

/// The rows may be those of several evaluations, one behind the other. Their order matters to the
/// last bit of a mean alone.
Summary summarise(const std::vector<Row>& rows);

/// The summary of the rows whose input was predicted as class k, at k, for each of the classes.
std::vector<Summary> summarise_by_class(const std::vector<Row>& rows, Index classes);

/// C x C, row-major: at i C + j, how many inputs predicted as class i were flipped to class j.
std::vector<std::int64_t> count_flips(const std::vector<Row>& rows, Index classes);

/// What is left at one size of the perturbation.
struct CurvePoint {
  double size = 0;
  Estimate kept;      ///< share that no perturbation found, up to this size, has flipped
  Estimate accuracy;  ///< share of those with a label that is also classified as that
};

/// What can be measured in rows as the size of a perturbation.
struct Size {
  const char* name;  // as in reports
  double (*of)(const Row& row);
};
const std::vector<Size>& all_sizes();

/// The robustness curve: what is left at each of the sizes 0, s, 2 s, ... largest, s = largest /
/// intervals, where `largest` is that of all flipped inputs. Empty if none is flipped. Inputs
/// without a prediction, or of the target's class already, are left out. An attack's norm is an
/// upper bound of the least, so these shares are upper bounds of what would be left of the worst.
std::vector<CurvePoint> robustness_curve(const std::vector<Row>& rows, const Size& size,
                                         int intervals);

}  // namespace deepfool
