#pragma once

#include <vector>

#include "classifier/classifier.h"

namespace deepfool {

/// A classifier of the plane with boundaries that can be drawn and solved by hand: each logit is a
/// quadratic f_k(x) = x' A_k x + b_k' x + c_k, so that boundaries are conics (circles, ellipses,
/// lines).
class Planar : public Classifier {
 public:
  struct Quadratic {
    Eigen::Matrix2f A;  // symmetric
    Eigen::Vector2f b;
    float c;
  };

  /// Throws std::invalid_argument for fewer than two logits.
  explicit Planar(std::vector<Quadratic> logits);

  Index inputs() const override { return 2; }
  Index classes() const override { return static_cast<Index>(logits_.size()); }

 private:
  void forward(const VectorRef& x, Eigen::Ref<Vector> f) override;
  void pull_back_rows(const std::vector<int>& rows, Jacobian& J) override;

  std::vector<Quadratic> logits_;
  Eigen::Vector2f x_ = Eigen::Vector2f::Zero();
};

}  // namespace deepfool
