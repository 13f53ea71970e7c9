// Centring by mass, for digits from strokes and from pictures alike.
#pragma once

#include "digit/digit.h"

namespace deepfool {

/// Shifts a digit by whole pixels so that its centre of mass comes within half a pixel of (14, 14),
/// counted from the centre of the first pixel: where it is in each of MNIST's 70,000 digits. Ink is
/// not shifted beyond the border. `pixels` without ink come back as they are.
DigitPixels centred(const DigitPixels& pixels);

}  // namespace deepfool
