#pragma once

#include <optional>

#include "classifier/classifier.h"

namespace deepfool {

/// A point of the plane on the boundary of a class.
struct BoundaryPoint {
  Eigen::Vector2d at;
  double distance;  // in l_2, from where the search began
  int beyond;       // the class on the other side
};

/// The point nearest to x, in l_2, at which the classifier of the plane predicts another class than
/// at x, by search: it looks along rings around x, 1/300 of `radius` apart, until one of 360 points
/// on a ring has another class; then it narrows the distance and the direction down to what
/// float32 inputs resolve. Parts of a class that are thinner than that may be missed. Nothing, if
/// there is no such point within `radius`. Throws std::invalid_argument if the classifier does not
/// have two inputs, or radius is not above 0.
std::optional<BoundaryPoint> nearest_boundary(Classifier& classifier, const Eigen::Vector2d& x,
                                              double radius);

}  // namespace deepfool
