#include "digit/centre.h"

#include <algorithm>
#include <cmath>

namespace deepfool {
namespace {

/// The whole-pixel shift that brings `centre` nearest to kDigitSide / 2 and keeps pixels low ..
/// high within 0 .. 27. Of two equally good ones the smaller.
int shift_of(double centre, int low, int high) {
  const double wanted = kDigitSide / 2.0 - centre;
  const int shift =
      static_cast<int>(wanted > 0.0 ? std::ceil(wanted - 0.5) : std::floor(wanted + 0.5));
  return std::clamp(shift, -low, kDigitSide - 1 - high);
}

}  // namespace

DigitPixels centred(const DigitPixels& pixels) {
  double mass = 0.0, mass_x = 0.0, mass_y = 0.0;
  int left = kDigitSide, right = -1, top = kDigitSide, bottom = -1;
  for (int y = 0; y < kDigitSide; ++y) {
    for (int x = 0; x < kDigitSide; ++x) {
      const double ink = pixels[y * kDigitSide + x];
      if (ink == 0.0) continue;
      mass += ink, mass_x += ink * x, mass_y += ink * y;
      left = std::min(left, x), right = std::max(right, x);
      top = std::min(top, y), bottom = std::max(bottom, y);
    }
  }
  if (mass == 0.0) return pixels;

  const int dx = shift_of(mass_x / mass, left, right), dy = shift_of(mass_y / mass, top, bottom);
  DigitPixels shifted{};
  for (int y = top; y <= bottom; ++y)
    for (int x = left; x <= right; ++x)
      shifted[(y + dy) * kDigitSide + x + dx] = pixels[y * kDigitSide + x];
  return shifted;
}

}  // namespace deepfool
