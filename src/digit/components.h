// Connected ink.
#pragma once

#include <vector>

#include "digit/picture.h"
#include "digit/plane.h"

namespace deepfool {

/// Pixels of ink that touch each other, at a side or a corner.
struct Component {
  Box box{};
  int area = 0;       // pixels
  int holes = 0;      // patches of paper that it encloses
  int contact = 0;    // pixels on the picture's border
  float peak = 0.0f;  // the most ink in one of its pixels
};

/// The components of a picture, and which one each pixel belongs to: 0 for none, k + 1 for
/// components[k].
struct Components {
  std::vector<Component> components;
  std::vector<int> labels;  // height x width
};

/// The components of the pixels with more ink than `threshold`.
Components components_of(const Plane& ink, float threshold);

}  // namespace deepfool
