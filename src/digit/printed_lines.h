// Lines that were on the paper before somebody wrote on it.
#pragma once

#include <optional>
#include <vector>

#include "digit/lines.h"
#include "digit/picture.h"
#include "digit/plane.h"

namespace deepfool {

/// The printed lines of a picture.
struct PrintedLines {
  std::vector<Line> lines;
  std::optional<Box> cells;  // the box around the lines that bound cells, if there are any
  Plane rest;                // the picture without the lines, if there are any
};

/// Tells the lines of squared and ruled paper, tables and form boxes, and underlines, from straight
/// strokes of digits: they bound cells, or go on to both sides of all that is written.
PrintedLines printed_lines(Plane& ink, float noise);

/// Takes lines out of a picture. Strokes that cross them are continued through the gap.
void erase(Plane& plane, const std::vector<Line>& lines);

}  // namespace deepfool
