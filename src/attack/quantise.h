#pragma once

#include <optional>

#include "attack/attack.h"

namespace deepfool {

/// A perturbed picture of 8 bits a pixel.
struct Quantised {
  bool flipped = false;  // whether the picture is classified as asked for
  Vector pixels;         // n, each a multiple of 1 / 255 in [0, 1]: what a reader of the file gets
  int adversarial = -1;  // predicted for `pixels`
  double stretch = 1;    // t: how far along the ray it had to go
  double l2_before = 0;  // norm of the perturbation that was given
  double l2 = 0;         // norm of pixels - x0
};

/// Rounds x0 + t r, clipped to [0, 1], to 8 bits a pixel, with the smallest t >= 1 (in steps of
/// 1/64, the step that flips first bisected to 1/4,096) at which the rounded picture is classified
/// as `target`, or, without one, as anything but `label`. Rounding alone undoes about half of all
/// minimal perturbations. flipped is false if no t up to 4 does it. x0 and r have n elements.
Quantised quantise(Classifier& classifier, const VectorRef& x0, const VectorRef& r, int label,
                   std::optional<int> target = std::nullopt);

}  // namespace deepfool
