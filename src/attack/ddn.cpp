#include "attack/ddn.h"

#include <cmath>
#include <stdexcept>

namespace deepfool {

namespace {

constexpr double kPi = 3.14159265358979323846;

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
  Run run;
  run.steps = options_.steps;
  run.epsilon = options_.first_norm > 0 ? options_.first_norm : size > 0 ? size / 10 : 1;
  run.gamma = options_.gamma;
  begin_run(run, false);
  return true;
}

void Ddn::begin_run(const Run& run, bool at_best) {
  run_ = run;
  step_ = 0;
  epsilon_ = run.epsilon;
  flipped_ = at_best;
  if (at_best) {
    r_ = result_.perturbation.cast<double>();
    visit(r_);
  } else {
    r_.setZero();
    perturbed_ = x0_;
  }
}

bool Ddn::advance() {
  const double t = static_cast<double>(step_) / run_.steps;
  const double cosine = half_wave(t);
  const double length =
      run_.epsilon * (options_.last_step + (options_.first_step - options_.last_step) * cosine);
  const double gamma = options_.last_gamma + (run_.gamma - options_.last_gamma) * cosine;
  if (run_.towards) {
    difference_gradient(*run_.towards, result_.label, gradient_);
  } else {
    loss_gradient(gradient_);
  }
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
  ++result_.iterations;
  return ++step_ < run_.steps;
}

}  // namespace deepfool
