#pragma once

#include "attack/search.h"

namespace deepfool {

struct FgsmOptions {
  std::optional<Bounds> box;
  std::optional<int> target;
  std::optional<double> epsilon;  // the length of the step; none: the smallest that flips
  /// Whether the gradient is worked out as software in float32 does, as the paper's was. It
  /// saturates where the classifier is sure, and FGSM then needs larger steps.
  bool single_precision = false;
};

/// Fast gradient sign (Goodfellow et al., 2015): x0 + epsilon sign(grad of the cross-entropy of the
/// predicted label at x0), epsilon in input units. Without an epsilon given, the ray is walked in
/// steps of 1/100 of the input's scale (its box, or its largest element) up to four times that
/// scale, and the first step that flips is bisected. That gives the smallest epsilon, unless the
/// input flips and flips back within one step.
class Fgsm : public Search {
 public:
  /// Throws std::invalid_argument for an epsilon that is not above 0.
  Fgsm(Classifier& classifier, const FgsmOptions& options);

  /// The signs of the gradient at the input (n elements); valid after a start that returned true.
  const Eigen::VectorXd& sign() const { return sign_; }

 private:
  bool begin() override;
  bool advance() override;

  FgsmOptions options_;
  Eigen::VectorXd gradient_;
  Eigen::VectorXd sign_;
  double cell_ = 0;  // the length of one step along the ray
};

}  // namespace deepfool
