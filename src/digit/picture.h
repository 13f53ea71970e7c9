// Pictures of any size, polarity and lighting to the digits in them.
#pragma once

#include <cstdint>
#include <vector>

#include "digit/digit.h"

namespace deepfool {

/// Longest side of a picture in pixels; a caller must reduce larger ones first.
constexpr int kLongestPictureSide = 1024;

/// A rectangle of whole pixels: columns x .. x + width - 1, rows y .. y + height - 1.
struct Box {
  int x, y, width, height;
};

/// A digit found in a picture.
struct FoundDigit {
  DigitPixels pixels;  // in MNIST's form
  Box box;             // its ink, in pixels of the picture
};

/// How many digits a picture holds.
enum class PictureOutcome { kOne, kSeveral, kNone };

/// The digits of a picture in reading order: rows from the top, each from the left.
struct PictureDigits {
  PictureOutcome outcome = PictureOutcome::kNone;
  std::vector<FoundDigit> digits;
};

/// Finds the digits of a picture and brings each to MNIST's form: the longer side of its ink is 20
/// pixels, strokes are as wide as MNIST's, and the centre of mass is at the centre of 28 x 28, by a
/// shift of whole pixels.
///
/// `rgba`: height x width x 4 bytes, row-major, the top row first: red, green and blue in sRGB and
/// alpha, not premultiplied. Ink may be darker or lighter than the paper; the light may be uneven;
/// where the picture is transparent, what is opaque is the ink. `width`, `height`: 1 ..
/// kLongestPictureSide.
///
/// An MNIST digit given as a 28 x 28 picture comes back as it was if it is in MNIST's form.
///
/// Throws std::invalid_argument if a side is out of range or `rgba` does not hold exactly
/// 4 * width * height bytes.
PictureDigits digits_from_picture(const std::vector<std::uint8_t>& rgba, int width, int height);

}  // namespace deepfool
