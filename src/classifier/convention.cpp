#include "classifier/convention.h"

#include <algorithm>
#include <cmath>

namespace deepfool {

namespace {

bool is_channels(Index count) { return count == 1 || count == 3; }

/// The square of so many pixels; 0 if there is none.
Index side_of(Index pixels) {
  const auto side = static_cast<Index>(std::lround(std::sqrt(static_cast<double>(pixels))));
  return side * side == pixels ? side : 0;
}

}  // namespace

std::vector<Convention> usual_conventions(Index channels) {
  constexpr double kMean = 0.1307;
  constexpr double kDeviation = 0.3081;
  struct Range {
    double scale;
    double offset;
  };
  constexpr Range kRanges[] = {{1, 0}, {1 / kDeviation, -kMean / kDeviation}, {2, -1}, {255, 0}};
  std::vector<Convention> all;
  for (const bool channels_last : {false, true}) {
    if (channels_last && channels == 1) continue;
    for (const bool transposed : {false, true}) {
      for (const bool inverted : {false, true}) {
        for (const Range& range : kRanges) {
          all.push_back({{range.scale}, {range.offset}, inverted, transposed, channels_last});
        }
      }
    }
  }
  return all;
}

PictureShape picture_of(Index first, Index second, Index third) {
  const Index size = first * second * third;
  if (size == std::max({first, second, third})) {
    for (const Index channels : {1, 3}) {
      const Index side = size % channels == 0 ? side_of(size / channels) : 0;
      if (side > 0) return {channels, side, side};
    }
    return {0, 0, 0};
  }
  if (is_channels(first)) return {first, second, third};
  if (is_channels(third)) return {third, first, second};
  return {0, 0, 0};
}

}  // namespace deepfool
