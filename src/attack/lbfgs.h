#pragma once

#include "attack/deepfool.h"
#include "attack/search.h"

namespace deepfool {

struct LbfgsOptions {
  std::optional<Bounds> box;
  std::optional<int> target;         // none: the class that DeepFool finds
  int searches = 10;                 // values of c
  int steps = methods::lbfgs.steps;  // iterations of each minimisation
};

/// Szegedy et al. (ICLR 2014, section 4.1): minimises c ||r||_2^2 / u^2 + cross-entropy of the
/// class to reach at x0 + r, in the box, by L-BFGS-B (LBFGSpp), for several c; u is the norm of
/// DeepFool's perturbation. The largest c that still flips, found by bisection of its logarithm,
/// gives the shortest perturbation. One step is one minimisation.
class Lbfgs : public Search {
 public:
  /// Throws std::invalid_argument for options out of range.
  Lbfgs(Classifier& classifier, const LbfgsOptions& options);

 private:
  bool begin() override;
  bool advance() override;
  double objective(const Eigen::VectorXd& z, Eigen::VectorXd& gradient);
  void minimise();

  LbfgsOptions options_;
  DeepFool deepfool_;
  int towards_ = 0;  // the class to reach
  double c_ = 1;
  double flipped_ = 0;  // the largest c that flipped; 0 while none has
  double failed_ = 0;   // the smallest that did not; 0 while none has
  bool flips_ = false;  // at the point visited last
  double unit_ = 1;     // u: the norm of DeepFool's perturbation
  Eigen::VectorXd r_;
  Eigen::VectorXd gradient_;
};

}  // namespace deepfool
