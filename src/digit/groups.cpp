#include "digit/groups.h"

#include <algorithm>

namespace deepfool {
namespace {

// A digit is at least as long as this share of the longest thing found.
constexpr double kLeastShare = 0.4;

// What is lower than this share of the highest thing found is a piece of a digit: the bar of a 5,
// not a digit.
constexpr double kFlat = 0.25;

/// The gap between two boxes, 0 if they overlap.
int gap(const Box& a, const Box& b) { return std::max({0, -overlap_x(a, b), -overlap_y(a, b)}); }

/// Whether two pieces, both of a digit's size or nearly, are one digit's. `size`: longer side of
/// the longest piece.
bool same_digit(const Box& a, const Box& b, double size) {
  const double x = overlap_x(a, b), y = overlap_y(a, b);
  const double narrow = std::min(a.width, b.width), low = std::min(a.height, b.height);
  // One lies within the other, or nearly.
  if (x >= 0.5 * narrow && y >= 0.5 * low) return true;
  // One above the other, together no taller than a digit: a 5 and its bar, a broken 2.
  if (x >= 0.4 * narrow && -y <= 0.3 * size && joined(a, b).height <= 1.4 * size) return true;
  // All but touching; if they stand side by side like two digits, nearer than one writes those.
  const bool side_by_side = low >= 0.8 * size && x < 0.3 * narrow;
  return gap(a, b) <= (side_by_side ? 0.04 : 0.09) * size;
}

}  // namespace

int overlap_x(const Box& a, const Box& b) {
  return std::min(a.x + a.width, b.x + b.width) - std::max(a.x, b.x);
}
int overlap_y(const Box& a, const Box& b) {
  return std::min(a.y + a.height, b.y + b.height) - std::max(a.y, b.y);
}

Box joined(const Box& a, const Box& b) {
  const int x = std::min(a.x, b.x), y = std::min(a.y, b.y);
  return {x, y, std::max(a.x + a.width, b.x + b.width) - x,
          std::max(a.y + a.height, b.y + b.height) - y};
}

std::vector<Group> groups_of(const Components& found, const std::vector<int>& kept) {
  double size = 0.0, height = 0.0;
  for (int i : kept) {
    size = std::max<double>(size, longer_side(found.components[i].box));
    height = std::max<double>(height, found.components[i].box.height);
  }
  std::vector<Group> groups;
  std::vector<int> pieces;
  for (int i : kept) {
    const Box& box = found.components[i].box;
    if (longer_side(box) >= kLeastShare * size && box.height >= kFlat * height)
      groups.push_back({box, {i}});
    else
      pieces.push_back(i);
  }
  for (bool changed = true; changed;) {
    changed = false;
    for (std::size_t a = 0; a < groups.size(); ++a) {
      for (std::size_t b = a + 1; b < groups.size(); ++b) {
        if (!same_digit(groups[a].box, groups[b].box, size)) continue;
        groups[a].box = joined(groups[a].box, groups[b].box);
        groups[a].members.insert(groups[a].members.end(), groups[b].members.begin(),
                                 groups[b].members.end());
        groups.erase(groups.begin() + b--);
        changed = true;
      }
    }
  }
  if (groups.empty()) return groups;
  // Small pieces go to the nearest digit, unless that is far.
  std::vector<Box> boxes;
  for (const Group& group : groups) boxes.push_back(group.box);
  for (int i : pieces) {
    int nearest = -1, least = 0;
    for (std::size_t k = 0; k < groups.size(); ++k) {
      const int distance = gap(found.components[i].box, boxes[k]);
      if (nearest < 0 || distance < least) nearest = static_cast<int>(k), least = distance;
    }
    if (least > 0.25 * size) continue;
    groups[nearest].box = joined(groups[nearest].box, found.components[i].box);
    groups[nearest].members.push_back(i);
  }
  return groups;
}

}  // namespace deepfool
