// An attack for JavaScript.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "attack/method.h"
#include "bindings/convert.h"
#include "bindings/shared_classifier.h"

namespace deepfool::bindings {

/// An attack's options as JavaScript gives them; web/engine/core.js fills in every field.
struct AttackOptions {
  std::string method;
  double norm;
  bool boxed;
  float lo;
  float hi;
  double overshoot;
  int max_iterations;
  int target;      // -1: any other class than the predicted one
  int candidates;  // 0: the method's own number
  int steps;       // 0: the method's own number
  double epsilon;  // 0: the smallest that flips
  bool keep_path;

  std::optional<Bounds> box() const;
  AttackSpec spec() const;
};

/// An attack with its options, for one input after the other: while the options stay the same, a
/// page uses one object for all its frames, and nothing is allocated in C++.
class AttackObject {
 public:
  AttackObject(std::shared_ptr<SharedClassifier> shared, const AttackOptions& options);

  /// Begins with the classifier's input. Returns whether there are steps to take.
  bool start();

  /// Takes one step, if there are any left. Returns whether more are to come.
  bool step();

  /// What was found so far.
  val result();

  /// What a screen can show of it (shown_picture in attack/quantise.h); null where the result has a
  /// number that is not finite.
  val picture();

 private:
  std::shared_ptr<SharedClassifier> shared_;
  std::unique_ptr<Attack> attack_;
  std::optional<int> target_;
  double norm_;
  Vector probabilities_;
  bool more_ = false;
};

}  // namespace deepfool::bindings
