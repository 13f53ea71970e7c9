#include "attack/attack.h"

#include <stdexcept>
#include <string>

#include "attack/perturb.h"
#include "classifier/refuse.h"

namespace deepfool {

const char* name(Status status) {
  switch (status) {
    case Status::flipped:
      return "flipped";
    case Status::at_boundary:
      return "at boundary";
    case Status::no_gradient:
      return "no gradient";
    case Status::iteration_limit:
      return "iteration limit";
    case Status::not_finite:
      return "not finite";
    case Status::already_target:
      return "already target";
  }
  return "";
}

Attack::Attack(Classifier& classifier, std::optional<Bounds> box, std::optional<int> target,
               bool keep_path)
    : classifier_(classifier), box_(box), keep_path_(keep_path) {
  check_box(box);
  set_target(target);
  const Index n = classifier.inputs();
  x0_.setZero(n);
  result_.perturbation.setZero(n);
  result_.perturbed.setZero(n);
  result_.logits.setZero(classifier.classes());
  result_.perturbed_logits.setZero(classifier.classes());
}

void Attack::set_target(std::optional<int> target) {
  const Index classes = classifier_.classes();
  if (target && (*target < 0 || *target >= classes)) {
    refuse<std::invalid_argument>(
        [&] { return "target: the classes are 0 to " + std::to_string(classes - 1); });
  }
  target_ = target;
}

bool Attack::start(const VectorRef& x) {
  check_input(x, classifier_.inputs(), box_);
  forwards_used_ = pullbacks_used_ = 0;
  return counted([&] { return begin_at(x); });
}

/// What `start` does with a valid input. Returns whether there are steps to take.
bool Attack::begin_at(const VectorRef& x) {
  x0_ = x;
  classifier_.logits(x0_, result_.logits);
  result_.label = result_.adversarial = predicted_class(result_.logits);
  result_.perturbation.setZero();
  result_.perturbed = x0_;
  result_.perturbed_logits = result_.logits;
  result_.iterations = 0;
  result_.candidates = static_cast<int>(classifier_.classes());
  result_.path.clear();
  result_.status = status_at_start();
  return after_step(result_.status == Status::iteration_limit && begin());
}

bool Attack::step() {
  return counted([&] {
    if (classifier_.forwards() != forwards_) restore();
    return after_step(advance());
  });
}

/// Does some work, and counts what of the classifier it uses. Returns what `work` does.
template <class Work>
bool Attack::counted(const Work& work) {
  const std::int64_t forwards = classifier_.forwards();
  const std::int64_t pullbacks = classifier_.pullbacks();
  const bool more = work();
  result_.forwards = forwards_used_ += classifier_.forwards() - forwards;
  result_.pullbacks = pullbacks_used_ += classifier_.pullbacks() - pullbacks;
  return more;
}

/// Why there is nothing to attack; iteration_limit if there is.
Status Attack::status_at_start() const {
  const Vector& f = result_.logits;
  const int label = result_.label;
  if (!x0_.allFinite() || !f.allFinite()) return Status::not_finite;
  if (target_ && *target_ == label) return Status::already_target;
  for (int k = 0; k < static_cast<int>(f.size()); ++k) {
    if (k != label && f[k] == f[label] && (!target_ || k == *target_)) return Status::at_boundary;
  }
  return Status::iteration_limit;
}

/// What start and each step end with: `more` is whether steps are to come. Returns `more`.
bool Attack::after_step(bool more) {
  forwards_ = classifier_.forwards();
  if (!more && keep_path_) {
    result_.path.push_back({result_.perturbed, result_.perturbed_logits, -1, 0});
  }
  return more;
}

}  // namespace deepfool
