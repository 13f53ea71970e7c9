#pragma once

#include "attack/deepfool.h"
#include "attack/search.h"

namespace deepfool {

struct DdnOptions {
  std::optional<Bounds> box;
  std::optional<int> target;
  int steps = methods::ddn.steps;  // gradients, one single row each
  double gamma = 0.05;             // by how much the norm grows or shrinks at each step, at first
  double last_gamma = 0.05;        // and at last
  double first_norm =
      0;  // epsilon_0; 0: a tenth of the input's norm, about the authors' 1 on MNIST
  double first_step = 1;  // the step length at first, and at last, as a share of the first norm: it
                          // falls as a cosine
  double last_step = 0.01;
};

/// Decoupled direction and norm (Rony et al., CVPR 2019, Algorithm 1), l_2, not quantised: the
/// perturbation follows the gradient of the cross-entropy and is scaled to a norm, which shrinks
/// after each step that flips and grows after each that does not. Lengths are relative to the first
/// norm, so that no scale of the input is assumed.
class Ddn : public Search {
 public:
  /// Throws std::invalid_argument for options out of range.
  Ddn(Classifier& classifier, const DdnOptions& options);

 protected:
  bool begin() override;
  bool advance() override;

  /// Begins at r = 0, where the classifier has last been, with the norm `epsilon`.
  void begin_with(double epsilon);

  DdnOptions options_;

 private:
  Eigen::VectorXd r_;
  Eigen::VectorXd gradient_;
  double epsilon_ = 0;
  double unit_ = 0;       // the first norm
  bool flipped_ = false;  // at r_
};

/// How small can it get? DDN that starts with DeepFool's norm and falls faster than its authors',
/// then a bisection to the boundary. Never longer than DeepFool's result, which it begins with.
class Refine : public Ddn {
 public:
  /// `options` are DeepFool's, with norm 2; `steps` is the number of single-row gradients. Throws
  /// std::invalid_argument for another norm.
  Refine(Classifier& classifier, const DeepFoolOptions& options, int steps);

 private:
  bool begin() override;
  bool advance() override;

  DeepFool deepfool_;
};

}  // namespace deepfool
