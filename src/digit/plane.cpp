#include "digit/plane.h"

#include <algorithm>
#include <cmath>

namespace deepfool {
namespace {

/// The source pixels that one target pixel averages along one axis, and their weights (1 in all).
struct Span {
  int first;
  std::vector<float> weights;
};

/// The spans of `count` target pixels from `start` to `end` of a source of `limit` pixels.
std::vector<Span> spans(double start, double end, int count, int limit) {
  const double step = (end - start) / count, half = 0.5 * std::max(step, 1.0);
  std::vector<Span> result(count);
  for (int i = 0; i < count; ++i) {
    const double centre = start + (i + 0.5) * step, low = centre - half, high = centre + half;
    const int first = std::clamp(static_cast<int>(std::floor(low)), 0, limit);
    const int last = std::min(limit, static_cast<int>(std::ceil(high)));
    result[i].first = first;
    for (int x = first; x < last; ++x) {
      const double covered = std::min(high, x + 1.0) - std::max(low, static_cast<double>(x));
      result[i].weights.push_back(static_cast<float>(covered / (2.0 * half)));
    }
  }
  return result;
}

}  // namespace

Plane resampled(const Plane& source, const Region& region, int columns, int rows) {
  const std::vector<Span> across = spans(region.left, region.right, columns, source.width);
  const std::vector<Span> down = spans(region.top, region.bottom, rows, source.height);
  Plane target(columns, rows);
  std::vector<float> line(source.width);
  for (int y = 0; y < rows; ++y) {
    // Rows first: one weighted sum of source rows, over the columns that are needed.
    std::fill(line.begin(), line.end(), 0.0f);
    const int first = across.front().first;
    const int last = across.back().first + static_cast<int>(across.back().weights.size());
    for (std::size_t k = 0; k < down[y].weights.size(); ++k) {
      const float weight = down[y].weights[k];
      const float* row =
          source.values.data() + static_cast<std::size_t>(down[y].first + k) * source.width;
      for (int x = first; x < last; ++x) line[x] += weight * row[x];
    }
    for (int x = 0; x < columns; ++x) {
      float sum = 0.0f;
      for (std::size_t k = 0; k < across[x].weights.size(); ++k)
        sum += across[x].weights[k] * line[across[x].first + k];
      target.at(x, y) = sum;
    }
  }
  return target;
}

}  // namespace deepfool
