// A plane of grey values, and how it is resampled.
#pragma once

#include <cstddef>
#include <vector>

namespace deepfool {

/// height x width values, row-major, the top row first. The pixel in column x and row y covers the
/// square from (x, y) to (x + 1, y + 1).
struct Plane {
  int width = 0, height = 0;
  std::vector<float> values;

  Plane() = default;
  Plane(int columns, int rows)
      : width(columns), height(rows), values(static_cast<std::size_t>(columns) * rows) {}

  float& at(int x, int y) { return values[static_cast<std::size_t>(y) * width + x]; }
  float at(int x, int y) const { return values[static_cast<std::size_t>(y) * width + x]; }
};

/// A rectangle in a plane, sides anywhere between the pixels.
struct Region {
  double left, top, right, bottom;

  double width() const { return right - left; }
  double height() const { return bottom - top; }
};

/// Draws `region` of `source` onto columns x columns of a new plane, each target pixel the mean of
/// what it covers: of the square it covers in the source when reducing, of a source pixel's size
/// around its centre when enlarging (which is bilinear interpolation). Outside the source lies 0.
Plane resampled(const Plane& source, const Region& region, int columns, int rows);

}  // namespace deepfool
