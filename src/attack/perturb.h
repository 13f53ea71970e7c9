#pragma once

#include <Eigen/Core>
#include <optional>

#include "attack/attack.h"

namespace deepfool {

/// Rounds the perturbation r (n elements) of x0 to float32, so that `perturbed` = x0 +
/// `perturbation` holds exactly in float32 arithmetic, element by element, and, in a box,
/// `perturbed` lies in it: where the rounded sum would leave it, the perturbation moves towards 0
/// by single units in the last place. False if an element is not finite in float32; nothing is
/// written then.
bool perturb(const Vector& x0, const std::optional<Bounds>& box, const Eigen::VectorXd& r,
             Vector& perturbation, Vector& perturbed);

/// Throws std::invalid_argument if x has not n elements, or one of them lies outside the box.
void check_input(const VectorRef& x, Index n, const std::optional<Bounds>& box);

/// Throws std::invalid_argument if the box is empty.
void check_box(const std::optional<Bounds>& box);

}  // namespace deepfool
