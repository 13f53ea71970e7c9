#include "attack/search.h"

#include <cmath>
#include <limits>

#include "attack/norm.h"
#include "attack/perturb.h"

namespace deepfool {

Search::Search(Classifier& classifier, double norm, std::optional<Bounds> box,
               std::optional<int> target)
    : Attack(classifier, box, target), norm_(norm) {
  for (Vector* v : {&perturbation_, &perturbed_, &gradient_}) v->setZero(classifier.inputs());
  for (Vector* v : {&logits_, &weights_}) v->setZero(classifier.classes());
}

bool Search::begin() {
  best_ = std::numeric_limits<double>::infinity();
  perturbed_ = x0_;
  logits_ = result_.logits;
  return true;
}

void Search::restore() { classifier_.logits(perturbed_, logits_); }

bool Search::visit(const Eigen::VectorXd& r) {
  if (!perturb(x0_, box_, r, perturbation_, perturbed_)) return false;
  classifier_.logits(perturbed_, logits_);
  if (!logits_.allFinite()) return false;
  if (!reached(logits_)) return false;
  const double length = lp_norm(perturbation_, norm_);
  if (length < best_) {
    best_ = length;
    result_.status = Status::flipped;
    result_.adversarial = predicted_class(logits_);
    result_.perturbation = perturbation_;
    result_.perturbed = perturbed_;
    result_.perturbed_logits = logits_;
  }
  return true;
}

void Search::adopt(const AttackResult& result) {
  result_ = result;
  if (found()) best_ = lp_norm(result.perturbation, norm_);
}

void Search::bisect(int rounds) {
  if (!found()) return;
  const Eigen::VectorXd ray = result_.perturbation.cast<double>();
  double inside = 0;
  double outside = 1;
  for (int i = 0; i < rounds; ++i) {
    const double middle = (inside + outside) / 2;
    (visit(middle * ray) ? outside : inside) = middle;
  }
}

double Search::cross_entropy(int k, Eigen::VectorXd& gradient) {
  // -log softmax(f)_k has the gradient sum_j p_j grad f_j - grad f_k. The weights are worked out in
  // double, since p_k comes within 1e-8 of 1 for a sure classifier. They are divided by 1 - p_k, so
  // that float32 holds them for the pullback, and the gradient is multiplied by it again.
  probabilities_ = logits_.cast<double>().array();
  const double own = probabilities_[k];
  const double shift = probabilities_.maxCoeff();
  const double log_sum = shift + std::log((probabilities_ - shift).exp().sum());
  probabilities_ = (probabilities_ - log_sum).exp();
  probabilities_[k] = 0;
  const double scale = probabilities_.sum();  // 1 - p_k
  if (scale > 0) probabilities_ /= scale;
  probabilities_[k] = -1;
  weights_ = probabilities_.cast<float>();
  classifier_.gradient(weights_, gradient_);
  gradient = gradient_.cast<double>() * scale;
  return log_sum - own;
}

void Search::cross_entropy_in_single(int k, Eigen::VectorXd& gradient) {
  softmax(logits_, weights_);
  weights_[k] -= 1;
  classifier_.gradient(weights_, gradient_);
  gradient = gradient_.cast<double>();
}

void Search::loss_gradient(Eigen::VectorXd& gradient, bool single_precision) {
  const int k = target_ ? *target_ : result_.label;
  if (single_precision) {
    cross_entropy_in_single(k, gradient);
  } else {
    cross_entropy(k, gradient);
  }
  if (target_) gradient = -gradient;
}

double Search::difference_gradient(int to, int from, Eigen::VectorXd& gradient) {
  weights_.setZero();
  weights_[to] = 1;
  weights_[from] = -1;
  classifier_.gradient(weights_, gradient_);
  gradient = gradient_.cast<double>();
  return static_cast<double>(logits_[to]) - logits_[from];
}

double Search::margin(Eigen::VectorXd& gradient) {
  const int own = target_ ? *target_ : result_.label;
  const int other = largest_other(logits_, own);
  return target_ ? difference_gradient(other, own, gradient)
                 : difference_gradient(own, other, gradient);
}

}  // namespace deepfool
