#include "classifier/plane_line.h"

#include <stdexcept>

namespace deepfool {

std::optional<PlaneLine> boundary_line(const Slice::Linear& linear, int c, int k,
                                       const Eigen::Vector2d& near) {
  const auto& [W, b] = linear;
  if (W.cols() != 2) throw std::invalid_argument("boundary_line: the slice is not a plane");
  if (c < 0 || k < 0 || c >= W.rows() || k >= W.rows()) {
    throw std::invalid_argument("boundary_line: there is no such class");
  }
  const Eigen::Vector2d w = (W.row(c) - W.row(k)).transpose();
  const double squared = w.squaredNorm();
  if (!(squared > 0)) return std::nullopt;
  const double value = w.dot(near) + b[c] - b[k];
  // w points to where c leads: it is the direction, turned to the left.
  return PlaneLine{near - value / squared * w, Eigen::Vector2d(w.y(), -w.x()) / w.norm()};
}

}  // namespace deepfool
