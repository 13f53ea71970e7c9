#include "digit/normalise.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "digit/centre.h"

namespace deepfool {
namespace {

// Stroke widths that most of MNIST's digits have, in pixels of the 28 x 28 picture: the 3rd and the
// 97th percentile of stroke_width() over the training digits (the median is 2.5). Between them a
// digit keeps its own; thinner and thicker strokes are redrawn as wide as the second pair says.
constexpr double kThinnest = 1.5;
constexpr double kThickest = 4.2;
constexpr double kThickened = 2.0;
constexpr double kThinned = 3.5;

// Strokes wider than this share of the digit's longer side are no strokes.
constexpr double kBlob = 0.5;

// Longer side of the ink's box in the plane on which strokes are measured and redrawn.
constexpr int kWorkSide = 100;

/// Where the ink begins along a profile (the greatest ink of each row or column; between pixels'
/// centres it is linear): where there is half as much as a little further in, which is at least
/// `least`. In a picture that was enlarged this is the border of its former pixels, and at a soft
/// edge it is the middle of the edge. Nothing if there is no ink.
std::optional<double> start_of_ink(const std::vector<float>& profile, float least) {
  const int n = static_cast<int>(profile.size());
  int first = 0, last = n - 1;
  while (first < n && profile[first] < least) ++first;
  if (first == n) return std::nullopt;
  while (profile[last] < least) --last;
  const auto at = [&](double x) {
    const int left = static_cast<int>(std::floor(x - 0.5));
    const double part = x - 0.5 - left;
    const double a = left >= 0 && left < n ? profile[left] : 0.0;
    const double b = left + 1 >= 0 && left + 1 < n ? profile[left + 1] : 0.0;
    return a + part * (b - a);
  };
  const double further = 0.5 * (last + 1 - first) / kInkSide;
  const auto inside = [&](double x) {
    const double inner = at(x + further);
    return inner >= least && at(x) >= 0.5 * inner;
  };
  double low = first - 0.5 - further, high = low;
  for (const double step = 0.25 * further; !inside(high); high += step) low = high;
  for (int i = 0; i < 20; ++i) (inside(0.5 * (low + high)) ? high : low) = 0.5 * (low + high);
  return high;
}

/// The box of the ink, between pixels.
std::optional<Region> ink_box(const Plane& ink, float least) {
  std::vector<float> across(ink.width, 0.0f), down(ink.height, 0.0f);
  for (int y = 0; y < ink.height; ++y) {
    for (int x = 0; x < ink.width; ++x) {
      across[x] = std::max(across[x], ink.at(x, y));
      down[y] = std::max(down[y], ink.at(x, y));
    }
  }
  const auto left = start_of_ink(across, least), top = start_of_ink(down, least);
  if (!left || !top) return std::nullopt;
  std::reverse(across.begin(), across.end());
  std::reverse(down.begin(), down.end());
  return Region{*left, *top, ink.width - *start_of_ink(across, least),
                ink.height - *start_of_ink(down, least)};
}

/// Scales the ink in `box` so that its longer side is 20 pixels, and puts it in the middle of
/// 28 x 28.
DigitPixels boxed(const Plane& ink, const Region& box) {
  const double half = 0.5 * std::max(box.width(), box.height());
  const double x = 0.5 * (box.left + box.right), y = 0.5 * (box.top + box.bottom);
  const Plane small = resampled(ink, {x - half, y - half, x + half, y + half}, kInkSide, kInkSide);
  constexpr int kBorder = (kDigitSide - kInkSide) / 2;
  DigitPixels pixels{};
  for (int row = 0; row < kInkSide; ++row)
    for (int column = 0; column < kInkSide; ++column)
      pixels[(row + kBorder) * kDigitSide + column + kBorder] =
          std::clamp(small.at(column, row), 0.0f, 1.0f);
  return pixels;
}

/// Replaces each value f(q) of a line by the least f(p) + (q - p)^2 over all p (Felzenszwalb
/// and Huttenlocher, Theory of Computing 8, 2012, algorithm 1).
void distances_along(std::vector<double>& line) {
  const int n = static_cast<int>(line.size());
  std::vector<int> site(n);
  std::vector<double> start(n + 1), out(n);
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  int count = 0;
  for (int q = 0; q < n; ++q) {
    if (line[q] == kInfinity) continue;
    double cross = -kInfinity;
    while (count > 0) {
      const int p = site[count - 1];
      cross = (line[q] + static_cast<double>(q) * q - line[p] - static_cast<double>(p) * p) /
              (2.0 * (q - p));
      if (cross > start[count - 1]) break;
      --count;
    }
    start[count] = count > 0 ? cross : -kInfinity;
    site[count++] = q;
  }
  if (count == 0) return;
  start[count] = kInfinity;
  for (int q = 0, k = 0; q < n; ++q) {
    while (start[k + 1] < q) ++k;
    out[q] = static_cast<double>(q - site[k]) * (q - site[k]) + line[site[k]];
  }
  line = out;
}

/// Distance of each pixel's centre from the edge of the ink, where its amount is `edge`; positive
/// inside.
Plane signed_distance(const Plane& ink, float edge) {
  Plane distance(ink.width, ink.height);
  for (const bool inside : {true, false}) {
    // The distance is to the nearest pixel on the other side, less the half pixel between its
    // centre and the edge.
    std::vector<std::vector<double>> rows(ink.height, std::vector<double>(ink.width));
    for (int y = 0; y < ink.height; ++y)
      for (int x = 0; x < ink.width; ++x)
        rows[y][x] =
            (ink.at(x, y) >= edge) == inside ? std::numeric_limits<double>::infinity() : 0.0;
    for (auto& row : rows) distances_along(row);
    std::vector<double> column(ink.height);
    for (int x = 0; x < ink.width; ++x) {
      for (int y = 0; y < ink.height; ++y) column[y] = rows[y][x];
      distances_along(column);
      for (int y = 0; y < ink.height; ++y)
        if ((ink.at(x, y) >= edge) == inside)
          distance.at(x, y) = static_cast<float>((std::sqrt(column[y]) - 0.5) * (inside ? 1 : -1));
    }
  }
  return distance;
}

/// Mean width of the strokes: across a stroke the distance from its edges rises from 0 to half of
/// its width, so that its mean is a quarter of it.
double stroke_width(const Plane& distance) {
  double sum = 0.0;
  int area = 0;
  for (float d : distance.values)
    if (d > 0.0f) sum += d, ++area;
  return area > 0 ? 4.0 * sum / area : 0.0;
}

/// The plane at 1 / factor of its size, each pixel the greatest of those it covers: hairlines do
/// not fade.
Plane greatest(const Plane& ink, int factor) {
  Plane reduced((ink.width + factor - 1) / factor, (ink.height + factor - 1) / factor);
  for (int y = 0; y < ink.height; ++y)
    for (int x = 0; x < ink.width; ++x)
      reduced.at(x / factor, y / factor) =
          std::max(reduced.at(x / factor, y / factor), ink.at(x, y));
  return reduced;
}

/// The ink on a square whose middle kWorkSide pixels hold the box's longer side; room around it for
/// thicker strokes.
Plane work_plane(const Plane& ink, const Region& box) {
  const double x = 0.5 * (box.left + box.right), y = 0.5 * (box.top + box.bottom);
  const double half = 0.75 * std::max(box.width(), box.height());
  constexpr int kSide = 3 * kWorkSide / 2;
  return resampled(ink, {x - half, y - half, x + half, y + half}, kSide, kSide);
}

/// The greatest value within `reach` along both axes.
Plane widened(const Plane& plane, int reach) {
  Plane across(plane.width, plane.height), result(plane.width, plane.height);
  for (int y = 0; y < plane.height; ++y) {
    for (int x = 0; x < plane.width; ++x) {
      const float* row = plane.values.data() + static_cast<std::size_t>(y) * plane.width;
      across.at(x, y) = *std::max_element(row + std::max(0, x - reach),
                                          row + std::min(plane.width, x + reach + 1));
    }
  }
  for (int y = 0; y < plane.height; ++y) {
    const int first = std::max(0, y - reach), last = std::min(plane.height - 1, y + reach);
    for (int x = 0; x < plane.width; ++x) result.at(x, y) = across.at(x, first);
    for (int k = first + 1; k <= last; ++k)
      for (int x = 0; x < plane.width; ++x)
        result.at(x, y) = std::max(result.at(x, y), across.at(x, k));
  }
  return result;
}

/// The ink with its edges moved so that strokes of `width` become as wide as is wanted once the
/// digit is scaled to kInkSide. Their middles are to span kInkSide less that width.
std::optional<DigitPixels> redrawn(const Plane& distance, double width, double wanted) {
  const double scale = (kInkSide - wanted) / (kWorkSide - width);
  const float shift = static_cast<float>(0.5 * (wanted / scale - width));
  Plane ink(distance.width, distance.height);
  // Where a stroke is thinner than the digit's others it is thinned less, or it would vanish.
  const float half_width = static_cast<float>(0.5 * width);
  const Plane local =
      shift < 0.0f ? widened(distance, static_cast<int>(0.5f * half_width)) : Plane();
  for (std::size_t i = 0; i < ink.values.size(); ++i) {
    const float share = shift < 0.0f ? std::clamp(local.values[i] / half_width, 0.0f, 1.0f) : 1.0f;
    ink.values[i] = std::clamp(distance.values[i] + share * shift + 0.5f, 0.0f, 1.0f);
  }
  const std::optional<Region> box = ink_box(ink, 0.5f);
  if (!box) return std::nullopt;
  return centred(boxed(ink, *box));
}

}  // namespace

std::optional<DigitPixels> normalised(const Plane& ink, float least) {
  const std::optional<Region> box = ink_box(ink, least);
  if (!box) return std::nullopt;
  constexpr double kUnit = static_cast<double>(kWorkSide) / kInkSide;
  const Plane distance = signed_distance(work_plane(ink, *box), 0.5f);
  const double width = stroke_width(distance);
  if (width > kBlob * kWorkSide) return std::nullopt;
  if (width > kThickest * kUnit) return redrawn(distance, width, kThinned);
  if (width >= kThinnest * kUnit) return centred(boxed(ink, *box));

  // Where a thin stroke lies between pixels it is faint: a lower threshold keeps it whole.
  const int factor = static_cast<int>(std::max(box->width(), box->height()) / kWorkSide);
  Plane hairline = ink;
  Region hairline_box = *box;
  if (factor > 1) {
    hairline = greatest(ink, factor);
    hairline_box = {box->left / factor, box->top / factor, box->right / factor,
                    box->bottom / factor};
  }
  const Plane faint = signed_distance(work_plane(hairline, hairline_box), 0.3f);
  return redrawn(faint, stroke_width(faint), kThickened);
}

}  // namespace deepfool
