#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <stdexcept>
#include <vector>

#include "catch.h"
#include "digit/centre.h"
#include "digit/strokes.h"

using namespace deepfool;

namespace {

constexpr double kPi = 3.14159265358979323846;

/// Numbers in [0, 1) that are the same everywhere (Knuth's MMIX generator).
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  double operator()() {
    state_ = state_ * 6364136223846793005u + 1442695040888963407u;
    return static_cast<double>(state_ >> 11) / 9007199254740992.0;
  }

 private:
  std::uint64_t state_;
};

struct Extent {
  int left = kDigitSide, right = -1, top = kDigitSide, bottom = -1;
  double mass = 0.0, x = 0.0, y = 0.0;  // the centre of mass, from the centre of the first pixel
  float peak = 0.0f;

  int longer_side() const { return std::max(right - left, bottom - top) + 1; }
};

Extent extent_of(const DigitPixels& pixels) {
  Extent e;
  for (int y = 0; y < kDigitSide; ++y) {
    for (int x = 0; x < kDigitSide; ++x) {
      const float ink = pixels[y * kDigitSide + x];
      if (ink == 0.0f) continue;
      e.left = std::min(e.left, x), e.right = std::max(e.right, x);
      e.top = std::min(e.top, y), e.bottom = std::max(e.bottom, y);
      e.mass += ink, e.x += ink * x, e.y += ink * y, e.peak = std::max(e.peak, ink);
    }
  }
  e.x /= e.mass, e.y /= e.mass;
  return e;
}

double greatest_difference(const DigitPixels& a, const DigitPixels& b) {
  double greatest = 0.0;
  for (std::size_t i = 0; i < a.size(); ++i)
    greatest = std::max(greatest, std::fabs(static_cast<double>(a[i]) - b[i]));
  return greatest;
}

using Stroke = std::vector<Point>;

Digit drawn(const std::vector<Stroke>& strokes, float dot_size = 0.0f) {
  Strokes all;
  for (const Stroke& stroke : strokes) {
    all.points.insert(all.points.end(), stroke.begin(), stroke.end());
    all.counts.push_back(static_cast<int>(stroke.size()));
  }
  return digit_from_strokes(all, dot_size);
}

/// A 2 with a curved neck, in a unit of its own.
std::vector<Stroke> drawing() {
  Stroke stroke;
  for (int i = 0; i <= 40; ++i) {
    const double angle = kPi * (1.0 - i / 26.0);
    stroke.push_back({static_cast<float>(50.0 + 30.0 * std::cos(angle)),
                      static_cast<float>(40.0 - 28.0 * std::sin(angle))});
  }
  stroke.push_back({20.0f, 110.0f});
  stroke.push_back({84.0f, 108.0f});
  return {stroke, {{30.0f, 70.0f}, {70.0f, 74.0f}}};
}

template <class Change>
std::vector<Stroke> changed(std::vector<Stroke> strokes, Change change) {
  for (Stroke& stroke : strokes)
    for (Point& p : stroke) p = change(p);
  return strokes;
}

/// Every segment cut into n.
std::vector<Stroke> cut(const std::vector<Stroke>& strokes, int n) {
  std::vector<Stroke> result;
  for (const Stroke& stroke : strokes) {
    Stroke finer{stroke.front()};
    for (std::size_t i = 0; i + 1 < stroke.size(); ++i) {
      for (int k = 1; k <= n; ++k) {
        const float t = static_cast<float>(k) / n;
        finer.push_back({stroke[i].x + t * (stroke[i + 1].x - stroke[i].x),
                         stroke[i].y + t * (stroke[i + 1].y - stroke[i].y)});
      }
    }
    result.push_back(finer);
  }
  return result;
}

}  // namespace

TEST_CASE("a straight stroke has the ink of a round pen's path") {
  // Its width times its length, and the two halves of a disc: with the soft edge s, the integral of
  // the pen's ink over the plane is pi (w^2 / 4 + s^2 / 12).
  const double caps = kPi * (kPenWidth * kPenWidth / 4.0 + kSoftEdge * kSoftEdge / 12.0);
  for (int degrees = 0; degrees < 180; degrees += 7) {
    CAPTURE(degrees);
    const double c = std::cos(degrees * kPi / 180.0), s = std::sin(degrees * kPi / 180.0);
    const Digit digit =
        drawn({{{0.0f, 0.0f}, {static_cast<float>(1e3 * c), static_cast<float>(1e3 * s)}}});
    CHECK(digit.outcome == DigitOutcome::kLine);
    // The ink, soft edges included, takes 20 pixels along the longer side, and half a pixel is the
    // grid's.
    const double span = kInkSide - (kPenWidth + kSoftEdge - 1.0);
    const double length = span / std::max(std::fabs(c), std::fabs(s));
    const Extent e = extent_of(digit.pixels);
    CHECK(e.longer_side() == kInkSide);
    // Sampled at the pixels' centres: along the axes all of a row's pixels err alike.
    CHECK(e.mass == Approx(kPenWidth * length + caps).epsilon(degrees % 90 < 5 ? 0.06 : 0.02));
  }
}

TEST_CASE("an upright line stays narrow") {
  const Digit digit = drawn({{{5.0f, 0.0f}, {5.0f, 300.0f}}});
  const Extent e = extent_of(digit.pixels);
  CHECK(digit.outcome == DigitOutcome::kLine);
  CHECK(e.bottom - e.top + 1 == kInkSide);
  CHECK(e.right - e.left + 1 <= 4);
}

TEST_CASE("a drawing's ink is 20 pixels long and has its centre of mass in the middle") {
  Random random(3);
  for (int i = 0; i < 300; ++i) {
    CAPTURE(i);
    const double size = std::pow(10.0, 8.0 * random() - 4.0);
    std::vector<Stroke> strokes(1 + static_cast<int>(3.0 * random()));
    for (Stroke& stroke : strokes)
      for (int k = 0; k < 8; ++k)
        stroke.push_back(
            {static_cast<float>(size * random()), static_cast<float>(size * random())});
    const Digit digit = drawn(strokes);
    CHECK(digit.outcome == DigitOutcome::kDigit);
    const Extent e = extent_of(digit.pixels);
    CHECK(e.longer_side() == kInkSide);
    CHECK(std::fabs(e.x - 14.0) <= 0.5 + 1e-6);
    CHECK(std::fabs(e.y - 14.0) <= 0.5 + 1e-6);
    CHECK(e.peak == 1.0f);
    CHECK(*std::min_element(digit.pixels.begin(), digit.pixels.end()) == 0.0f);
  }
}

TEST_CASE("where, how large and how densely a drawing was sampled makes no difference") {
  const DigitPixels pixels = drawn(drawing()).pixels;
  const auto moved = changed(drawing(), [](Point p) { return Point{p.x + 512.0f, p.y - 256.0f}; });
  const auto scaled = changed(drawing(), [](Point p) { return Point{0.37f * p.x, 0.37f * p.y}; });
  const auto doubled = changed(drawing(), [](Point p) { return Point{2.0f * p.x, 2.0f * p.y}; });
  CHECK(greatest_difference(pixels, drawn(moved).pixels) < 1e-4);
  CHECK(greatest_difference(pixels, drawn(scaled).pixels) < 1e-4);
  CHECK(drawn(doubled).pixels == pixels);
  CHECK(greatest_difference(pixels, drawn(cut(drawing(), 3)).pixels) < 1e-4);
  // So dense that points are passed over, corners too: by less than 0.02 pixels.
  CHECK(greatest_difference(pixels, drawn(cut(drawing(), 5000)).pixels) < 0.02);

  std::vector<Stroke> repeated = drawing();
  for (Stroke& stroke : repeated) {
    Stroke twice;
    for (const Point& p : stroke) twice.insert(twice.end(), {p, p});
    stroke = twice;
  }
  CHECK(drawn(repeated).pixels == pixels);

  std::vector<Stroke> backwards = drawing();
  for (Stroke& stroke : backwards) std::reverse(stroke.begin(), stroke.end());
  std::reverse(backwards.begin(), backwards.end());
  CHECK(greatest_difference(pixels, drawn(backwards).pixels) < 1e-6);
}

TEST_CASE("a turned or mirrored drawing is the turned or mirrored digit") {
  // Up to the shift: the 28 x 28 picture has no pixel in its middle to turn about.
  const auto ink = [](const DigitPixels& pixels) {
    const Extent e = extent_of(pixels);
    std::vector<std::vector<float>> rows;
    for (int y = e.top; y <= e.bottom; ++y)
      rows.emplace_back(&pixels[y * kDigitSide + e.left], &pixels[y * kDigitSide + e.right] + 1);
    return rows;
  };
  const auto upright = ink(drawn(drawing()).pixels);
  const auto turned = ink(drawn(changed(drawing(), [](Point p) {
                            return Point{-p.y, p.x};
                          })).pixels);
  const auto mirrored = ink(drawn(changed(drawing(), [](Point p) {
                              return Point{-p.x, p.y};
                            })).pixels);
  REQUIRE(turned.size() == upright[0].size());
  REQUIRE(turned[0].size() == upright.size());
  for (std::size_t y = 0; y < upright.size(); ++y) {
    for (std::size_t x = 0; x < upright[0].size(); ++x) {
      CHECK(turned[x][upright.size() - 1 - y] == Approx(upright[y][x]).margin(1e-5));
      CHECK(mirrored[y][upright[0].size() - 1 - x] == Approx(upright[y][x]).margin(1e-5));
    }
  }
}

TEST_CASE("strokes that cross do not add up") {
  const Stroke down{{0.0f, 0.0f}, {100.0f, 100.0f}}, up{{0.0f, 100.0f}, {100.0f, 0.0f}};
  const DigitPixels one = drawn({down}).pixels, other = drawn({up}).pixels;
  const DigitPixels both = drawn({down, up}).pixels;
  for (std::size_t i = 0; i < both.size(); ++i) CHECK(both[i] == std::max(one[i], other[i]));
  // Drawn over again it is the same.
  CHECK(drawn({down, up, down, down}).pixels == both);
}

TEST_CASE("nothing drawn is empty") {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  const float infinity = std::numeric_limits<float>::infinity();
  for (const auto& strokes : std::vector<std::vector<Stroke>>{
           {}, {{}}, {{}, {}}, {{{nan, 0.0f}}}, {{{0.0f, infinity}, {-infinity, nan}}}}) {
    const Digit digit = drawn(strokes);
    CHECK(digit.outcome == DigitOutcome::kEmpty);
    CHECK(digit.pixels == DigitPixels{});
  }
}

TEST_CASE("a dot is a blob in the middle and not blown up") {
  const double blob = kPi * (kPenWidth * kPenWidth / 4.0 + kSoftEdge * kSoftEdge / 12.0);
  const std::vector<Stroke> tremble{{{10.0f, 10.0f}, {12.0f, 11.0f}, {11.0f, 12.0f}}};
  for (const Digit& digit :
       {drawn({{{7.0f, -3.0f}}}), drawn({{{7.0f, 7.0f}, {7.0f, 7.0f}}, {{7.0f, 7.0f}}}),
        drawn(tremble, 2.0f)}) {
    CHECK(digit.outcome == DigitOutcome::kDot);
    const Extent e = extent_of(digit.pixels);
    CHECK(e.mass == Approx(blob).epsilon(0.1));
    CHECK(e.longer_side() <= 4);
    CHECK(std::fabs(e.x - 14.0) <= 0.5 + 1e-6);
    CHECK(std::fabs(e.y - 14.0) <= 0.5 + 1e-6);
  }
  CHECK(drawn(tremble, 1.9f).outcome == DigitOutcome::kDigit);
}

TEST_CASE("lines are told from digits") {
  const Stroke line{{0.0f, 0.0f}, {30.0f, 90.0f}};
  Stroke there_and_back = line, trembling, bent = line;
  there_and_back.push_back(line.front());
  for (int i = 0; i <= 30; ++i)
    trembling.push_back({30.0f + 1.5f * static_cast<float>(std::sin(2.5 * i)), 10.0f * i});
  bent.push_back({60.0f, 0.0f});
  CHECK(drawn({line}).outcome == DigitOutcome::kLine);
  CHECK(drawn({there_and_back}).outcome == DigitOutcome::kLine);
  CHECK(drawn({trembling}).outcome == DigitOutcome::kLine);
  CHECK(drawn({line, {{60.0f, 180.0f}}}).outcome == DigitOutcome::kLine);
  CHECK(drawn({bent}).outcome == DigitOutcome::kDigit);
  CHECK(drawn({line, {{60.0f, 20.0f}}}).outcome == DigitOutcome::kDigit);
}

TEST_CASE("points that are not finite are left out") {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  const float infinity = std::numeric_limits<float>::infinity();
  std::vector<Stroke> strokes = drawing();
  strokes[0].insert(strokes[0].begin() + 9, {{nan, 1.0f}, {3.0f, infinity}, {-infinity, nan}});
  strokes.push_back({{nan, nan}});
  CHECK(drawn(strokes).pixels == drawn(drawing()).pixels);
}

TEST_CASE("the ends of float's range are drawn like everything else") {
  const float huge = std::numeric_limits<float>::max(),
              tiny = std::numeric_limits<float>::denorm_min();
  for (const float unit : {huge, tiny}) {
    const Digit digit = drawn({{{-unit, -unit}, {unit, -unit}, {-unit, unit}, {unit, unit}}});
    CHECK(digit.outcome == DigitOutcome::kDigit);
    CHECK(extent_of(digit.pixels).longer_side() == kInkSide);
  }
}

TEST_CASE("centring shifts by whole pixels and loses no ink") {
  DigitPixels pixels{};
  pixels[0] = 1.0f;
  pixels[1] = 0.25f;
  DigitPixels expected{};
  expected[14 * kDigitSide + 14] = 1.0f;
  expected[14 * kDigitSide + 15] = 0.25f;
  CHECK(centred(pixels) == expected);
  CHECK(centred(expected) == expected);
  CHECK(centred(DigitPixels{}) == DigitPixels{});

  // Heavy at the left and long to the right: the shift ends at the border.
  DigitPixels tail{};
  for (int x = 0; x < 20; ++x) tail[14 * kDigitSide + x] = x < 2 ? 1.0f : 0.01f;
  const Extent e = extent_of(centred(tail));
  CHECK(e.right == kDigitSide - 1);
  CHECK(e.mass == Approx(extent_of(tail).mass));
}

TEST_CASE("counts of strokes that are not those of the points are refused", "[digit]") {
  const std::vector<Point> points{{0, 0}, {1, 1}, {2, 0}};
  CHECK_NOTHROW(digit_from_strokes({points, {2, 1}}));
  CHECK_NOTHROW(digit_from_strokes({points, {0, 3, 0}}));
  CHECK_THROWS_AS(digit_from_strokes({points, {2}}), std::invalid_argument);
  CHECK_THROWS_AS(digit_from_strokes({points, {2, 2}}), std::invalid_argument);
  CHECK_THROWS_AS(digit_from_strokes({points, {4, -1}}), std::invalid_argument);
  CHECK_THROWS_AS(digit_from_strokes({points, {}}), std::invalid_argument);
}
