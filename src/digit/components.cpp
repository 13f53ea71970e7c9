#include "digit/components.h"

#include <algorithm>

namespace deepfool {
namespace {

/// Columns first .. last - 1 of row y are ink.
struct Run {
  int y, first, last;
};

}  // namespace

Components components_of(const Plane& ink, float threshold) {
  // Runs of a row, joined with those that they touch in the row before (union-find with path
  // halving).
  std::vector<Run> runs;
  std::vector<int> parent;
  const auto root = [&](int i) {
    while (parent[i] != i) i = parent[i] = parent[parent[i]];
    return i;
  };
  std::size_t above = 0, above_end = 0;
  for (int y = 0; y < ink.height; ++y) {
    const float* row = ink.values.data() + static_cast<std::size_t>(y) * ink.width;
    const std::size_t begin = runs.size();
    for (int x = 0; x < ink.width;) {
      if (!(row[x] > threshold)) {
        ++x;
        continue;
      }
      const int first = x;
      while (x < ink.width && row[x] > threshold) ++x;
      const int self = static_cast<int>(runs.size());
      runs.push_back({y, first, x});
      parent.push_back(self);
      while (above < above_end && runs[above].last < first) ++above;
      for (std::size_t j = above; j < above_end && runs[j].first <= x; ++j) {
        const int a = root(static_cast<int>(j)), b = root(self);
        parent[std::max(a, b)] = std::min(a, b);
      }
    }
    above = begin, above_end = runs.size();
  }

  Components result;
  result.labels.assign(ink.values.size(), 0);
  std::vector<int> number(runs.size(), 0);
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const Run& run = runs[i];
    const int r = root(static_cast<int>(i));
    if (number[r] == 0) {
      result.components.push_back({{run.first, run.y, 0, 0}, 0, 0, 0, 0.0f});
      number[r] = static_cast<int>(result.components.size());
    }
    // At first width and height hold the column and the row after the last ones.
    Component& c = result.components[number[r] - 1];
    c.box.x = std::min(c.box.x, run.first), c.box.width = std::max(c.box.width, run.last);
    c.box.height = run.y + 1;
    c.area += run.last - run.first;
    if (run.y == 0 || run.y == ink.height - 1)
      c.contact += run.last - run.first;
    else
      c.contact += (run.first == 0) + (run.last == ink.width);
    const std::size_t row = static_cast<std::size_t>(run.y) * ink.width;
    for (int x = run.first; x < run.last; ++x) {
      result.labels[row + x] = number[r];
      c.peak = std::max(c.peak, ink.values[row + x]);
    }
  }
  for (Component& c : result.components) c.box.width -= c.box.x, c.box.height -= c.box.y;

  // Euler's number of a component, 1 - holes, from the corners where pixels meet (Gray, IEEE Trans.
  // Computers 20, 1971): four times it is the corners with one pixel, less those with three, less
  // twice those with two at a diagonal. What meets at a corner touches, so it is one component.
  std::vector<int> euler(result.components.size(), 0);
  const auto label = [&](int x, int y) {
    return x < 0 || y < 0 || x >= ink.width || y >= ink.height
               ? 0
               : result.labels[static_cast<std::size_t>(y) * ink.width + x];
  };
  const auto corner = [&](int x, int y) {  // between pixels (x - 1, y - 1) and (x, y)
    const int a = label(x - 1, y - 1), b = label(x, y - 1), c = label(x - 1, y), d = label(x, y);
    const int pixels = (a > 0) + (b > 0) + (c > 0) + (d > 0);
    if (pixels == 0 || pixels == 4) return;
    const int self = std::max(std::max(a, b), std::max(c, d)) - 1;
    if (pixels == 1) euler[self] += 1;
    if (pixels == 3) euler[self] -= 1;
    if (pixels == 2 && (a > 0) == (d > 0)) euler[self] -= 2;
  };
  // At each of these corners a run starts or ends, in the row above it or below it. Where one does
  // in both, the row below counts it.
  for (const Run& run : runs) {
    for (const int x : {run.first, run.last}) {
      corner(x, run.y);
      if ((label(x - 1, run.y + 1) > 0) == (label(x, run.y + 1) > 0)) corner(x, run.y + 1);
    }
  }
  for (std::size_t i = 0; i < euler.size(); ++i) result.components[i].holes = 1 - euler[i] / 4;
  return result;
}

}  // namespace deepfool
