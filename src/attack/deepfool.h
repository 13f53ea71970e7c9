#pragma once

#include <optional>
#include <vector>

#include "attack/attack.h"
#include "attack/hyperplane.h"
#include "attack/options.h"

namespace deepfool {

/// See options.h for what each means.
struct DeepFoolOptions {
  double norm = methods::deepfool.norm;
  std::optional<Bounds> box;
  std::optional<int> target;
  std::optional<int> candidates;  // at most the number of classes
  double overshoot = options::overshoot.default_value;
  int max_iterations = options::max_iterations.default_integer();
  bool keep_path = false;
};

/// DeepFool (Moosavi-Dezfooli, Fawzi, Frossard, CVPR 2016): the smallest perturbation that flips a
/// classifier, found by going to the nearest linearised boundary again and again.
///
/// Without a box or a target it is the paper's Algorithm 2 (Algorithm 1 on a Binary classifier): r
/// gathers the steps, the classifier is linearised at x0 + r and tested at x0 + (1 + eta) r. In a
/// box, each step goes from the tested point to the least-norm point of the box at (1 + eta) times
/// the linearised gap (Croce and Hein, FAB, 2020). With a target k it goes from the tested point (1
/// + eta) times across the boundary between k and the class that leads it by most.
///
/// A flip counts only if its margin is above what rounding may be (flip.h). Until then the steps go
/// on: with the absolute value |f'_k| also across the boundary, further away from k0.
///
/// Margin of a target. A step towards a target goes at least 2 rounding_of(f) beyond the boundary:
/// twice the margin that a flip needs. Where two classes lead the target in turn, the steps close
/// in on the place where both boundaries meet, and this margin is what they reach with both. It
/// doubles each time that it falls short with the class that it was meant for.
///
/// Near ties, without a target. Logits are float32: below their rounding a gap says nothing of how
/// far the boundary is, and a step of length 0 would be repeated for ever where two logits are
/// equal and the first of them still wins. So the gap of the nearest class counts as at least eps
/// max(|f_k|, |f_k0|), eps = 2^-23, and, where the tested input has crossed the boundary by less
/// than counts, as at least rounding_of(f), which one step then clears. Each time that this is more
/// than the gap itself, the least gap of the same attack doubles. See `resolved`.
///
/// At most two forwards an iteration, and one pullback for all classes together. After the first
/// attack on a classifier nothing is allocated unless the path is kept.
class DeepFool : public Attack {
 public:
  /// Throws std::invalid_argument for options out of range. The classifier must outlive this
  /// object.
  DeepFool(Classifier& classifier, const DeepFoolOptions& options);

  /// Aims the next attacks at a class, or at any other than the predicted one.
  using Attack::set_target;

 private:
  bool begin() override;
  bool advance() override;
  void restore() override;
  bool end(Status status);
  void keep_candidates();
  bool linearise();
  bool choose_nearest(int& row, double& gap);
  bool step_free();
  bool step_in_box();
  bool step_to_target();
  bool take_tested_step(int chosen);
  bool reach(int row, double gap);
  int reach_another(int nearest, double gap);
  bool test();
  double resolved(double gap, int k);
  double targeted_gap(int leader);
  void difference(int row, int from);
  void record(int chosen);

  /// Whether r_ is the whole perturbation, so that each step begins where the last one was tested.
  bool steps_from_tested_point() const { return target_ || box_; }

  const DeepFoolOptions options_;
  int candidates_;  // how many classes are tried, the predicted one among them
  Vector point_;    // where the classifier is linearised
  Vector point_logits_;
  Eigen::VectorXd r_;  // the sum of steps, without the overshoot
  Eigen::VectorXd w_;  // w_k = grad f_k - grad f_k0 of the chosen class
  Eigen::VectorXd step_;
  std::vector<int> rows_;  // the classes of the Jacobian's rows: k0 (or the target) first
  Jacobian jacobian_;

  struct Distance {
    int row;
    double gap;       // |f'_k|
    double distance;  // |f'_k| / ||w_k||_q
  };
  static bool nearer(const Distance& a, const Distance& b);

  Eigen::ArrayXd dual_;  // ||w_k||_q of each row
  std::vector<Distance> distances_;
  BoxedStep boxed_step_;
  double doubled_ = 1;    // what the least gap, or the margin, has grown to; see above
  int passing_ = -1;      // the class that the last step was to pass by the margin; -1 if none
  bool crossed_ = false;  // whether the tested input has flipped, but by no more than rounding
};

}  // namespace deepfool
