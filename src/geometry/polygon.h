#pragma once

#include <Eigen/Core>
#include <optional>
#include <utility>
#include <vector>

namespace deepfool {

/// The part of the plane that a figure shows.
struct Rectangle {
  double left = 0;
  double right = 1;
  double bottom = 0;
  double top = 1;
};

/// A corner of a convex polygon, and what lies beyond the side from it to the next corner.
struct Corner {
  Eigen::Vector2d at;
  int beyond;
};

/// Its corners anticlockwise; none, if it is empty.
using Polygon = std::vector<Corner>;

/// A rectangle, with -1 beyond its sides. Throws std::invalid_argument if it is empty or not
/// finite.
Polygon polygon_of(const Rectangle& rectangle);

/// The part of a polygon where normal . z >= offset; `beyond` is beyond its new side.
Polygon clipped(const Polygon& polygon, const Eigen::Vector2d& normal, double offset, int beyond);

using Segment = std::pair<Eigen::Vector2d, Eigen::Vector2d>;

/// The part of the line normal . z = offset that lies in a polygon, if any does.
std::optional<Segment> line_in(const Polygon& polygon, const Eigen::Vector2d& normal,
                               double offset);

}  // namespace deepfool
