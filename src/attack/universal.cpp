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

/// Adds a perturbation to v, and projects v onto the ball.
void Universal::add_to_v(const Eigen::VectorXd& r) {
  v_ += r;
  if (options_.norm == 2) {
    const double norm = v_.norm();
    if (norm > options_.radius) v_ *= options_.radius / norm;
  } else {
    v_ = v_.cwiseMax(-options_.radius).cwiseMin(options_.radius);
  }
}

/// Begins with what moves perturbed_, where the classifier is, across the boundary of its class.
void Universal::attack(int label, int predicted) {
  if (predicted == label) {
    attacking_ = deepfool_.start(perturbed_);
    return;
  }
  // Across by less than counts: by twice as much as counts is enough.
  classifier_.jacobian({predicted, label}, jacobian_);
  const Eigen::VectorXd w =
      (jacobian_.row(0).cast<double>() - jacobian_.row(1).cast<double>()).transpose();
  if (!w.allFinite() || w.isZero(0)) return;
  step_to_hyperplane(w, 2 * rounding_of(logits_), options_.norm, step_);
  if (step_.allFinite()) add_to_v(step_);
}

bool Universal::step() {
  if (inputs_.empty()) throw std::invalid_argument("the set is empty: add a finite input first");
  if (over_) return false;
  if (attacking_) {
    attacking_ = deepfool_.step();
    if (attacking_) return true;
    const AttackResult& result = deepfool_.result();
    if (result.status == Status::flipped) add_to_v(result.perturbation.cast<double>());
    return next();
  }
  perturbed_ = inputs_[static_cast<std::size_t>(next_)] + v_.cast<float>();
  classifier_.logits(perturbed_, logits_);
  const int label = labels_[static_cast<std::size_t>(next_)];
  const int predicted = predicted_class(logits_);
  const bool flipped = flips(logits_, label, std::nullopt);
  if (counting_) {
    flipped_ += flipped;
    ++counts_[static_cast<std::size_t>(label * classifier_.classes() +
                                       (flipped ? predicted : label))];
  } else if (!flipped && logits_.allFinite()) {
    attack(label, predicted);
    if (attacking_) return true;
  }
  return next();
}

/// Goes on to the next input, and at the end of a pass to the next pass: after the one that attacks
/// comes the one that counts, and after that the next epoch. Returns whether there is more to do.
bool Universal::next() {
  ++done_;
  if (++next_ < count()) return true;
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
  over_ = rate >= options_.fooling || epoch_ >= options_.epochs;
  return !over_;
}

}  // namespace deepfool
