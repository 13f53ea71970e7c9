#include "bindings/attack_object.h"

#include <utility>

#include "attack/measures.h"
#include "attack/norm.h"
#include "attack/quantise.h"

namespace deepfool::bindings {

std::optional<Bounds> AttackOptions::box() const {
  if (!boxed) return std::nullopt;
  return Bounds{lo, hi};
}

AttackSpec AttackOptions::spec() const {
  AttackSpec s;
  s.method = method;
  s.norm = norm;
  s.box = box();
  if (target >= 0) s.target = target;
  if (method == methods::deepfool.name || method == methods::refine.name) {
    s.overshoot = overshoot;
    s.max_iterations = max_iterations;
  }
  if (candidates != 0) s.candidates = candidates;
  if (steps != 0) s.steps = steps;
  if (epsilon != 0) s.epsilon = epsilon;
  s.keep_path = keep_path;
  return s;
}

AttackObject::AttackObject(std::shared_ptr<SharedClassifier> shared, const AttackOptions& options)
    : shared_(std::move(shared)),
      attack_(make_attack(*shared_->classifier, options.spec())),
      target_(options.spec().target),
      norm_(options.norm),
      probabilities_(Vector::Zero(shared_->classifier->classes())) {}

bool AttackObject::start() {
  return guarded([&] { return more_ = attack_->start(shared_->input); });
}

bool AttackObject::step() {
  return guarded([&] { return more_ = more_ && attack_->step(); });
}

val AttackObject::result() {
  return guarded([&] {
    const AttackResult& result = attack_->result();
    const Measures m = measure(attack_->input(), result, norm_);
    const auto& [channels, height, width] = shared_->shape;
    val o = val::object();
    put(o, "status", name(result.status));
    put(o, "label", result.label);
    put(o, "adversarial", result.adversarial);
    put(o, "iterations", result.iterations);
    put(o, "forwards", static_cast<double>(result.forwards));
    put(o, "pullbacks", static_cast<double>(result.pullbacks));
    put(o, "candidates", result.candidates);
    put(o, "perturbed", copied(result.perturbed));
    put(o, "perturbation", copied(result.perturbation));
    put(o, "logits", copied(result.logits));
    softmax(result.logits, probabilities_);
    put(o, "probabilities", copied(probabilities_));
    put(o, "adversarialLogits", copied(result.perturbed_logits));
    softmax(result.perturbed_logits, probabilities_);
    put(o, "adversarialProbabilities", copied(probabilities_));
    put(o, "l1", m.l1);
    put(o, "l2", m.l2);
    put(o, "linf", m.linf);
    put(o, "lp", m.lp);
    put(o, "relativeL2", m.relative_l2);
    put(o, "relativeLinf", m.relative_linf);
    put(o, "changedPixels", m.changed);
    put(o, "increasedPixels", m.increased);
    put(o, "decreasedPixels", m.decreased);
    put(o, "outsidePixels", m.outside);
    put(o, "largestIncrease", m.largest_increase);
    put(o, "largestDecrease", m.largest_decrease);
    put(o, "mostChangedNinth", most_changed_ninth(result.perturbation, channels, height, width));
    val path = val::array();
    for (const Iterate& iterate : result.path) {
      val point = val::object();
      put(point, "perturbed", copied(iterate.x));
      put(point, "logits", copied(iterate.logits));
      put(point, "chosen", iterate.chosen);
      put(point, "step", iterate.step);
      path.call<void>("push", point);
    }
    put(o, "path", path);
    return o;
  });
}

val AttackObject::picture() {
  return guarded([&] {
    const AttackResult& result = attack_->result();
    if (result.status == Status::not_finite) return val::null();
    const Quantised q =
        shown_picture(*shared_->classifier, attack_->input(), result, target_, norm_);
    softmax(q.logits, probabilities_);
    val o = val::object();
    put(o, "flipped", q.flipped);
    put(o, "pixels", copied(q.pixels));
    put(o, "adversarial", q.adversarial);
    put(o, "probabilities", copied(probabilities_));
    put(o, "boxed", q.boxed);
    put(o, "lp", lp_norm(q.pixels - attack_->input(), norm_));
    return o;
  });
}

}  // namespace deepfool::bindings
