#pragma once

#include <functional>

#include "classifier/classifier.h"

namespace deepfool {

/// A binary classifier sign(f(x)) as one with two logits, (0, f(x)): class 1 where f > 0, class 0
/// elsewhere. DeepFool on it is Algorithm 1 of the paper: f'_k is +-f, and w_k is +-grad f.
class Binary : public Classifier {
 public:
  /// f(x, gradient) returns f at x, and writes its gradient there; both have n elements.
  using Function = std::function<float(const VectorRef& x, Eigen::Ref<Vector> gradient)>;

  Binary(Index inputs, Function f);

  Index inputs() const override { return gradient_.size(); }
  Index classes() const override { return 2; }

 private:
  void forward(const VectorRef& x, Eigen::Ref<Vector> f) override;
  void pull_back_rows(const std::vector<int>& rows, Jacobian& J) override;

  Function f_;
  Vector gradient_;  // at the x last given to `logits`
};

}  // namespace deepfool
