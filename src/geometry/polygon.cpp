#include "geometry/polygon.h"

#include <cmath>
#include <stdexcept>

#include "classifier/refuse.h"

namespace deepfool {

Polygon polygon_of(const Rectangle& r) {
  const bool finite = std::isfinite(r.left) && std::isfinite(r.right) && std::isfinite(r.bottom) &&
                      std::isfinite(r.top);
  if (!finite || !(r.left < r.right) || !(r.bottom < r.top)) {
    refuse<std::invalid_argument>("view: left is below right, bottom below top, all finite");
  }
  return {{{r.left, r.bottom}, -1},
          {{r.right, r.bottom}, -1},
          {{r.right, r.top}, -1},
          {{r.left, r.top}, -1}};
}

Polygon clipped(const Polygon& polygon, const Eigen::Vector2d& normal, double offset, int beyond) {
  Polygon kept;
  for (std::size_t i = 0; i < polygon.size(); ++i) {
    const Corner& from = polygon[i];
    const Corner& to = polygon[(i + 1) % polygon.size()];
    const double a = normal.dot(from.at) - offset;
    const double b = normal.dot(to.at) - offset;
    if (a >= 0) kept.push_back(from);
    if ((a >= 0) == (b >= 0)) continue;
    const Eigen::Vector2d crossing = from.at + a / (a - b) * (to.at - from.at);
    // Where the polygon is left, the new side begins; where it is entered, the old one goes on.
    kept.push_back({crossing, a >= 0 ? beyond : from.beyond});
  }
  return kept;
}

std::optional<Segment> line_in(const Polygon& polygon, const Eigen::Vector2d& normal,
                               double offset) {
  constexpr int kLine = -2;
  const Polygon side = clipped(polygon, normal, offset, kLine);
  for (std::size_t i = 0; i < side.size(); ++i) {
    if (side[i].beyond == kLine) return Segment{side[i].at, side[(i + 1) % side.size()].at};
  }
  return std::nullopt;
}

}  // namespace deepfool
