#include "robustness/evaluation.h"

#include <stdexcept>

#include "attack/perturb.h"
#include "classifier/label.h"

namespace deepfool {

Evaluation::Evaluation(Classifier& classifier, const AttackSpec& attack)
    : classifier_(classifier), attack_(make_attack(classifier, attack)) {}

void Evaluation::add(const VectorRef& x, std::optional<double> label) {
  check_input(x, classifier_.inputs(), std::nullopt);
  if (label) class_of_label(*label, classifier_.classes());
  inputs_.push_back({x, label});
}

bool Evaluation::step() {
  if (inputs_.empty()) throw std::invalid_argument("the set is empty: add an input first");
  if (done() == total()) return false;
  const Input& input = inputs_[rows_.size()];
  attacking_ = attacking_ ? attack_->step() : attack_->start(input.x);
  if (attacking_) return true;
  rows_.push_back(row_of(input.x, attack_->result(), input.label));
  return done() < total();
}

}  // namespace deepfool
