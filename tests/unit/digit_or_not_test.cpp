// models/digit-or-not.onnx: class 0 is a digit, class 1 is none. What was drawn is the truth here.
#include <cmath>
#include <memory>
#include <string>
#include <vector>

#include "catch.h"
#include "digit/strokes.h"
#include "files.h"
#include "mnist.h"

using namespace deepfool;

namespace {

using Drawing = std::vector<std::vector<Point>>;

bool is_digit(Network& network, const float* pixels) {
  Vector f(2);
  network.logits(Eigen::Map<const Vector>(pixels, kDigitSide * kDigitSide), f);
  return f[0] >= f[1];
}

bool is_digit(Network& network, const Drawing& drawing) {
  Strokes strokes;
  for (const std::vector<Point>& stroke : drawing) {
    strokes.points.insert(strokes.points.end(), stroke.begin(), stroke.end());
    strokes.counts.push_back(static_cast<int>(stroke.size()));
  }
  return is_digit(network, digit_from_strokes(strokes).pixels.data());
}

std::vector<Point> circle(float x, float y, float width, float height) {
  std::vector<Point> points;
  for (int i = 0; i <= 24; ++i) {
    const float a = 6.2831853f * static_cast<float>(i) / 24.0f;
    points.push_back({x + width * std::sin(a), y - height * std::cos(a)});
  }
  return points;
}

}  // namespace

TEST_CASE("digit-or-not: 0.2 % of MNIST's test digits are none, as README says") {
  const std::unique_ptr<Network> network = files::model("digit-or-not");
  const mnist::Digits digits = mnist::test_digits(10000);
  int none = 0;
  for (const std::vector<float>& image : digits.images) none += !is_digit(*network, image.data());
  CAPTURE(none);
  CHECK(none >= 15);
  CHECK(none < 25);
}

TEST_CASE("digit-or-not: drawn digits are digits") {
  const std::unique_ptr<Network> network = files::model("digit-or-not");
  CHECK(is_digit(*network, Drawing{circle(50, 50, 28, 40)}));
  CHECK(is_digit(*network, Drawing{{{40, 30}, {52, 15}, {52, 85}}}));
  CHECK(is_digit(*network, Drawing{{{50, 10}, {50, 90}}}));
  CHECK(is_digit(*network, Drawing{{{28, 20}, {72, 20}, {42, 86}}, {{38, 52}, {66, 52}}}));
  CHECK(is_digit(*network, Drawing{{{30, 10}, {25, 55}, {70, 55}}, {{62, 15}, {58, 90}}}));
  CHECK(is_digit(*network, Drawing{circle(50, 32, 18, 18), circle(50, 68, 22, 18)}));
}

TEST_CASE("digit-or-not: some letters, a square and a face are none") {
  const std::unique_ptr<Network> network = files::model("digit-or-not");
  const auto none = [&](const Drawing& drawing) { return !is_digit(*network, drawing); };
  CHECK(none({{{30, 15}, {30, 85}}, {{72, 15}, {32, 52}}, {{42, 44}, {74, 85}}}));  // K
  CHECK(none({{{20, 90}, {50, 10}, {80, 90}}, {{32, 60}, {68, 60}}}));              // A
  CHECK(none({{{25, 10}, {25, 90}}, {{75, 10}, {75, 90}}, {{25, 50}, {75, 50}}}));  // H
  CHECK(none({{{10, 90}, {20, 10}, {50, 60}, {80, 10}, {90, 90}}}));                // M
  CHECK(none({{{15, 15}, {85, 85}}, {{85, 15}, {15, 85}}}));                        // X
  CHECK(none({{{10, 10}, {90, 10}, {90, 90}, {10, 90}, {10, 10}}}));                // square
  CHECK(none({circle(50, 50, 38, 38),
              circle(37, 40, 4, 4),
              circle(63, 40, 4, 4),  // face
              {{33, 62}, {42, 69}, {50, 71}, {58, 69}, {67, 62}}}));
}
