#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "attack/attack.h"

namespace deepfool {

/// The fast gradient sign method as the paper's Table 1 has it: one epsilon for a whole set, the
/// smallest for which a share of it (90 %) is misclassified at x0 + epsilon sign(grad of the
/// cross-entropy of its label). Epsilon is found by doubling and bisection, to 1/1,000 of itself;
/// it is 0 if the labels that are wrong at x0 make up the share. An input counts as misclassified
/// as soon as another logit is the largest, as is usual where a classifier's errors are counted; a
/// flip (flip.h) would need a margin, too.
class CommonEpsilon {
 public:
  /// Throws std::invalid_argument for a share that is not between 0 and 1, or an empty box.
  CommonEpsilon(Classifier& classifier, double share, std::optional<Bounds> box,
                bool single_precision = false);

  /// Adds an input (n elements, in pixel units) to the set, before the first step. `label` is its
  /// true class, which counts as misclassified from the start where the classifier is wrong;
  /// without one, it is the class that is predicted. An input with a pixel or a logit that is not
  /// finite is counted and left out. Throws std::invalid_argument for an input that is not of the
  /// classifier's size or lies outside the box, and for a label that is no class.
  void add(const VectorRef& x, std::optional<double> label = std::nullopt);

  /// Inputs that were left out, and inputs of norm 0, which rho() leaves out.
  Index not_finite() const { return not_finite_; }
  Index zero_norm() const { return zero_norm_; }

  /// Tries the epsilon under way on the next input. False when the search is over. Throws
  /// std::invalid_argument if the set is empty.
  bool step();

  /// How many epsilons have been tried on the whole set.
  int passes() const { return passes_; }

  /// The smallest epsilon so far, in pixel units; infinity if none reaches the share.
  double epsilon() const { return reached_; }

  /// Mean of ||r||_2 / ||x||_2 and of the same with l_infinity, over the set, at epsilon(); inputs
  /// of norm 0 are left out. Absent if no epsilon reaches the share, or no input is left.
  std::optional<double> rho() const { return mean(reached_sums_.l2); }
  std::optional<double> rho_inf() const { return mean(reached_sums_.linf); }

 private:
  /// ||r||_2 / ||x||_2 and the same with l_infinity, summed over the inputs of a norm above 0.
  struct Sums {
    double l2 = 0;
    double linf = 0;
  };

  bool try_next();
  bool end_pass();
  bool reaches_share(std::size_t misclassified) const;
  std::optional<double> mean(double sum) const;

  Classifier& classifier_;
  double share_;
  std::optional<Bounds> box_;
  bool single_precision_;
  std::vector<Vector> inputs_;
  std::vector<int> labels_;
  std::vector<std::vector<std::int8_t>> signs_;  // -1, 0 or 1: where each element moves to
  Vector perturbed_;
  Vector logits_;
  Vector r_;
  double epsilon_ = 0.01;          // that is tried
  std::size_t next_ = 0;           // the input that it is tried on next
  std::size_t misclassified_ = 0;  // by it so far
  Sums sums_;                      // of it so far
  Sums reached_sums_;              // of reached_
  int passes_ = 0;
  bool over_ = false;
  double missed_ = 0;      // the largest that did not reach the share
  double reached_;         // the smallest that did; infinity while there is none
  std::size_t wrong_ = 0;  // misclassified at x0
  Index not_finite_ = 0;
  Index zero_norm_ = 0;
};

}  // namespace deepfool
