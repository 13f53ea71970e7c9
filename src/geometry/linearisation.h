#pragma once

#include "classifier/classifier.h"

namespace deepfool {

/// A classifier of the plane, linearised at x: f_k(z) is about f_k + J_k . (z - x).
struct Linearisation {
  Eigen::Vector2d x;
  Eigen::VectorXd f;                           // C
  Eigen::Matrix<double, Eigen::Dynamic, 2> J;  // C x 2
};

/// Throws std::invalid_argument if the classifier does not have two inputs.
Linearisation linearise(Classifier& classifier, const Eigen::Vector2d& x);

}  // namespace deepfool
