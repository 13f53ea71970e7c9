// Straight, thin lines in a picture.
#pragma once

#include <Eigen/Core>
#include <utility>
#include <vector>

#include "digit/plane.h"

namespace deepfool {

/// A piece of a straight line, nearly parallel to one axis of the picture, `along` (x for a
/// horizontal line, y for a vertical one); the other axis is `across`.
struct Line {
  bool vertical = false;
  double offset = 0.0, slope = 0.0;  // its middle lies at across = offset + slope * along
  double width = 0.0;                // pixels
  float ink = 0.0f;                  // the ink in its middle
  float sum = 0.0f;                  // the sum of its ink over the pixels of band(), across it
  // Its first and last pixel along its axis; and the same with the ink of strokes that adjoin its
  // ends and may hide more of it.
  int first = 0, last = 0, inked_first = 0, inked_last = 0;

  /// The first and the last pixel across the line, at a pixel along it, that have ink of it.
  std::pair<int, int> band(int along) const;

  double across(double along) const { return offset + slope * along; }
  int length() const { return last - first + 1; }
};

/// A plane as (across, along) of one direction of lines; it shares the plane's memory.
using LineView = Eigen::Map<Eigen::ArrayXXf, 0, Eigen::Stride<Eigen::Dynamic, Eigen::Dynamic>>;
LineView line_view(Plane& plane, bool vertical);

/// The lines of one direction: at most 7 pixels wide, at least 24 long, and within 4 degrees of the
/// axis. A line may run under strokes; where it is interrupted, it is two. `noise`: standard
/// deviation of the paper's ink.
std::vector<Line> straight_lines(Plane& ink, float noise, bool vertical);

}  // namespace deepfool
