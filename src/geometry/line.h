#pragma once

#include <Eigen/Core>

namespace deepfool {

/// The line w . x + b = 0.
struct Line {
  Eigen::Vector2d w;
  double b;
};

/// The line through two points. On the left of the way from one to the other w . x + b is positive;
/// w is as long as that way, and 0 if they are one point.
Line line_through(const Eigen::Vector2d& from, const Eigen::Vector2d& to);

}  // namespace deepfool
