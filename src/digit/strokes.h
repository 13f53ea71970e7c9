// Pen strokes to a digit in MNIST's form.
#pragma once

#include <vector>

#include "digit/digit.h"

namespace deepfool {

/// A point of a pen's path, in any unit, y down.
struct Point {
  float x, y;
};

/// Paths of a pen, each from touching the paper to leaving it, one behind the other.
struct Strokes {
  std::vector<Point> points;  // of all strokes
  std::vector<int> counts;    // how many of them each stroke has
};

/// Width of the pen, and of the soft edge across which its ink falls off linearly from 1 to 0 (the
/// width is that between the edges' middles), in pixels of the digit. Real pen strokes then have
/// the ink (103 pixels' worth) and the number of inked pixels (150) of MNIST's training digits, all
/// classes weighed alike.
constexpr double kPenWidth = 2.4;
constexpr double kSoftEdge = 1.15;

/// Draws pen strokes as MNIST's digits are drawn: scaled so that the longer side of the ink is 20
/// pixels, with a round pen of MNIST's width and softness, and shifted by whole pixels so that the
/// centre of mass comes to the centre of 28 x 28 (LeCun et al. 1998, section III.A).
///
/// `strokes`: any number, of any length and in any unit. Points that are not finite are left out;
/// repeated points and the spacing of the points make no difference. The result does not change if
/// the drawing is moved or scaled. `dot_size`: a drawing whose longer side is at most this, in the
/// strokes' unit, is a dot. A pad passes about the width of its pen, so that a tap with a trembling
/// finger is not blown up to a digit; with 0, only coinciding points are one.
///
/// Allocates nothing. Throws std::invalid_argument if the counts are not those of the points.
Digit digit_from_strokes(const Strokes& strokes, float dot_size = 0.0f);

}  // namespace deepfool
