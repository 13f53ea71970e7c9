#include "attack/lbfgs.h"

#include <LBFGSB.h>

#include <cmath>
#include <limits>
#include <stdexcept>

namespace deepfool {

namespace {

constexpr double kFirstFactor = 10;  // between values of c until some flip and some do not

DeepFoolOptions deepfool_options(const LbfgsOptions& options) {
  DeepFoolOptions o;
  o.box = options.box;
  o.target = options.target;
  return o;
}

}  // namespace

Lbfgs::Lbfgs(Classifier& classifier, const LbfgsOptions& options)
    : Search(classifier, 2, options.box, options.target),
      options_(options),
      deepfool_(classifier, deepfool_options(options)) {
  if (options.steps < 1 || options.searches < 1) {
    throw std::invalid_argument("steps, searches: give at least 1 of each");
  }
}

bool Lbfgs::start(const VectorRef& x) {
  if (!begin(x)) return false;
  const AttackResult& nearest = deepfool_.attack(x);
  if (nearest.status != Status::flipped) {
    result_.status = nearest.status;
    return false;
  }
  towards_ = nearest.adversarial;
  // c ||r||^2 and the cross-entropy are alike in size at DeepFool's perturbation.
  c_ = 1 / nearest.perturbation.cast<double>().squaredNorm();
  flipped_ = failed_ = 0;
  return true;
}

double Lbfgs::objective(const Eigen::VectorXd& x, Eigen::VectorXd& gradient) {
  r_ = x - x0_.cast<double>();
  any_ = visit(r_) || any_;
  const double entropy = cross_entropy(towards_, gradient_);
  gradient = gradient_ + 2 * c_ * r_;
  return c_ * r_.squaredNorm() + entropy;
}

void Lbfgs::minimise() {
  LBFGSpp::LBFGSBParam<double> parameters;
  parameters.max_iterations = options_.steps;
  parameters.epsilon = 1e-5;
  parameters.past = 3;
  parameters.delta = 1e-6;
  LBFGSpp::LBFGSBSolver<double> solver(parameters);
  const Index n = x0_.size();
  const double infinity = std::numeric_limits<double>::infinity();
  const Eigen::VectorXd lower = Eigen::VectorXd::Constant(n, box_ ? box_->lo : -infinity);
  const Eigen::VectorXd upper = Eigen::VectorXd::Constant(n, box_ ? box_->hi : infinity);
  Eigen::VectorXd x = x0_.cast<double>();
  double value = 0;
  auto f = [this](const Eigen::VectorXd& at, Eigen::VectorXd& g) { return objective(at, g); };
  try {
    solver.minimize(f, x, value, lower, upper);
  } catch (const std::runtime_error&) {
    // The line search finds no further descent within the rounding of float32 logits: x is as far
    // as it goes.
  } catch (const std::logic_error&) {
  }
}

bool Lbfgs::step() {
  any_ = false;
  minimise();
  (any_ ? flipped_ : failed_) = c_;
  if (++result_.iterations >= options_.searches) return false;
  if (flipped_ == 0) {
    c_ /= kFirstFactor;
  } else if (failed_ == 0) {
    c_ *= kFirstFactor;
  } else {
    c_ = std::sqrt(flipped_ * failed_);
  }
  return true;
}

}  // namespace deepfool
