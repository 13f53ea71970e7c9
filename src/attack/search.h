#pragma once

#include <optional>

#include "attack/attack.h"

namespace deepfool {

/// What the attacks have in common that try many perturbations and keep the shortest that flips:
/// the result is the best so far at any time.
class Search : public Attack {
 protected:
  /// `norm` is the p by which perturbations are compared.
  Search(Classifier& classifier, double norm, std::optional<Bounds> box, std::optional<int> target);

  /// Forgets the best perturbation and goes back to x0. Returns true.
  bool begin() override;

  /// Classifies x0 + r (rounded to float32 and kept in the box) and keeps it if it flips and is
  /// shorter than the best so far. Returns whether it flips.
  bool visit(const Eigen::VectorXd& r);

  /// Takes another attack's result as the best so far.
  void adopt(const AttackResult& result);

  /// Shortens the best perturbation along its ray to the last point that flips, by `rounds`
  /// bisections.
  void bisect(int rounds);

  bool found() const { return result_.status == Status::flipped; }

  /// At the point last visited: -log softmax(f)_k, and its gradient (n elements).
  double cross_entropy(int k, Eigen::VectorXd& gradient);

  /// The gradient of what an attack wants to grow: the cross-entropy of the label, or that of the
  /// target with a minus sign. With `single_precision` it is worked out as software in float32
  /// does, instead of exactly.
  void loss_gradient(Eigen::VectorXd& gradient, bool single_precision = false);

  /// At the point last visited: the difference f_a - f_b between the label and the best other
  /// class, or the best other class and the target (positive until it flips), and its gradient.
  double margin(Eigen::VectorXd& gradient);

  /// At the point last visited: f_to - f_from, and its gradient.
  double difference_gradient(int to, int from, Eigen::VectorXd& gradient);

  double norm_;
  double best_ = 0;  // the norm of the best perturbation; infinity while there is none
  Vector perturbation_;
  Vector perturbed_;
  Vector logits_;  // at the point last visited

 private:
  void restore() override;

  /// The gradient of cross_entropy(k) as software in float32 works it out: p_k - 1 from a rounded
  /// p_k, so that the part of class k itself is lost where p_k rounds to 1.
  void cross_entropy_in_single(int k, Eigen::VectorXd& gradient);

  Eigen::ArrayXd probabilities_;
  Vector weights_;   // of the logits in a gradient
  Vector gradient_;  // float32
};

}  // namespace deepfool
