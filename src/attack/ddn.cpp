#include "attack/ddn.h"

#include <cmath>
#include <stdexcept>

namespace deepfool {

namespace {

constexpr double kPi = 3.14159265358979323846;
constexpr int kBisections = 12;  // the last one moves the point by 1 / 4,096 of the norm

DdnOptions ddn_options(const DeepFoolOptions& options, int steps) {
  DdnOptions o;
  o.box = options.box;
  o.target = options.target;
  o.steps = steps;
  o.gamma = 0.1;
  o.last_gamma = 0.01;
  return o;
}

/// (1 + cos(pi t)) / 2 for t in [0, 1], from the Taylor series of cos: std::cos would bring tables
/// for large angles into the part of the WebAssembly module that a page loads first.
double half_wave(double t) {
  const double square = kPi * kPi * t * t / 4;
  double cosine = 0;  // of pi t / 2; what the 12 terms leave out is below 1e-19
  for (int k = 22; k >= 0; k -= 2) cosine = 1 - cosine * square / ((k + 1) * (k + 2));
  return cosine * cosine;
}

}  // namespace

Ddn::Ddn(Classifier& classifier, const DdnOptions& options)
    : Search(classifier, 2, options.box, options.target), options_(options) {
  check<options::steps>(options.steps);
  if (!(options.gamma > 0 && options.gamma < 1)) {
    throw std::invalid_argument("gamma: give a number between 0 and 1");
  }
  r_.setZero(classifier.inputs());
  gradient_.setZero(classifier.inputs());
}

bool Ddn::begin() {
  Search::begin();
  const double size = x0_.cast<double>().norm();
  begin_with(options_.first_norm > 0 ? options_.first_norm : size > 0 ? size / 10 : 1);
  return true;
}

void Ddn::begin_with(double epsilon) {
  r_.setZero();
  epsilon_ = unit_ = epsilon;
  flipped_ = false;
}

bool Ddn::advance() {
  const double t = static_cast<double>(result_.iterations) / options_.steps;
  const double cosine = half_wave(t);
  const double length =
      unit_ * (options_.last_step + (options_.first_step - options_.last_step) * cosine);
  const double gamma = options_.last_gamma + (options_.gamma - options_.last_gamma) * cosine;
  loss_gradient(gradient_);
  const double size = gradient_.norm();
  if (!std::isfinite(size)) {
    if (!found()) result_.status = Status::not_finite;
    return false;
  }
  if (size == 0) {
    if (!found()) result_.status = Status::no_gradient;
    return false;
  }
  r_ += gradient_ * (length / size);
  epsilon_ *= flipped_ ? 1 - gamma : 1 + gamma;
  r_ *= epsilon_ / r_.norm();
  flipped_ = visit(r_);
  if (box_) r_ = perturbation_.cast<double>();  // what the box has left of it
  return ++result_.iterations < options_.steps;
}

Refine::Refine(Classifier& classifier, const DeepFoolOptions& options, int steps)
    : Ddn(classifier, ddn_options(options, steps)), deepfool_(classifier, options) {
  check_norm<methods::refine>(options.norm);
}

bool Refine::begin() {
  Ddn::begin();
  adopt(deepfool_.attack(x0_));
  if (!found()) return false;
  result_.iterations = 0;
  // From x0 and not from DeepFool's perturbation, which would hold it to that class.
  classifier_.logits(x0_, logits_);
  begin_with(best_);
  return true;
}

bool Refine::advance() {
  const bool more = Ddn::advance();
  if (!more) bisect(kBisections);
  return more;
}

}  // namespace deepfool
