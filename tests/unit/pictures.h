// Pictures that the tests draw.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>
#include <vector>

#include "digit/picture.h"

namespace pictures {

struct Picture {
  int width, height;
  std::vector<std::uint8_t> rgba;

  deepfool::PictureDigits digits() const {
    return deepfool::digits_from_picture(rgba, width, height);
  }
};

inline std::uint8_t byte(double value) {
  return static_cast<std::uint8_t>(std::clamp(value, 0.0, 1.0) * 255.0 + 0.5);
}

/// A picture whose pixel (x, y) has the grey level that `shade` gives, 0 to 1.
inline Picture grey(int width, int height, const std::function<double(int, int)>& shade) {
  Picture picture{width, height, std::vector<std::uint8_t>(4u * width * height, 255)};
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x)
      std::fill_n(&picture.rgba[4u * (y * width + x)], 3, byte(shade(x, y)));
  return picture;
}

/// A ring with a stroke below it, like a 9: ink at (x, y), 0 to 1, `size` high with its top left
/// corner at the origin.
inline double nine(double x, double y, double size, double pen = 0.12) {
  const double half = 0.5 * pen * size, radius = 0.3 * size - half;
  const double u = x + 0.5, v = y + 0.5;
  const double ring = std::fabs(std::hypot(u - 0.3 * size, v - 0.3 * size) - radius);
  const double down =
      std::hypot(u - (0.6 * size - half), v - std::clamp(v, 0.3 * size, size - half));
  return std::clamp(half + 0.5 - std::min(ring, down), 0.0, 1.0);
}

}  // namespace pictures
