#pragma once

#include <memory>
#include <optional>

#include "robustness/certify/ball.h"
#include "robustness/certify/crown.h"
#include "robustness/certify/layers.h"

namespace deepfool::certify {

/// A certified lower bound of the smallest perturbation that changes a network's class: no x within
/// `radius()` of the digit is classified otherwise, by the network in exact arithmetic with its
/// float32 weights. The radius is the best so far at any time, and 0 at first; it may stay 0, for
/// networks with many layers it is far below the truth.
class Certificate {
 public:
  /// `layers`: of the network (layers.h). norm: 2 or infinity, else throws std::invalid_argument.
  /// `box`: the range of every pixel; none, if pixels may be anything.
  Certificate(std::shared_ptr<const Layers> layers, double norm, std::optional<Range> box);

  /// Another digit (n elements, within the box; else throws std::invalid_argument).
  void begin(const VectorRef& x);

  /// Works on, up to a tenth of a second for the networks of models/. Returns false once there is
  /// nothing left to do.
  bool step();

  double radius() const { return radius_; }

  /// The class in question: the predicted one.
  int label() const { return label_; }

  /// How many times the whole network has been bounded.
  int evaluations() const { return evaluations_; }

 private:
  /// A ball's radius, and how far its bounds reach: no class comes up within `reach` of the digit,
  /// as far as the ball goes. Negative where the bounds say nothing, not even of the digit itself.
  struct Point {
    double radius;
    double reach;
  };

  Point evaluated();
  double reach(const Below& margins);
  double in_box(const VectorXd& row, const std::vector<int>& columns, double middle,
                double reach) const;
  double next_radius() const;

  std::shared_ptr<const Layers> layers_;
  Crown crown_;
  Ball ball_;
  int label_ = -1;
  double radius_ = 0;
  int evaluations_ = 0;
  bool done_ = true;
  bool bounding_ = false;
  std::optional<Point> inside_;   // the largest ball whose bounds reach farther than itself
  std::optional<Point> outside_;  // the smallest whose bounds do not
  std::optional<bool> last_inside_;
};

}  // namespace deepfool::certify
