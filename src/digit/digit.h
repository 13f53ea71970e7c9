// A digit in MNIST's form, and the types its makers (strokes.h, picture.h) share.
#pragma once

#include <array>

namespace deepfool {

/// Side of a digit in pixels.
constexpr int kDigitSide = 28;

/// Longer side of the ink's bounding box in pixels: digits are scaled to 20 x 20 before they are
/// centred by mass in 28 x 28 (LeCun et al., "Gradient-based learning applied to document
/// recognition", 1998, section III.A).
constexpr int kInkSide = 20;

/// 28 x 28 grey levels, row-major, the top row first, each in [0,1]; 0 is paper and 1 is ink.
using DigitPixels = std::array<float, kDigitSide * kDigitSide>;

/// What was drawn.
enum class DigitOutcome {
  kDigit,  // something with an extent in both directions
  kLine,   // one straight line, in any direction; may well be a 1
  kDot,    // a single spot: too little for a digit
  kEmpty,  // nothing
};

/// A drawing in MNIST's form. `pixels` is filled in for a digit and a line, holds a small blob in
/// the middle for a dot, and is 0 throughout for an empty drawing.
struct Digit {
  DigitOutcome outcome = DigitOutcome::kEmpty;
  DigitPixels pixels{};
};

}  // namespace deepfool
