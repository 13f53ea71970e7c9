// An attack for JavaScript.
#pragma once

#include <memory>
#include <string>

#include "attack/method.h"
#include "bindings/convert.h"
#include "bindings/shared_classifier.h"

namespace deepfool::bindings {

/// What JavaScript says of an attack: web/engine/core.js fills in all of it.
struct AttackOptions {
  std::string method;
  double norm;
  bool boxed;
  float lo;
  float hi;
  double overshoot;
  int max_iterations;
  int target;      // -1: any other class than the predicted one
  int candidates;  // here and below, 0: the method's own
  int steps;
  double epsilon;
  bool keep_path;

  std::optional<Bounds> box() const;
  AttackSpec spec() const;
};

/// An attack with its options, for one input after the other: while the options stay the same, a
/// page uses one object for all its frames, and nothing is allocated in C++.
class AttackObject {
 public:
  AttackObject(std::shared_ptr<SharedClassifier> shared, const AttackOptions& options);

  /// Begins with the classifier's input. Whether there are steps to take.
  bool start();

  /// One step, if there are any left. Whether more are to come.
  bool step();

  /// What was found so far.
  val result();

 private:
  std::shared_ptr<SharedClassifier> shared_;
  std::unique_ptr<Attack> attack_;
  double norm_;
  Vector probabilities_;
  bool more_ = false;
};

}  // namespace deepfool::bindings
