#include "geometry/nearest_boundary.h"

#include <cmath>
#include <limits>
#include <stdexcept>
#include <vector>

#include "classifier/refuse.h"

namespace deepfool {

namespace {

constexpr double kPi = 3.14159265358979323846;
constexpr int kRings = 300;
constexpr int kDirections = 360;

/// Enough to halve any interval down to the resolution of double.
constexpr int kHalvings = 52;

class Search {
 public:
  Search(Classifier& classifier, const Eigen::Vector2d& x, double radius)
      : classifier_(classifier), x_(x), step_(radius / kRings), f_(classifier.classes()) {
    label_ = class_at(x);
  }

  std::optional<BoundaryPoint> run() {
    for (int ring = 1; ring <= kRings; ++ring) {
      inner_ = (ring - 1) * step_;
      double best = std::numeric_limits<double>::infinity();
      double best_angle = 0;
      for (int i = 0; i < kDirections; ++i) {
        const double angle = 2 * kPi * i / kDirections;
        if (class_at(point(angle, inner_ + step_)) == label_) continue;
        const double distance = distance_along(angle);
        if (distance < best) {
          best = distance;
          best_angle = angle;
        }
      }
      if (std::isfinite(best)) return narrowed(best_angle);
    }
    return std::nullopt;
  }

 private:
  Eigen::Vector2d point(double angle, double distance) const {
    return x_ + distance * Eigen::Vector2d(std::cos(angle), std::sin(angle));
  }

  int class_at(const Eigen::Vector2d& at) {
    classifier_.logits(at.cast<float>(), f_);
    return predicted_class(f_);
  }

  /// How far the class reaches in a direction, from the inner ring on; infinite, if it reaches over
  /// the next rings.
  double distance_along(double angle) {
    double inside = inner_;
    double outside = inner_ + step_;
    for (int i = 0; class_at(point(angle, outside)) == label_; ++i) {
      if (i == 2) return std::numeric_limits<double>::infinity();
      inside = outside;
      outside += step_;
    }
    for (int i = 0; i < kHalvings; ++i) {
      const double middle = (inside + outside) / 2;
      (class_at(point(angle, middle)) == label_ ? inside : outside) = middle;
    }
    return outside;
  }

  /// The part of the boundary's normal across a direction, at the boundary: 0 where the distance is
  /// least. The class beyond is written to `beyond`.
  double normal_across(double angle, int& beyond) {
    const Eigen::Vector2d at = point(angle, distance_along(angle));
    beyond = class_at(at);
    classifier_.jacobian({beyond, label_}, jacobian_);
    const Eigen::Vector2d w = (jacobian_.row(0) - jacobian_.row(1)).cast<double>().transpose();
    return w[1] * std::cos(angle) - w[0] * std::sin(angle);
  }

  /// The least distance in the directions beside one of those tried.
  BoundaryPoint narrowed(double angle) {
    // By golden section, which stops short of the flat bottom: a distance is known to rounding, its
    // least direction to the root of that.
    const double golden = (std::sqrt(5.0) - 1) / 2;
    double from = angle - 2 * kPi / kDirections;
    double to = angle + 2 * kPi / kDirections;
    for (int i = 0; i < 30; ++i) {
      const double a = to - golden * (to - from);
      const double b = from + golden * (to - from);
      if (distance_along(a) <= distance_along(b)) {
        to = b;
      } else {
        from = a;
      }
    }
    const double middle = (from + to) / 2;
    return boundary_point(perpendicular(middle).value_or(middle));
  }

  /// The direction near another in which the boundary is met at a right angle: at its sharpest
  /// there, so by bisection. Nothing near a corner, where no side is met so.
  std::optional<double> perpendicular(double angle) {
    constexpr double kNear = 0.004;
    double from = angle - kNear;
    double to = angle + kNear;
    int beyond_from = 0;
    int beyond_to = 0;
    if (!std::isfinite(distance_along(from)) || !std::isfinite(distance_along(to))) return {};
    const bool sign = normal_across(from, beyond_from) > 0;
    if ((normal_across(to, beyond_to) > 0) == sign || beyond_from != beyond_to) return {};
    for (int i = 0; i < kHalvings; ++i) {
      const double middle = (from + to) / 2;
      int beyond = 0;
      const bool same = (normal_across(middle, beyond) > 0) == sign;
      if (beyond != beyond_from) return {};
      (same ? from : to) = middle;
    }
    return (from + to) / 2;
  }

  BoundaryPoint boundary_point(double angle) {
    const double distance = distance_along(angle);
    const Eigen::Vector2d at = point(angle, distance);
    return {at, distance, class_at(at)};
  }

  Classifier& classifier_;
  Eigen::Vector2d x_;
  double step_;  // from ring to ring
  Vector f_;
  Jacobian jacobian_;
  int label_ = 0;
  double inner_ = 0;  // the largest ring that has no other class
};

}  // namespace

std::optional<BoundaryPoint> nearest_boundary(Classifier& classifier, const Eigen::Vector2d& x,
                                              double radius) {
  if (classifier.inputs() != 2 || !(radius > 0)) {
    refuse<std::invalid_argument>(
        "nearest_boundary: the classifier has two inputs, and the radius is above 0");
  }
  return Search(classifier, x, radius).run();
}

}  // namespace deepfool
