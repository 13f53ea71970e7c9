#pragma once

#include <vector>

#include "classifier/classifier.h"

namespace deepfool {

/// What one perturbation does to each input of a set.
class PerturbedSet {
 public:
  /// Throws std::invalid_argument if `perturbation` does not have n elements. The classifier must
  /// outlive this object.
  PerturbedSet(Classifier& classifier, Vector perturbation);

  /// Adds an input (n elements) to the set. Throws std::invalid_argument if it is not of the
  /// classifier's size.
  void add(const VectorRef& x);

  /// Works on one input. Returns whether more are to come.
  bool step();

  /// How many inputs are done, and how many there are.
  Index done() const { return static_cast<Index>(labels_.size()); }
  Index total() const { return static_cast<Index>(inputs_.size()); }

  /// Of each input that is done: x + r, and the classes predicted for x and for x + r; -1 if a
  /// pixel or a logit is not finite.
  const std::vector<Vector>& perturbed() const { return perturbed_; }
  const std::vector<int>& labels() const { return labels_; }
  const std::vector<int>& adversarial() const { return adversarial_; }

  /// How many have another class than before.
  int flipped() const { return flipped_; }

  /// C x C, row-major: how many of class i were read as j afterwards, at i C + j.
  const std::vector<int>& counts() const { return counts_; }

 private:
  Classifier& classifier_;
  Vector perturbation_;
  Vector logits_;
  std::vector<Vector> inputs_;
  std::vector<Vector> perturbed_;
  std::vector<int> labels_;
  std::vector<int> adversarial_;
  std::vector<int> counts_;
  int flipped_ = 0;
};

}  // namespace deepfool
