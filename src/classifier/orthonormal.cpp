#include "classifier/orthonormal.h"

#include <stdexcept>

namespace deepfool {

namespace {

constexpr double kDependent = 1e-6;

/// Takes from v what lies along the first `count` columns of U.
void remove_span(const Eigen::MatrixXd& U, Index count, Eigen::VectorXd& v) {
  for (int pass = 0; pass < 2; ++pass) {
    for (Index j = 0; j < count; ++j) v -= U.col(j).dot(v) * U.col(j);
  }
}

}  // namespace

Eigen::MatrixXf orthonormal(const std::vector<Vector>& directions) {
  const auto m = static_cast<Index>(directions.size());
  const Index n = m == 0 ? 0 : directions[0].size();
  if (m == 0 || m > n) {
    throw std::invalid_argument("orthonormal: give one direction or more, at most one an element");
  }
  Eigen::MatrixXd U(n, m);
  Index next_unit = 0;
  for (Index j = 0; j < m; ++j) {
    const Vector& direction = directions[static_cast<std::size_t>(j)];
    if (direction.size() != n || !direction.allFinite()) {
      throw std::invalid_argument("orthonormal: directions have equal lengths and finite numbers");
    }
    Eigen::VectorXd v = direction.cast<double>();
    const double length = v.norm();
    remove_span(U, j, v);
    double least = kDependent * length;
    // The unit vectors span the space, so one of them is not in the span of j < n directions.
    while (v.norm() <= least) {
      v = Eigen::VectorXd::Unit(n, next_unit++);
      least = kDependent;
      remove_span(U, j, v);
    }
    U.col(j) = v.normalized();
  }
  return U.cast<float>();
}

}  // namespace deepfool
