#include "geometry/line.h"

namespace deepfool {

Line line_through(const Eigen::Vector2d& from, const Eigen::Vector2d& to) {
  const Eigen::Vector2d w(from[1] - to[1], to[0] - from[0]);
  return {w, -w.dot(from)};
}

}  // namespace deepfool
