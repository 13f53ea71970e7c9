#pragma once

#include "attack/options.h"
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

  /// One step of the run.
  bool advance() override;

  /// One run of DDN: its length in steps, and where it begins.
  struct Run {
    int steps = 0;
    double epsilon = 0;          // the norm to begin with
    std::optional<int> towards;  // the class whose lead over the label is to grow; if there is
                                 // none, the cross-entropy is
    double gamma = 0;
  };

  /// Begins a run at r = 0, where the classifier has last been, or at the best perturbation.
  void begin_run(const Run& run, bool at_best);

 private:
  DdnOptions options_;
  Run run_;
  int step_ = 0;  // of the run
  Eigen::VectorXd r_;
  Eigen::VectorXd gradient_;
  double epsilon_ = 0;
  bool flipped_ = false;  // whether x0 + r_ is a flip
};

}  // namespace deepfool
