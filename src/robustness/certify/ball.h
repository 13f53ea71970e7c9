#pragma once

#include <Eigen/Core>
#include <limits>
#include <optional>
#include <vector>

namespace deepfool::certify {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr double kInfinity = std::numeric_limits<double>::infinity();

/// The range of every pixel.
struct Range {
  double lo = 0;
  double hi = 1;
};

/// The inputs to be held safe: {x : ||x - centre||_p <= radius}, p 2 or infinity, within the box if
/// there is one (the centre lies in it).
struct Ball {
  VectorXd centre;
  double norm = 2;
  std::optional<Range> box;
  double radius = 0;

  /// The least of a.x over the ball, where a has `a` at the elements `columns` and 0 elsewhere, and
  /// x - centre is meant by x. In a box and l_2 it is the value of the dual problem
  ///   max over m > 0 of  sum_i min_{lo <= d <= hi} (a_i d + d^2 m / 2) - radius^2 m / 2,
  /// whose every value is a lower bound, so that an m that is not quite the best one does no harm.
  /// The rounding error is at most 2^-53 (columns.size() + 30) sum_i |a_i| (|centre_i| + radius).
  double least_change(const VectorXd& a, const std::vector<int>& columns) const;

  /// A point of the ball where that least is reached, minus the centre, at `columns`.
  VectorXd least_point(const VectorXd& a, const std::vector<int>& columns) const;

 private:
  double lower(int i) const;
  double upper(int i) const;
  double scale(const VectorXd& a, const std::vector<int>& columns) const;
};

}  // namespace deepfool::certify
