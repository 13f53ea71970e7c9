#include "robustness/common_epsilon.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <utility>

#include "attack/fgsm.h"
#include "attack/norm.h"
#include "attack/options.h"
#include "attack/perturb.h"
#include "classifier/label.h"

namespace deepfool {

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kPrecision = 1e-3;  // to which epsilon is found, relative to itself
constexpr double kLargest = 1e6;     // no larger epsilon is tried

}  // namespace

CommonEpsilon::CommonEpsilon(Classifier& classifier, double share, std::optional<Bounds> box,
                             bool single_precision)
    : classifier_(classifier),
      share_(share),
      box_(box),
      single_precision_(single_precision),
      reached_(kInfinity) {
  check<options::share>(share);
  check_box(box);
  perturbed_.setZero(classifier.inputs());
  r_.setZero(classifier.inputs());
  logits_.setZero(classifier.classes());
}

void CommonEpsilon::add(const VectorRef& x, std::optional<double> label) {
  check_input(x, classifier_.inputs(), box_);
  std::optional<int> own;
  if (label) own = class_of_label(*label, classifier_.classes());
  const std::optional<int> predicted = predict(classifier_, x, logits_);
  if (!predicted) {
    ++not_finite_;
    return;
  }
  if (!own) own = predicted;
  zero_norm_ += lp_norm(x, 2) == 0;
  wrong_ += own != predicted;
  // Where the prediction is wrong, FGSM aimed at the label gives the signs that lead towards it:
  // the opposite ones lead away from it.
  std::optional<int> towards;
  if (own != predicted) towards = own;
  Fgsm fgsm(classifier_, {std::nullopt, towards, std::nullopt, single_precision_});
  std::vector<std::int8_t> sign(static_cast<std::size_t>(x.size()), 0);
  if (fgsm.start(x)) {
    for (Index i = 0; i < x.size(); ++i) {
      sign[static_cast<std::size_t>(i)] =
          static_cast<std::int8_t>(towards ? -fgsm.sign()[i] : fgsm.sign()[i]);
    }
  }
  inputs_.emplace_back(x);
  labels_.push_back(*own);
  signs_.push_back(std::move(sign));
}

bool CommonEpsilon::reaches_share(std::size_t misclassified) const {
  return static_cast<double>(misclassified) >= share_ * static_cast<double>(inputs_.size());
}

bool CommonEpsilon::step() {
  if (inputs_.empty()) throw std::invalid_argument("the set is empty: add a finite input first");
  over_ = over_ || !try_next();
  return !over_;
}

/// Returns whether there is more to do.
bool CommonEpsilon::try_next() {
  if (reaches_share(wrong_)) {
    reached_ = 0;
    return false;
  }
  const Vector& x = inputs_[next_];
  const std::vector<std::int8_t>& sign = signs_[next_];
  for (Index e = 0; e < x.size(); ++e) {
    double moved = x[e] + epsilon_ * sign[static_cast<std::size_t>(e)];
    if (box_) moved = std::clamp<double>(moved, box_->lo, box_->hi);
    perturbed_[e] = static_cast<float>(moved);
    r_[e] = static_cast<float>(moved - x[e]);
  }
  classifier_.logits(perturbed_, logits_);
  misclassified_ += predicted_class(logits_) != labels_[next_];
  const double size = lp_norm(x, 2);
  if (size > 0) {
    sums_.l2 += lp_norm(r_, 2) / size;
    sums_.linf += lp_norm(r_, kInfinity) / lp_norm(x, kInfinity);
  }
  return ++next_ < inputs_.size() || end_pass();
}

/// Chooses the next epsilon. Returns whether there is one to try.
bool CommonEpsilon::end_pass() {
  ++passes_;
  if (reaches_share(misclassified_)) {
    reached_ = epsilon_;
    reached_sums_ = sums_;
  } else {
    missed_ = epsilon_;
  }
  next_ = misclassified_ = 0;
  sums_ = {};
  if (std::isinf(reached_)) {
    epsilon_ *= 2;
    return epsilon_ < kLargest;
  }
  epsilon_ = (missed_ + reached_) / 2;
  return reached_ - missed_ > kPrecision * reached_;
}

std::optional<double> CommonEpsilon::mean(double sum) const {
  const auto count = static_cast<Index>(inputs_.size()) - zero_norm_;
  if (std::isinf(reached_) || count == 0) return std::nullopt;
  return sum / static_cast<double>(count);
}

}  // namespace deepfool
