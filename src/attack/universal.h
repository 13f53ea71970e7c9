#pragma once

#include <vector>

#include "attack/deepfool.h"

namespace deepfool {

/// See options.h for what each means.
struct UniversalOptions {
  double norm = methods::universal.norm;
  double radius = 0;                                // xi, in input units; it must be given
  double fooling = options::fooling.default_value;  // 1 - delta
  int epochs = options::epochs.default_integer();
  double overshoot = options::overshoot.default_value;  // of each DeepFool
  int max_iterations = options::max_iterations.default_integer();
};

/// One perturbation for a whole set (Moosavi-Dezfooli, Fawzi, Fawzi, Frossard, CVPR 2017, Algorithm
/// 1): for each input that x + v does not flip yet, DeepFool's step from x + v across its boundary
/// is added to v (where x + v is across by less than counts as a flip, a step further away from the
/// boundary), and v is projected onto the l_p ball of radius xi; until the share of flipped
/// inputs reaches 1 - delta. The best v of all epochs is kept.
class Universal {
 public:
  /// Throws std::invalid_argument for options out of range.
  Universal(Classifier& classifier, const UniversalOptions& options);

  /// Adds an input (n elements, in pixel units) to the set, before the first step. One with a pixel
  /// or a logit that is not finite is counted and left out. Throws std::invalid_argument if x is
  /// not of the classifier's size.
  void add(const VectorRef& x);

  /// Goes on to the next input, or takes one step of the DeepFool under way. Returns whether more
  /// are to come. Throws std::invalid_argument if the set is empty.
  bool step();

  /// Inputs of the set, and inputs that were left out.
  Index count() const { return static_cast<Index>(labels_.size()); }
  Index not_finite() const { return not_finite_; }

  /// How many inputs are done, all passes counted, and the most that there can be.
  long done() const { return done_; }
  long total() const;

  /// The best perturbation so far (n elements), and the share of the set that it flips, as counted
  /// at the end of its epoch.
  const Vector& perturbation() const { return best_; }
  double fooling_rate() const { return best_rate_; }

  /// What that perturbation does, C x C, row-major: at i C + j, how many inputs of class i became
  /// class j. One that is no flip (flip.h) counts as still of class i.
  const std::vector<int>& counts() const { return best_counts_; }

  /// How many epochs are over.
  int epochs() const { return epoch_; }

 private:
  void attack(int label, int predicted);
  void add_to_v(const Eigen::VectorXd& r);
  bool next();

  Classifier& classifier_;
  UniversalOptions options_;
  DeepFool deepfool_;
  std::vector<Vector> inputs_;
  std::vector<int> labels_;
  Eigen::VectorXd v_;
  Eigen::VectorXd step_;
  Jacobian jacobian_;
  Vector perturbed_;  // the input of the last step, with v
  Vector logits_;
  Vector best_;
  double best_rate_ = 0;
  std::vector<int> counts_;  // of the pass that counts, while it is under way
  std::vector<int> best_counts_;
  Index next_ = 0;     // the input of the next step
  Index flipped_ = 0;  // by the pass that counts
  Index not_finite_ = 0;
  int epoch_ = 0;
  bool attacking_ = false;  // whether DeepFool is under way, on that input
  bool over_ = false;
  bool counting_ = false;  // each epoch is a pass that attacks and then one that counts
  long done_ = 0;
};

}  // namespace deepfool
