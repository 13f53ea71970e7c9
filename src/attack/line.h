#pragma once

#include <optional>
#include <vector>

#include "attack/attack.h"

namespace deepfool {

/// The points x0 + t r, t >= 0, of a perturbation r (n elements, as x0). In a box they are clipped
/// to it.
class Line {
 public:
  /// Throws std::invalid_argument for other sizes than the classifier's, and for a t, x0 or r that
  /// is not finite. The classifier must outlive this object.
  Line(Classifier& classifier, const VectorRef& x0, const VectorRef& r, std::optional<Bounds> box);

  /// Goes to t. Returns the point's C logits, which are overwritten by the next call.
  const Vector& visit(double t);

  /// The point last visited.
  const Vector& point() const { return point_; }

  /// A place where the predicted class changes.
  struct Flip {
    double t;
    int from;  // predicted at the last point before it
    int to;    // predicted from there on
  };

  /// Where the predicted class changes between 0 and `end`, in order: looked for between each two
  /// of samples + 1 points at even distances, and found by bisection to the last bit of t. Between
  /// two points that have the same class, none is looked for. Throws std::invalid_argument if
  /// samples is below 1, or `end` is not positive and finite.
  std::vector<Flip> flips(double end, int samples);

 private:
  int label_at(double t);

  Classifier& classifier_;
  Eigen::VectorXd x0_;
  Eigen::VectorXd r_;
  std::optional<Bounds> box_;
  Vector point_;
  Vector logits_;
};

}  // namespace deepfool
