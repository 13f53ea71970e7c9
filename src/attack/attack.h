#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "attack/flip.h"
#include "classifier/classifier.h"

namespace deepfool {

/// The values that each element of an input may take.
struct Bounds {
  float lo = 0;
  float hi = 1;
};

enum class Status {
  flipped,          ///< the returned input is classified as asked for, by more than rounding
  at_boundary,      ///< at the input itself, f_k = f_k0 for the target k, or for any k: r = 0
  no_gradient,      ///< no class can be approached: all w_k = 0
  iteration_limit,  ///< not flipped within the allowed iterations
  not_finite,       ///< a logit, a gradient or a step is not finite
  already_target    ///< the input is classified as the target: r = 0
};

/// The status in words, as reports write it: «flipped», «at boundary», ...
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
  int adversarial = -1;  // predicted at x0 + r; whether that is a flip, the status says
  int iterations = 0;
  // What it took: calls of Classifier::logits, and of Classifier::jacobian and gradient.
  std::int64_t forwards = 0;
  std::int64_t pullbacks = 0;
  int candidates = 0;       // how many classes were tried, the one predicted at x0 among them
  Vector logits;            // C, at x0
  Vector perturbed_logits;  // C, at x0 + r
  Vector perturbation;      // n
  Vector perturbed;         // n
  std::vector<Iterate> path;
};

/// A way to perturb an input until its classification changes. A long one can be watched and
/// stopped between its steps, and others may use the classifier meanwhile.
class Attack {
 public:
  virtual ~Attack() = default;
  Attack(const Attack&) = delete;
  Attack& operator=(const Attack&) = delete;

  /// Begins with the input x (n elements). Returns whether there are steps to take. Throws
  /// std::invalid_argument if x is not of the classifier's size or lies outside the attack's box.
  bool start(const VectorRef& x);

  /// One step, to be called while there are any to take. Returns whether more are to come.
  bool step();

  /// The input that the attack began with (n elements).
  const Vector& input() const { return x0_; }

  /// What was found so far; valid after start and after each step.
  const AttackResult& result() const { return result_; }

  /// Attacks x (n elements): takes all steps at once. Throws as `start` does.
  const AttackResult& attack(const VectorRef& x) {
    bool more = start(x);
    while (more) more = step();
    return result_;
  }

 protected:
  /// `target` is the class to reach; without one, any but the predicted class is. Throws
  /// std::invalid_argument for an empty box, and for a target that is no class. The classifier must
  /// outlive this object.
  Attack(Classifier& classifier, std::optional<Bounds> box, std::optional<int> target,
         bool keep_path = false);

  /// Sets the class to reach. Throws std::invalid_argument if it is no class.
  void set_target(std::optional<int> target);

  /// Whether an input with the logits f (C, finite) is what the attack is after.
  bool reached(const Vector& f) const { return flips(f, result_.label, target_); }

  Classifier& classifier_;
  const std::optional<Bounds> box_;
  std::optional<int> target_;
  const bool keep_path_;
  Vector x0_;
  AttackResult result_;

 private:
  /// Prepares the steps for x0_; the result has its label and logits already. Returns whether there
  /// are steps to take; if not, the result's status says why.
  virtual bool begin() = 0;

  /// Takes one step. Returns whether more are to come.
  virtual bool advance() = 0;

  /// Runs the classifier again at the point where the last step left it. Called before a step if
  /// somebody else has used the classifier meanwhile.
  virtual void restore() = 0;

  template <class Work>
  bool counted(const Work& work);
  bool begin_at(const VectorRef& x);
  Status status_at_start() const;
  bool after_step(bool more);

  std::int64_t forwards_ = 0;  // the classifier's count when the last step ended
  // Since `start`: the result may be another attack's, with its own counts.
  std::int64_t forwards_used_ = 0;
  std::int64_t pullbacks_used_ = 0;
};

}  // namespace deepfool
