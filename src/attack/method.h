#pragma once

#include <memory>
#include <optional>
#include <string>

#include "attack/attack.h"

namespace deepfool {

/// An attack by its name, with everything that can be said of one.
struct AttackSpec {
  /// deepfool, refine (DeepFool, then DDN from there), ddn, fgsm, pgd, cw (Carlini-Wagner) or lbfgs
  /// (Szegedy).
  std::string method = "deepfool";
  double norm =
      2;  // any p in [1, infinity] for deepfool; 2 or infinity for pgd; fgsm has none; else 2
  std::optional<Bounds> box;
  std::optional<int> target;
  double overshoot = 0.02;  // DeepFool's options, for deepfool and refine
  int max_iterations = 50;
  int candidates = 0;
  bool keep_path = false;  // deepfool
  int steps = 0;           // of refine, ddn, pgd, cw, lbfgs; 0: the method's own default
  double epsilon = 0;      // of fgsm and pgd; 0: the smallest that flips the input
};

/// Throws std::invalid_argument for an unknown method, and for options out of range or not the
/// method's.
std::unique_ptr<Attack> make_attack(Classifier& classifier, const AttackSpec& spec);

}  // namespace deepfool
