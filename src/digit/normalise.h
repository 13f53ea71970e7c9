// A patch of ink to a digit in MNIST's form.
#pragma once

#include <optional>

#include "digit/digit.h"
#include "digit/plane.h"

namespace deepfool {

/// `least`: rows and columns with less ink than this do not count for the box.
/// Scales the ink in a plane (1 is full ink, 0 is paper) so that the longer side of its bounding
/// box is 20 pixels, brings strokes that are thinner or thicker than MNIST's to its thinnest or
/// thickest, and centres by mass. Nothing for a patch without ink or one that has no strokes: a
/// blob.
std::optional<DigitPixels> normalised(const Plane& ink, float least);

}  // namespace deepfool
