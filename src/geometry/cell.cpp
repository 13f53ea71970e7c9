#include "geometry/cell.h"

#include <cmath>
#include <limits>
#include <stdexcept>

#include "attack/hyperplane.h"
#include "attack/norm.h"
#include "classifier/refuse.h"

namespace deepfool {

namespace {

Eigen::Vector2d difference(const Linearisation& linear, int k, int k0) {
  return (linear.J.row(k) - linear.J.row(k0)).transpose();
}

/// The ends of the set of all nearest points of a line with normal w; r leads to one of them.
Segment touch_of(const Face& face, const Eigen::Vector2d& x, double p) {
  const Eigen::Vector2d& w = face.w;
  const Eigen::Vector2d nearest = x + face.r;
  if (std::isinf(p) && (w[0] == 0 || w[1] == 0)) {
    // A side of the square lies on the line.
    const Eigen::Vector2d along(w[0] == 0 ? face.distance : 0, w[1] == 0 ? face.distance : 0);
    return {nearest - along, nearest + along};
  }
  if (p == 1 && std::abs(w[0]) == std::abs(w[1])) {
    // A side of the diamond does: its ends differ in which coordinate moves.
    const Eigen::Vector2d other(0, std::copysign(face.r[0], face.r[0] * w[0] * w[1]));
    return {nearest, x + other};
  }
  return {nearest, nearest};
}

}  // namespace

Polygon cell(const Linearisation& linear, int k, const Rectangle& rectangle) {
  Polygon polygon = polygon_of(rectangle);
  for (int j = 0; j < static_cast<int>(linear.f.size()); ++j) {
    if (j == k) continue;
    // f_k - f_j + (J_k - J_j) . (z - x) >= 0
    const Eigen::Vector2d w = difference(linear, k, j);
    polygon = clipped(polygon, w, w.dot(linear.x) - (linear.f[k] - linear.f[j]), j);
  }
  return polygon;
}

std::vector<Face> faces(const Linearisation& linear, int k0, double p, const Rectangle& rectangle) {
  if (p != 1 && p != 2 && !std::isinf(p)) {
    refuse<std::invalid_argument>("norm: p is 1, 2 or infinity");
  }
  const int classes = static_cast<int>(linear.f.size());
  if (k0 < 0 || k0 >= classes) refuse<std::invalid_argument>("label: it is no class");
  std::vector<Face> all;
  for (int k = 0; k < classes; ++k) {
    if (k == k0) continue;
    Face face;
    face.beyond = k;
    face.w = difference(linear, k, k0);
    const double change = linear.f[k] - linear.f[k0];
    face.gap = std::abs(change);
    face.dual = lp_norm(face.w, dual_exponent(p));
    face.r.setZero();
    if (face.dual == 0) {
      face.distance = std::numeric_limits<double>::infinity();
      face.touch = {linear.x, linear.x};
    } else {
      face.distance = face.gap / face.dual;
      Eigen::VectorXd step;
      step_to_hyperplane(face.w, face.gap, p, step);
      // Towards the line, from whichever side of it x is.
      face.r = change > 0 ? -step : step;
      face.touch = touch_of(face, linear.x, p);
      face.line = level(linear, face, 0, rectangle);
    }
    all.push_back(face);
  }
  return all;
}

std::optional<Segment> level(const Linearisation& linear, const Face& face, double share,
                             const Rectangle& rectangle) {
  // w . (z - x) = (1 - share) w . r, as r leads to the boundary.
  const double offset = face.w.dot(linear.x) + (1 - share) * face.w.dot(face.r);
  return line_in(polygon_of(rectangle), face.w, offset);
}

}  // namespace deepfool
