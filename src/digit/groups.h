// Which components are one digit's.
#pragma once

#include <algorithm>
#include <vector>

#include "digit/components.h"
#include "digit/picture.h"

namespace deepfool {

/// Components that make up one digit, such as a 5 and its loose bar, or the parts of a broken 2.
struct Group {
  Box box{};
  std::vector<int> members;  // indices of components
};

inline int longer_side(const Box& box) { return std::max(box.width, box.height); }

/// The smallest box around two others.
Box joined(const Box& a, const Box& b);

/// How far two boxes overlap along x (y); negative: the gap between them.
int overlap_x(const Box& a, const Box& b);
int overlap_y(const Box& a, const Box& b);

/// The digits that the components `kept` (indices) make up, by size and distance.
std::vector<Group> groups_of(const Components& found, const std::vector<int>& kept);

}  // namespace deepfool
