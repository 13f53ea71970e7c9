// Any strokes and any picture: a digit in MNIST's form, or an outcome that says why there is none.

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <vector>

#include "digit/picture.h"
#include "digit/strokes.h"

using namespace deepfool;

namespace {

void check(const DigitPixels& pixels) {
  for (const float p : pixels) {
    if (!(p >= 0 && p <= 1)) std::abort();
  }
}

}  // namespace

/// The first byte chooses; strokes are float32 pairs, two zero bits in a length byte end one; a
/// picture is its sides (one byte each) and RGBA, repeated to fill it.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  if (size < 4) return 0;
  const bool picture = (bytes[0] & 1U) != 0;
  if (picture) {
    const int width = 1 + bytes[1];
    const int height = 1 + bytes[2];
    const std::size_t count =
        4 * static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
    std::vector<std::uint8_t> rgba(count);
    for (std::size_t i = 0; i < count; ++i) rgba[i] = bytes[3 + i % (size - 3)];
    const PictureDigits found = digits_from_picture(rgba, width, height);
    for (const FoundDigit& digit : found.digits) {
      check(digit.pixels);
      const Box& box = digit.box;
      if (box.x < 0 || box.y < 0 || box.width < 1 || box.height < 1 || box.x + box.width > width ||
          box.y + box.height > height) {
        std::abort();
      }
    }
    return 0;
  }
  Strokes strokes;
  strokes.counts.push_back(0);
  for (std::size_t at = 1; at + 8 <= size && at < 4000; at += 8) {
    float point[2];
    std::memcpy(point, bytes + at, sizeof point);
    strokes.points.push_back({point[0], point[1]});
    ++strokes.counts.back();
    if ((bytes[at] & 3U) == 0) strokes.counts.push_back(0);
  }
  check(digit_from_strokes(strokes).pixels);
  return 0;
}
