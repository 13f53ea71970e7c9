#include "attack/pgd.h"

#include <cmath>

#include "attack/norm.h"
#include "attack/perturb.h"

namespace deepfool {

namespace {

// The most radii that are tried by doubling: from 1/100 of the input's norm to 20 times it.
constexpr int kDoublings = 12;
constexpr int kBisections = 10;

}  // namespace

Pgd::Pgd(Classifier& classifier, const PgdOptions& options)
    : Search(classifier, options.norm, options.box, options.target), options_(options) {
  check_norm<methods::pgd>(options.norm);
  if (options.epsilon) check<options::epsilon>(*options.epsilon);
  check<options::steps>(options.steps);
  r_.setZero(classifier.inputs());
  gradient_.setZero(classifier.inputs());
}

bool Pgd::begin() {
  Search::begin();
  failed_ = flipped_ = 0;
  descents_ = 0;
  const double size = lp_norm(x0_, norm_);
  begin_descent(options_.epsilon.value_or(size > 0 ? size / 100 : 0.01));
  return true;
}

void Pgd::begin_descent(double epsilon) {
  epsilon_ = epsilon;
  step_ = 0;
  r_.setZero();
  perturb(x0_, box_, r_, perturbation_, perturbed_);
  classifier_.logits(perturbed_, logits_);
}

bool Pgd::advance() {
  ++result_.iterations;
  loss_gradient(gradient_);
  const double size = gradient_.norm();
  if (!std::isfinite(size) || size == 0) {
    if (!found()) result_.status = size == 0 ? Status::no_gradient : Status::not_finite;
    return false;
  }
  const double length = 2.5 * epsilon_ / options_.steps;
  if (norm_ == 2) {
    r_ += gradient_ * (length / size);
    const double norm = r_.norm();
    if (norm > epsilon_) r_ *= epsilon_ / norm;
  } else {
    r_ += gradient_.array().sign().matrix() * length;
    r_ = r_.cwiseMax(-epsilon_).cwiseMin(epsilon_);
  }
  const bool flips = visit(r_);
  if (box_) r_ = perturbation_.cast<double>();
  if (!flips && ++step_ < options_.steps) return true;
  if (options_.epsilon) return false;
  // The descent is over: on to the next radius.
  ++descents_;
  (flips ? flipped_ : failed_) = epsilon_;
  if (flipped_ == 0) {
    if (descents_ >= kDoublings) return false;
    begin_descent(2 * epsilon_);
    return true;
  }
  if (flipped_ - failed_ <= std::ldexp(flipped_, -kBisections)) return false;
  begin_descent((failed_ + flipped_) / 2);
  return true;
}

}  // namespace deepfool
