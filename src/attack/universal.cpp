#include "attack/universal.h"

#include <algorithm>
#include <stdexcept>

#include "attack/perturb.h"
#include "classifier/label.h"

namespace deepfool {

namespace {

DeepFoolOptions deepfool_options(const UniversalOptions& options) {
  DeepFoolOptions o;
  o.norm = options.norm;
  o.overshoot = options.overshoot;
  o.max_iterations = options.max_iterations;
  return o;
}

}  // namespace

Universal::Universal(Classifier& classifier, const UniversalOptions& options)
    : classifier_(classifier), options_(options), deepfool_(classifier, deepfool_options(options)) {
  check_norm<methods::universal>(options.norm);
  check<options::radius>(options.radius);
  check<options::fooling>(options.fooling);
  check<options::epochs>(options.epochs);
  v_.setZero(classifier.inputs());
  perturbed_.setZero(classifier.inputs());
  best_.setZero(classifier.inputs());
  logits_.setZero(classifier.classes());
  counts_.resize(static_cast<std::size_t>(classifier.classes() * classifier.classes()));
  best_counts_ = counts_;
}

void Universal::add(const VectorRef& x) {
  check_input(x, classifier_.inputs(), std::nullopt);
  const std::optional<int> label = predict(classifier_, x, logits_);
  if (!label) {
    ++not_finite_;
    return;
  }
  inputs_.emplace_back(x);
  labels_.push_back(*label);
}

long Universal::total() const { return 2L * options_.epochs * static_cast<long>(labels_.size()); }

/// Input i, perturbed by v.
const Vector& Universal::perturbed(Index i) {
  perturbed_ = inputs_[static_cast<std::size_t>(i)] + v_.cast<float>();
  return perturbed_;
}

bool Universal::step() {
  if (inputs_.empty()) throw std::invalid_argument("the set is empty: add a finite input first");
  ++done_;
  const Index i = next_++;
  classifier_.logits(perturbed(i), logits_);
  const int label = labels_[static_cast<std::size_t>(i)];
  const int predicted = predicted_class(logits_);
  if (counting_) {
    const bool flipped = flips(logits_, label, std::nullopt);
    flipped_ += flipped;
    ++counts_[static_cast<std::size_t>(label * classifier_.classes() +
                                       (flipped ? predicted : label))];
  } else if (predicted == label) {
    const AttackResult& result = deepfool_.attack(perturbed_);
    if (result.status == Status::flipped) {
      v_ += result.perturbation.cast<double>();
      if (options_.norm == 2) {
        const double norm = v_.norm();
        if (norm > options_.radius) v_ *= options_.radius / norm;
      } else {
        v_ = v_.cwiseMax(-options_.radius).cwiseMin(options_.radius);
      }
    }
  }
  if (next_ < count()) return true;
  // A pass over the set is done: after the one that attacks comes the one that counts, and after
  // that the next epoch.
  next_ = 0;
  if (!counting_) {
    counting_ = true;
    flipped_ = 0;
    std::fill(counts_.begin(), counts_.end(), 0);
    return true;
  }
  counting_ = false;
  ++epoch_;
  const double rate = static_cast<double>(flipped_) / static_cast<double>(count());
  if (rate > best_rate_ || epoch_ == 1) {
    best_rate_ = rate;
    best_ = v_.cast<float>();
    best_counts_ = counts_;
  }
  return rate < options_.fooling && epoch_ < options_.epochs;
}

}  // namespace deepfool
