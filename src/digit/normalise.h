// A patch of ink to a digit in MNIST's form.
#pragma once

#include <optional>

#include "digit/digit.h"
#include "digit/plane.h"

namespace deepfool {

/// Scales the ink in a plane (1 is full ink, 0 is paper) so that the longer side of its bounding
/// box is 20 pixels, redraws strokes that are thinner or thicker than MNIST's, and centres by mass.
/// `least`: rows and columns whose pixels all have less ink than this do not count for the box.
/// Returns nothing for a patch without ink, and for one that is no stroke but a blob.
std::optional<DigitPixels> normalised(const Plane& ink, float least);

}  // namespace deepfool
