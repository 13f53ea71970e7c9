#include "digit/strokes.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "digit/centre.h"

namespace deepfool {
namespace {

// How far from the pen's path there is ink.
constexpr double kReach = 0.5 * (kPenWidth + kSoftEdge);

// The path keeps this distance from the sides of the ink's 20 x 20 box. A pixel is inked if its
// centre, half a pixel inside its borders, is within reach: so the first row of the box has ink and
// the row before it has none, not even by a rounding error.
constexpr double kMargin = kReach - 0.5 + 1e-9;

// A point nearer than this to the last one, in pixels, is passed over: it cannot be seen, and
// thousands of them would take time.
constexpr double kSamePoint = 0.02;

// A drawing that departs from a straight line by less than half of the pen's width is a line.
constexpr double kLineWidth = 0.5 * kPenWidth;

struct Vec {
  double x, y;
};

/// Least squared distance of every pixel's centre from the pen's path, within reach.
class DistanceMap {
 public:
  DistanceMap() { squared_.fill(std::numeric_limits<double>::infinity()); }

  /// Adds the segment from a to b, in pixels from the picture's top left corner.
  void add_segment(const Vec& a, const Vec& b) {
    const double dx = b.x - a.x, dy = b.y - a.y;
    const double length2 = dx * dx + dy * dy;
    const double scale = length2 > 0.0 ? 1.0 / length2 : 0.0;
    const int x0 = first_pixel(std::min(a.x, b.x)), x1 = last_pixel(std::max(a.x, b.x));
    const int y0 = first_pixel(std::min(a.y, b.y)), y1 = last_pixel(std::max(a.y, b.y));
    for (int y = y0; y <= y1; ++y) {
      for (int x = x0; x <= x1; ++x) {
        const double px = x + 0.5 - a.x, py = y + 0.5 - a.y;
        const double t = std::clamp((px * dx + py * dy) * scale, 0.0, 1.0);
        const double ex = px - t * dx, ey = py - t * dy;
        double& squared = squared_[y * kDigitSide + x];
        squared = std::min(squared, ex * ex + ey * ey);
      }
    }
  }

  /// The ink of a round pen: 1 inside, falling off linearly over the soft edge. Strokes that cross
  /// do not add up.
  DigitPixels ink() const {
    DigitPixels pixels;
    for (std::size_t i = 0; i < pixels.size(); ++i)
      pixels[i] =
          static_cast<float>(std::clamp((kReach - std::sqrt(squared_[i])) / kSoftEdge, 0.0, 1.0));
    return pixels;
  }

 private:
  static int first_pixel(double low) { return std::max(0, static_cast<int>(low - kReach)); }
  static int last_pixel(double high) {
    return std::min(kDigitSide - 1, static_cast<int>(high + kReach));
  }

  std::array<double, kDigitSide * kDigitSide> squared_;
};

bool is_finite(const Point& p) { return std::isfinite(p.x) && std::isfinite(p.y); }

/// Where a drawing lies in the digit: a point p comes to scale (p - middle) from the digit's
/// centre.
struct Placement {
  double scale;
  Vec middle;

  Vec operator()(const Point& p) const {
    return {0.5 * kDigitSide + scale * (p.x - middle.x),
            0.5 * kDigitSide + scale * (p.y - middle.y)};
  }
};

/// Goes along the placed strokes: calls segment(a, b) for each piece of a path, and dot(a) for a
/// path of a single point.
template <class Segment, class Dot>
void trace(const Strokes& strokes, const Placement& place, const Segment& segment, const Dot& dot) {
  const Point* point = strokes.points.data();
  for (const int count : strokes.counts) {
    Vec from{};           // the last point of the path
    Vec last{};           // the last one of the stroke
    int points = 0;       // of the path
    bool passed = false;  // whether `last` was passed over
    const auto go = [&](const Vec& to) {
      if (points > 0) segment(from, to);
      from = to;
      ++points;
    };
    for (const Point* const end = point + count; point != end; ++point) {
      if (!is_finite(*point)) continue;
      last = place(*point);
      passed = points > 0 && std::hypot(last.x - from.x, last.y - from.y) < kSamePoint;
      if (!passed) go(last);
    }
    if (passed) go(last);
    if (points == 1) dot(from);
  }
}

/// Whether the strokes fit between two parallel lines kLineWidth apart along their longest
/// direction: the principal axis of the path, weighted by length.
bool is_line(const Strokes& strokes, const Placement& place) {
  double mass = 0.0, sx = 0.0, sy = 0.0, sxx = 0.0, sxy = 0.0, syy = 0.0;
  const auto add = [&](double m, double x, double y) {
    mass += m, sx += m * x, sy += m * y, sxx += m * x * x, sxy += m * x * y, syy += m * y * y;
  };
  trace(
      strokes, place,
      [&](const Vec& a, const Vec& b) {
        // Simpson's rule is exact for the quadratic moments of a segment.
        const double length = std::hypot(b.x - a.x, b.y - a.y);
        add(length / 6.0, a.x, a.y);
        add(length * 4.0 / 6.0, 0.5 * (a.x + b.x), 0.5 * (a.y + b.y));
        add(length / 6.0, b.x, b.y);
      },
      [&](const Vec& a) { add(kPenWidth, a.x, a.y); });
  const double cxx = sxx - sx * sx / mass, cxy = sxy - sx * sy / mass, cyy = syy - sy * sy / mass;
  // The normal of the axis at half the angle of (u, v), by square roots: sines would bring tables
  // for large angles into the part of the WebAssembly module that a page loads first.
  const double u = cxx - cyy, v = 2.0 * cxy, w = std::hypot(u, v);
  const Vec axis = w == 0.0 ? Vec{1.0, 0.0} : u >= 0.0 ? Vec{w + u, v} : Vec{v, w - u};
  const double length = std::hypot(axis.x, axis.y);
  const double nx = -axis.y / length, ny = axis.x / length;
  double low = std::numeric_limits<double>::infinity(), high = -low;
  const auto take = [&](const Vec& p) {
    low = std::min(low, nx * p.x + ny * p.y);
    high = std::max(high, nx * p.x + ny * p.y);
  };
  trace(
      strokes, place,
      [&](const Vec& a, const Vec& b) {
        take(a);
        take(b);
      },
      take);
  return high - low <= kLineWidth;
}

void check(const Strokes& strokes) {
  std::size_t sum = 0;
  bool negative = false;
  for (const int count : strokes.counts) {
    negative = negative || count < 0;
    sum += static_cast<std::size_t>(count);
  }
  if (negative || sum != strokes.points.size()) {
    throw std::invalid_argument("strokes: the counts are not those of the points");
  }
}

}  // namespace

Digit digit_from_strokes(const Strokes& strokes, float dot_size) {
  check(strokes);
  Vec low{std::numeric_limits<double>::infinity(), std::numeric_limits<double>::infinity()};
  Vec high{-low.x, -low.y};
  for (const Point& p : strokes.points) {
    if (!is_finite(p)) continue;
    low = {std::min<double>(low.x, p.x), std::min<double>(low.y, p.y)};
    high = {std::max<double>(high.x, p.x), std::max<double>(high.y, p.y)};
  }
  Digit digit;
  if (high.x < low.x) return digit;

  const double width = high.x - low.x, height = high.y - low.y, longer = std::max(width, height);
  DistanceMap map;
  if (!(longer > dot_size) || longer == 0.0) {
    const Vec centre{0.5 * kDigitSide, 0.5 * kDigitSide};
    map.add_segment(centre, centre);
    digit.pixels = centred(map.ink());
    digit.outcome = DigitOutcome::kDot;
    return digit;
  }

  // MNIST's digits fill their 20 x 20 box along the longer side and lie in its middle along the
  // other. The box starts at pixel 4; centred() then shifts it.
  const Placement place{(kInkSide - 2.0 * kMargin) / longer,
                        {0.5 * (low.x + high.x), 0.5 * (low.y + high.y)}};
  trace(
      strokes, place, [&](const Vec& a, const Vec& b) { map.add_segment(a, b); },
      [&](const Vec& a) { map.add_segment(a, a); });
  digit.pixels = centred(map.ink());
  digit.outcome = is_line(strokes, place) ? DigitOutcome::kLine : DigitOutcome::kDigit;
  return digit;
}

}  // namespace deepfool
