#pragma once

#include "attack/deepfool.h"
#include "attack/search.h"

namespace deepfool {

struct DdnOptions {
  std::optional<Bounds> box;
  std::optional<int> target;
  int steps = methods::ddn.steps;  // how many gradients are taken

  /// epsilon_0, the norm to begin with; 0: a tenth of the input's norm (on MNIST about 1, as in the
  /// paper).
  double first_norm = 0;

  // The share by which the norm grows or shrinks at a step falls as a cosine from gamma to
  // last_gamma. So does the step's length, a share of the first norm, from first_step to last_step.
  double gamma = 0.05;
  double last_gamma = 0.05;
  double first_step = 1;
  double last_step = 0.01;
};

/// Decoupled direction and norm (Rony et al., CVPR 2019, Algorithm 1), l_2, not quantised: the
/// perturbation follows the gradient of the cross-entropy and is scaled to a norm, which shrinks
/// after each step that flips and grows after each that does not. Lengths are relative to the first
/// norm, so that no scale of the input is assumed.
class Ddn : public Search {
 public:
  /// Throws std::invalid_argument for `steps` or `gamma` out of range.
  Ddn(Classifier& classifier, const DdnOptions& options);

 protected:
  bool begin() override;
  bool advance() override;

  /// Begins at r = 0, where the classifier has last been, with the norm `epsilon`.
  void begin_with(double epsilon);

 private:
  DdnOptions options_;
  Eigen::VectorXd r_;
  Eigen::VectorXd gradient_;
  double epsilon_ = 0;
  double unit_ = 0;       // the first norm
  bool flipped_ = false;  // whether x0 + r_ is a flip
};

/// Shortens DeepFool's perturbation: DDN that begins with DeepFool's norm and lowers it faster than
/// DDN's authors do, then a bisection to the boundary. The result is never longer than DeepFool's.
class Refine : public Ddn {
 public:
  /// `options` are DeepFool's, with norm 2; `steps` is how many gradients DDN takes. Throws
  /// std::invalid_argument for options out of range, and for another norm.
  Refine(Classifier& classifier, const DeepFoolOptions& options, int steps);

 private:
  bool begin() override;
  bool advance() override;

  DeepFool deepfool_;
};

}  // namespace deepfool
