#include "robustness/evaluation.h"

#include <optional>

#include "attack/perturb.h"

namespace deepfool {

Evaluation::Evaluation(Classifier& classifier, const AttackSpec& attack)
    : size_(classifier.inputs()), attack_(make_attack(classifier, attack)) {}

void Evaluation::add(const VectorRef& x, int label) {
  check_input(x, size_, std::nullopt);
  inputs_.push_back({x, label});
}

bool Evaluation::step() {
  if (done_ == total()) return false;
  const Input& input = inputs_[static_cast<std::size_t>(done_)];
  attacking_ = attacking_ ? attack_->step() : attack_->start(input.x);
  if (attacking_) return true;
  robustness_.add(input.x, attack_->result(), input.label);
  return ++done_ < total();
}

}  // namespace deepfool
