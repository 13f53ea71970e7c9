#pragma once

#include "classifier/classifier.h"

namespace deepfool {

/// A classifier f on a plane through the space of its inputs (or a subspace of another dimension
/// m): g(z) = f(x0 + U z), whose Jacobian is that of f times U. With the columns of U orthonormal,
/// l_2 lengths in z are those in x. Others may use f between the calls.
class Slice : public Classifier {
 public:
  /// x0 has n elements, U is n x m with m >= 1 (2 for a plane); f must outlive this object. Throws
  /// std::invalid_argument for other sizes, and for numbers that are not finite.
  Slice(Classifier& f, Vector x0, Eigen::MatrixXf U);

  Index inputs() const override { return U_.cols(); }
  Index classes() const override { return f_.classes(); }

  /// x0 + U z (n elements), as f gets it. Throws std::invalid_argument if z does not have m
  /// elements.
  Vector input_at(const VectorRef& z) const;

  /// Where an input x (n elements) lies, for orthonormal columns of U.
  struct Place {
    Eigen::VectorXd z;  // U' (x - x0): x0 + U z is the point of the plane that is nearest to x
    double distance;    // of x from there
  };
  Place place_of(const VectorRef& x) const;

  /// f linearised at an input x, which need not lie on the plane, as it is seen on the plane:
  /// f(x) + J(x) (x0 + U z - x) = W z + b.
  struct Linear {
    Eigen::MatrixXd W;  // C x m
    Eigen::VectorXd b;  // C
  };
  Linear linearised(const VectorRef& x);

 private:
  void forward(const VectorRef& z, Eigen::Ref<Vector> f) override;
  void pull_back_rows(const std::vector<int>& rows, Jacobian& J) override;
  void pull_back_sum(const VectorRef& v, Eigen::Ref<Vector> g) override;
  void place(const VectorRef& z, Eigen::Ref<Vector> x) const;
  void restore();
  void check(const VectorRef& x) const;

  Classifier& f_;
  Vector x0_;
  Eigen::MatrixXf U_;
  Vector x_;                     // the last input that this slice gave to f
  std::int64_t f_forwards_ = 0;  // f.forwards() after that
  Vector logits_;                // of f at x_, when it has to run again
  Vector x_gradient_;            // of f with respect to x, n elements
  Jacobian x_jacobian_;          // of f with respect to x, rows x n
};

}  // namespace deepfool
