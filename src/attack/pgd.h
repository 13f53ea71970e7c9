#pragma once

#include "attack/options.h"
#include "attack/search.h"

namespace deepfool {

struct PgdOptions {
  double norm = methods::pgd.norm;
  std::optional<Bounds> box;
  std::optional<int> target;
  std::optional<double> epsilon;   // the radius; none: the smallest that flips, by bisection
  int steps = methods::pgd.steps;  // of one descent
};

/// Projected gradient (Madry et al., ICLR 2018) on the cross-entropy of the predicted label, from
/// x0, without a random start: steps of 2.5 epsilon / steps along the normalised (l_2) or signed
/// (l_infinity) gradient, each followed by a projection onto the ball of radius epsilon and onto
/// the box. Without an epsilon given, epsilon is doubled until the descent flips the input and then
/// bisected, one descent for each.
class Pgd : public Search {
 public:
  /// Throws std::invalid_argument for options out of range.
  Pgd(Classifier& classifier, const PgdOptions& options);

 private:
  bool begin() override;
  bool advance() override;
  void begin_descent(double epsilon);

  PgdOptions options_;
  Eigen::VectorXd r_;
  Eigen::VectorXd gradient_;
  double epsilon_ = 0;
  double failed_ = 0;   // the largest radius that did not flip
  double flipped_ = 0;  // the smallest that did; 0 while there is none
  int step_ = 0;        // of this descent
  int descents_ = 0;
};

}  // namespace deepfool
