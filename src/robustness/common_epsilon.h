#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "attack/attack.h"

namespace deepfool {

/// The fast gradient sign method as the paper's Table 1 has it: one epsilon for a whole set, the
/// smallest for which a share of it (90 %) is misclassified at x0 + epsilon sign(grad of the
/// cross-entropy of its label). Epsilon is found by doubling and bisection, to 1/1,000 of itself.
class CommonEpsilon {
 public:
  /// Throws std::invalid_argument for a share that is not between 0 and 1, or an empty box.
  CommonEpsilon(Classifier& classifier, double share, std::optional<Bounds> box,
                bool single_precision = false);

  /// Adds an input (n elements) to the set, before the first step. `label` is its true class, which
  /// counts as misclassified from the start where the classifier is wrong; -1: the class that is
  /// predicted. Throws std::invalid_argument for a label that is no class.
  void add(const VectorRef& x, int label = -1);

  /// One pass over the set with one epsilon. False when the search is over.
  bool step();

  /// The smallest epsilon so far; infinity if none reaches the share.
  double epsilon() const { return reached_; }

  /// Mean of ||r||_2 / ||x||_2 and of the same with l_infinity, over the set, at epsilon(); inputs
  /// of norm 0 are left out.
  double rho() const;
  double rho_inf() const;

 private:
  void perturbed(std::size_t i, double epsilon);

  Classifier& classifier_;
  double share_;
  std::optional<Bounds> box_;
  bool single_precision_;
  std::vector<Vector> inputs_;
  std::vector<int> labels_;
  std::vector<std::vector<std::int8_t>> signs_;
  Vector moved_;
  Vector logits_;
  double epsilon_ = 0.01;
  double missed_ = 0;
  double reached_;
  double mean(double p) const;
};

}  // namespace deepfool
