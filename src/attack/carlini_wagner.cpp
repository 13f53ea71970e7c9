#include "attack/carlini_wagner.h"

#include <cmath>
#include <limits>
#include <stdexcept>

#include "attack/norm.h"

namespace deepfool {

namespace {

// Adam's constants (Kingma and Ba, 2015).
constexpr double kBeta1 = 0.9;
constexpr double kBeta2 = 0.999;
constexpr double kEpsilon = 1e-8;

// atanh ends at +-1: pixels at the box's bounds begin this far inside, as a share of half its
// width. At its authors' 1 - 1e-6 the gradient is so small that thousands of steps pass before such
// a pixel moves.
constexpr double kInside = 0.999;

// What w, which has no unit, moves by where a pixel would move by 1: tanh(w) leaves the flat part,
// |w| = 3.8, for the steep one within the first dozens of steps.
constexpr double kTanhScale = 5;

}  // namespace

CarliniWagner::CarliniWagner(Classifier& classifier, const CarliniWagnerOptions& options)
    : Search(classifier, 2, options.box, options.target), options_(options) {
  check<options::steps>(options.steps);
  if (options.searches < 1) throw std::invalid_argument("searches: give at least 1");
  if (!(options.learning_rate > 0))
    throw std::invalid_argument("learning_rate: give a number above 0");
  if (box_) {
    middle_ = (static_cast<double>(box_->lo) + box_->hi) / 2;
    half_ = (static_cast<double>(box_->hi) - box_->lo) / 2;
  }
  const Index n = classifier.inputs();
  for (Eigen::ArrayXd* a : {&w_, &start_, &slope_, &first_, &second_}) a->setZero(n);
  r_.setZero(n);
  gradient_.setZero(n);
}

bool CarliniWagner::begin() {
  Search::begin();
  if (box_) {
    const Eigen::ArrayXd u = (x0_.cast<double>().array() - middle_) / half_ * kInside;
    start_ = ((1 + u) / (1 - u)).log() / 2;  // atanh
    scale_ = kTanhScale;
  } else {
    start_.setZero();
    scale_ = lp_norm(x0_, std::numeric_limits<double>::infinity());
    if (scale_ == 0) scale_ = 1;
  }
  c_ = 1;
  failed_ = flipped_ = 0;
  search_ = 0;
  begin_search();
  return true;
}

void CarliniWagner::begin_search() {
  w_ = start_;
  first_.setZero();
  second_.setZero();
  step_ = 0;
  any_ = false;
  place();
}

/// Visits the perturbation that w stands for.
void CarliniWagner::place() {
  if (box_) {
    const Eigen::ArrayXd t = w_.tanh();
    r_ = (middle_ + half_ * t - x0_.cast<double>().array()).matrix();
    slope_ = half_ * (1 - t.square());
  } else {
    r_ = w_.matrix();
    slope_.setOnes();
  }
  any_ = visit(r_) || any_;
}

bool CarliniWagner::advance() {
  ++result_.iterations;
  const double gap = margin(gradient_);
  if (!std::isfinite(gap) || !gradient_.allFinite()) {
    if (!found()) result_.status = Status::not_finite;
    return false;
  }
  const double weight = reached(logits_) ? 0 : c_;
  const Eigen::ArrayXd g = (2 * r_.array() + weight * gradient_.array()) * slope_;
  ++step_;
  first_ = kBeta1 * first_ + (1 - kBeta1) * g;
  second_ = kBeta2 * second_ + (1 - kBeta2) * g.square();
  const double unbias1 = 1 - std::pow(kBeta1, step_);
  const double unbias2 = 1 - std::pow(kBeta2, step_);
  w_ -= options_.learning_rate * scale_ * (first_ / unbias1) /
        ((second_ / unbias2).sqrt() + kEpsilon);
  place();
  if (step_ < options_.steps) return true;
  (any_ ? flipped_ : failed_) = c_;
  if (++search_ >= options_.searches) return false;
  c_ = flipped_ == 0 ? 10 * c_ : (failed_ + flipped_) / 2;
  begin_search();
  return true;
}

}  // namespace deepfool
