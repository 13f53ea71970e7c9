#include "robustness/perturbed_set.h"

#include <optional>
#include <utility>

#include "attack/perturb.h"
#include "classifier/label.h"

namespace deepfool {

PerturbedSet::PerturbedSet(Classifier& classifier, Vector perturbation)
    : classifier_(classifier), perturbation_(std::move(perturbation)) {
  check_input(perturbation_, classifier.inputs(), std::nullopt);
  logits_.setZero(classifier.classes());
  counts_.resize(static_cast<std::size_t>(classifier.classes() * classifier.classes()));
}

void PerturbedSet::add(const VectorRef& x) {
  check_input(x, classifier_.inputs(), std::nullopt);
  inputs_.emplace_back(x);
}

bool PerturbedSet::step() {
  if (done() == total()) return false;
  const Vector& x = inputs_[perturbed_.size()];
  perturbed_.emplace_back(x + perturbation_);
  const std::optional<int> label = predict(classifier_, x, logits_);
  const std::optional<int> adversarial = predict(classifier_, perturbed_.back(), logits_);
  labels_.push_back(label.value_or(-1));
  adversarial_.push_back(adversarial.value_or(-1));
  if (label && adversarial) {
    ++counts_[static_cast<std::size_t>(*label * classifier_.classes() + *adversarial)];
    flipped_ += *label != *adversarial;
  }
  return done() < total();
}

}  // namespace deepfool
