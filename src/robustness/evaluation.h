#pragma once

#include <memory>
#include <vector>

#include "attack/method.h"
#include "robustness/robustness.h"

namespace deepfool {

/// One attack on each input of a set, one after the other, and the means over them: a part of a
/// larger set, as one of several workers has it.
class Evaluation {
 public:
  /// Throws std::invalid_argument for an attack that there is not (see make_attack). The classifier
  /// must outlive this object.
  Evaluation(Classifier& classifier, const AttackSpec& attack);

  /// Adds an input (n elements), before the first step. `label` is its true class, or -1. Throws
  /// std::invalid_argument if x is not of the classifier's size.
  void add(const VectorRef& x, int label = -1);

  /// One step of the attack under way, or the beginning of the next input's. False when all are
  /// through. Throws std::invalid_argument for an input outside the attack's box.
  bool step();

  Index done() const { return done_; }
  Index total() const { return static_cast<Index>(inputs_.size()); }

  /// Over those that are done.
  const Robustness& robustness() const { return robustness_; }

 private:
  struct Input {
    Vector x;
    int label;
  };

  Index size_;
  std::unique_ptr<Attack> attack_;
  std::vector<Input> inputs_;
  Index done_ = 0;
  bool attacking_ = false;  // whether the attack on input done_ is under way
  Robustness robustness_;
};

}  // namespace deepfool
