#pragma once

#include <string>
#include <vector>

#include "classifier/classifier.h"

namespace deepfool {

/// The values that each element of an input may take.
struct Bounds {
  float lo = 0;
  float hi = 1;
};

enum class Status {
  flipped,          ///< the returned input is classified as asked for
  at_boundary,      ///< f_k = f_k0 at the input itself: r = 0
  no_gradient,      ///< no class can be approached: all w_k = 0
  iteration_limit,  ///< not flipped within the allowed iterations
  not_finite,       ///< a logit, a gradient or a step is not finite
  already_target    ///< the input is classified as the target: r = 0
};

/// «flipped», «at boundary», ... as reports have it.
const char* name(Status status);

/// One point on an attack's way.
struct Iterate {
  Vector x;       // n elements
  Vector logits;  // C
  int chosen;     // the class whose boundary the step from here goes to; -1 at the end
  double step;    // the l_p length of that step; 0 at the end
};

/// What an attack found. perturbed = x0 + perturbation in float32, element by element, and its
/// logits are those that the classifier gives for exactly these numbers.
struct AttackResult {
  Status status = Status::iteration_limit;
  int label = -1;        // predicted at x0
  int adversarial = -1;  // predicted at x0 + r; the label where nothing flipped
  int iterations = 0;
  Vector logits;            // C, at x0
  Vector perturbed_logits;  // C, at x0 + r
  Vector perturbation;      // n
  Vector perturbed;         // n
  std::vector<Iterate> path;
};

/// A way to perturb an input until its classification changes. A long one can be watched and
/// stopped between its steps.
class Attack {
 public:
  virtual ~Attack() = default;

  /// Begins with the input x (n elements). Returns whether there are steps to take. Throws
  /// std::invalid_argument if x is not of the classifier's size or lies outside the attack's box.
  virtual bool start(const VectorRef& x) = 0;

  /// One step, and whether more are to come.
  virtual bool step() = 0;

  /// To be called before the next step if the classifier was used for something else since the last
  /// one: an attack counts on finding it as it left it.
  virtual void resume() = 0;

  /// What was found so far; valid after start and after each step.
  const AttackResult& result() const { return result_; }

  /// All steps.
  const AttackResult& attack(const VectorRef& x) {
    bool more = start(x);
    while (more) more = step();
    return result_;
  }

 protected:
  AttackResult result_;
};

}  // namespace deepfool
