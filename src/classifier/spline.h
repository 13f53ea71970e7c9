#pragma once

#include <vector>

namespace deepfool {

/// The natural cubic spline through points at even distances: twice continuously differentiable,
/// and straight beyond the first and the last point.
class Spline {
 public:
  /// The curve goes through (first + i distance, heights[i]). Throws std::invalid_argument for
  /// fewer than two heights, one that is not finite, or a distance that is not above 0.
  Spline(double first, double distance, std::vector<double> heights);

  /// The height at x; its derivative is written to `slope`.
  double at(double x, double& slope) const;

 private:
  double first_;
  double distance_;
  std::vector<double> heights_;
  std::vector<double> bends_;  // second derivatives at the points
};

}  // namespace deepfool
