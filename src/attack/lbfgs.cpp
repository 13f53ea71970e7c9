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
  check<options::steps>(options.steps);
  if (options.searches < 1) throw std::invalid_argument("searches: give at least 1");
}

bool Lbfgs::begin() {
  Search::begin();
  const AttackResult& nearest = deepfool_.attack(x0_);
  if (nearest.status != Status::flipped) {
    result_.status = nearest.status;
    return false;
  }
  towards_ = nearest.adversarial;
  // DeepFool's perturbation is the unit of length, so that the first line search begins at the
  // right scale, and c ||r||^2 and the cross-entropy are alike in size.
  unit_ = nearest.perturbation.cast<double>().norm();
  c_ = 1;
  flipped_ = failed_ = 0;
  return true;
}

/// What is minimised, and its gradient, at r = unit_ z.
double Lbfgs::objective(const Eigen::VectorXd& z, Eigen::VectorXd& gradient) {
  r_ = unit_ * z;
  flips_ = visit(r_);
  const double entropy = cross_entropy(towards_, gradient_);
  gradient = unit_ * gradient_ + 2 * c_ * z;
  return c_ * z.squaredNorm() + entropy;
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
  Eigen::VectorXd lower = Eigen::VectorXd::Constant(n, -infinity);
  Eigen::VectorXd upper = Eigen::VectorXd::Constant(n, infinity);
  if (box_) {
    lower = (static_cast<double>(box_->lo) - x0_.cast<double>().array()) / unit_;
    upper = (static_cast<double>(box_->hi) - x0_.cast<double>().array()) / unit_;
  }
  Eigen::VectorXd z = Eigen::VectorXd::Zero(n);
  double value = 0;
  auto f = [this](const Eigen::VectorXd& at, Eigen::VectorXd& g) { return objective(at, g); };
  // The solver throws either of these where its line search finds no further descent, because the
  // logits are rounded to float32: z is then as good as it gets.
  try {
    solver.minimize(f, z, value, lower, upper);
  } catch (const std::runtime_error&) {
  } catch (const std::logic_error&) {
  }
}

bool Lbfgs::advance() {
  minimise();
  (flips_ ? flipped_ : failed_) = c_;
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
