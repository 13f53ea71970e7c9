// Paper and ink: how much ink there is in each pixel of a picture.
#pragma once

#include <cstdint>
#include <vector>

#include "digit/plane.h"

namespace deepfool {

/// How much ink there is in each pixel of a picture.
struct Ink {
  Plane amount;         // 0 is paper; 1 is black on white, or white on black; in [0,1]
  float noise = 0.0f;   // standard deviation of the paper, in the same unit
  bool flat = true;     // the paper is of one shade: 0 is exactly that shade
  bool erased = false;  // printed lines were taken out
};

/// Which side of the paper's shade the ink is on.
enum class Polarity { kDarkInk, kLightInk };

/// A picture in shades of grey, and what is known of its paper.
struct Shades {
  Plane shade;  // 0 (black) .. 1 (white), in sRGB's gamma; opacity, if the paper is transparent
  int reduction = 1;  // the picture's pixels to one of `shade`, along each axis
  bool flat = true;   // the paper is of one shade, `paper`
  float paper = 0.0f;
  Polarity polarity = Polarity::kDarkInk;  // the likelier one
  bool blank = false;                      // there is only one shade, or nearly
};

/// Reduces a picture to shades. `rgba`: height x width x 4 bytes.
Shades shades_of(const std::vector<std::uint8_t>& rgba, int width, int height);

/// Works out the ink: how much each shade differs from the paper, in the light that falls on it.
Ink ink_of(const Shades& shades, Polarity polarity);

/// The paper's standard deviation, from ink that is 0 where the paper is brighter than usual.
float noise_of(const Plane& ink);

}  // namespace deepfool
