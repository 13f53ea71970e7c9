#pragma once

#include <vector>

#include "attack/ddn.h"
#include "attack/deepfool.h"

namespace deepfool {

/// Shortens DeepFool's perturbation. DeepFool follows one class, and another's boundary is often
/// nearer: DDN runs towards each of the nearest classes, with what their logits lead the label's by
/// as its loss, and then on from the best point towards its class. A bisection goes to the boundary
/// at the end. The result is the best so far at any time, and never longer than DeepFool's.
///
/// The classes are those with the least |f'_k| / ||w_k|| at x0, as DeepFool has it in its first
/// step. With a target there is this one, and the loss is its cross-entropy.
class Refine : public Ddn {
 public:
  /// `options` are DeepFool's, with norm 2; `steps` is how many gradients are taken in all after
  /// DeepFool. Throws std::invalid_argument for options out of range, and for another norm.
  Refine(Classifier& classifier, const DeepFoolOptions& options, int steps);

 private:
  bool begin() override;
  bool advance() override;
  void choose_classes();
  bool begin_next();

  DeepFool deepfool_;
  int steps_;
  Jacobian jacobian_;
  std::vector<int> classes_;  // the nearest first
  std::size_t next_ = 0;      // of classes_, the one to have its run next
  bool following_ = false;    // whether all have had theirs, and the best is followed
  int best_class_ = -1;       // towards which the best perturbation was found
};

}  // namespace deepfool
