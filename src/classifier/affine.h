#pragma once

#include "classifier/classifier.h"

namespace deepfool {

/// f(x) = W x + b, for which DeepFool is exact in one step. W is C x n, b has C elements.
class Affine : public Classifier {
 public:
  /// Throws std::invalid_argument if b does not have one element a row of W, or W has fewer than
  /// two rows.
  Affine(Eigen::MatrixXf W, Vector b);

  Index inputs() const override { return W_.cols(); }
  Index classes() const override { return W_.rows(); }

 private:
  void forward(const VectorRef& x, Eigen::Ref<Vector> f) override;
  void pull_back_rows(const std::vector<int>& rows, Jacobian& J) override;

  Eigen::MatrixXf W_;
  Vector b_;
};

}  // namespace deepfool
