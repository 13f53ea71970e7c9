#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "catch.h"
#include "digit/components.h"
#include "digit/picture.h"
#include "digit/plane.h"
#include "mnist.h"
#include "pictures.h"

using namespace deepfool;
using namespace pictures;

namespace {

/// Numbers in [0, 1) that are the same everywhere (Knuth's MMIX generator).
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  double operator()() {
    state_ = state_ * 6364136223846793005u + 1442695040888963407u;
    return static_cast<double>(state_ >> 11) / 9007199254740992.0;
  }
  int below(int n) { return static_cast<int>((*this)() * n); }

 private:
  std::uint64_t state_;
};

Picture one_nine(double paper = 1.0, double ink = 0.0) {
  return grey(160, 140,
              [&](int x, int y) { return paper + (ink - paper) * nine(x - 40, y - 20, 100); });
}

double mean_difference(const DigitPixels& a, const DigitPixels& b) {
  double sum = 0.0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += std::fabs(static_cast<double>(a[i]) - b[i]);
  return sum / a.size();
}

double greatest_difference(const DigitPixels& a, const std::vector<float>& b) {
  double greatest = 0.0;
  for (std::size_t i = 0; i < a.size(); ++i)
    greatest = std::max(greatest, std::fabs(static_cast<double>(a[i]) - b[i]));
  return greatest;
}

/// Longer side of the inked box.
int longer_side(const float* pixels) {
  int left = 28, right = -1, top = 28, bottom = -1;
  for (int i = 0; i < 784; ++i) {
    if (pixels[i] == 0.0f) continue;
    left = std::min(left, i % 28), right = std::max(right, i % 28);
    top = std::min(top, i / 28), bottom = std::max(bottom, i / 28);
  }
  return std::max(right - left, bottom - top) + 1;
}

/// An MNIST digit, each pixel `zoom` x `zoom` ones, on paper around it.
Picture enlarged(const std::vector<float>& digit, int zoom, int margin, bool inverted) {
  const int side = 28 * zoom + 2 * margin;
  return grey(side, side, [&](int x, int y) {
    const int u = x - margin, v = y - margin;
    const bool in = u >= 0 && v >= 0 && u < 28 * zoom && v < 28 * zoom;
    const double ink = in ? digit[v / zoom * 28 + u / zoom] : 0.0;
    return inverted ? 1.0 - ink : ink;
  });
}

const mnist::Digits& digits() {
  static const mnist::Digits loaded = mnist::test_digits(2000);
  return loaded;
}

std::string message_of(const std::function<void()>& call) {
  try {
    call();
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("MNIST's digits come back as they are, black or white, wherever they lie") {
  int split = 0;
  for (std::size_t i = 0; i < digits().images.size(); ++i) {
    CAPTURE(i);
    const std::vector<float>& image = digits().images[i];
    const int margin = i % 4 == 3 ? 9 : 0;
    const PictureDigits found = enlarged(image, 1, margin, i % 2 == 1).digits();
    REQUIRE(found.outcome != PictureOutcome::kNone);
    if (found.outcome == PictureOutcome::kSeveral) {
      ++split;
      continue;
    }
    // All but three of the 10,000 are in MNIST's form, 20 pixels long; the three are enlarged.
    if (longer_side(image.data()) == kInkSide)
      CHECK(greatest_difference(found.digits[0].pixels, image) <= 1.0 / 255.0);
    else
      CHECK(longer_side(found.digits[0].pixels.data()) == kInkSide);
  }
  CHECK(split <= 2);  // 0.1 %
}

TEST_CASE("enlarged MNIST digits come back nearly") {
  double sum = 0.0;
  int exact = 0, split = 0;
  constexpr int kCount = 200;
  for (int i = 0; i < kCount; ++i) {
    CAPTURE(i);
    const std::vector<float>& image = digits().images[i];
    const PictureDigits found = enlarged(image, 3 + i % 8, 5 * (i % 3), i % 2 == 0).digits();
    REQUIRE(found.outcome != PictureOutcome::kNone);
    split += found.digits.size() > 1;
    DigitPixels original;
    std::copy(image.begin(), image.end(), original.begin());
    const double difference = mean_difference(found.digits[0].pixels, original);
    sum += difference;
    exact += difference < 0.004;
    CHECK(longer_side(found.digits[0].pixels.data()) == kInkSide);
    // Strokes thinner or thicker than most are redrawn: half a pixel on either side of a stroke 20
    // to 40 pixels long changes up to 80 of 784 pixels, and a scale one pixel off as much again.
    CHECK(difference < 0.13);
  }
  // Most come back exactly. The rest are redrawn, have a first row that is nearly white, or are of
  // odd width, which puts their middle half a pixel off the grid and blurs the strokes' edges.
  CHECK(sum / kCount < 0.02);
  CHECK(exact > 0.6 * kCount);
  CHECK(split == 0);
}

TEST_CASE("digits side by side are counted and read in order") {
  Random random(11);
  int right = 0;
  constexpr int kPictures = 200;
  for (int n = 0; n < kPictures; ++n) {
    // Gaps of 4 to 8 pixels between digits 20 high.
    std::vector<float> row(28 * 200, 0.0f);
    std::vector<int> lefts, widths;
    const int count = 2 + random.below(4);
    int at = 4;
    for (int k = 0; k < count; ++k) {
      const std::vector<float>& image = digits().images[random.below(2000)];
      int left = 28, last = -1;
      for (int i = 0; i < 784; ++i)
        if (image[i] > 0.0f) left = std::min(left, i % 28), last = std::max(last, i % 28);
      for (int y = 0; y < 28; ++y)
        for (int x = left; x <= last; ++x) row[y * 200 + at + x - left] = image[y * 28 + x];
      lefts.push_back(at);
      widths.push_back(last - left + 1);
      at += last - left + 1 + 4 + random.below(5);
    }
    const Picture picture = grey(200, 28, [&](int x, int y) {
      return n % 2 == 0 ? row[y * 200 + x] : 1.0 - row[y * 200 + x];
    });
    const PictureDigits found = picture.digits();
    CHECK(found.outcome == PictureOutcome::kSeveral);
    if (static_cast<int>(found.digits.size()) != count) continue;
    ++right;
    for (int k = 0; k < count; ++k) {
      const Box& box = found.digits[k].box;
      CHECK(box.x >= lefts[k]);
      CHECK(box.x + box.width <= lefts[k] + widths[k]);
    }
  }
  CHECK(right > 0.97 * kPictures);
}

TEST_CASE("rows are read from the top") {
  const Picture picture = grey(300, 300, [](int x, int y) {
    double ink = 0.0;
    // The second digit of the first row stands a little higher.
    for (const auto& corner :
         {std::pair<int, int>{20, 30}, {120, 18}, {220, 30}, {30, 180}, {180, 170}})
      ink = std::max(ink, nine(x - corner.first, y - corner.second, 90));
    return 1.0 - ink;
  });
  const PictureDigits found = picture.digits();
  REQUIRE(found.digits.size() == 5);
  const int xs[] = {20, 120, 220, 30, 180}, ys[] = {30, 18, 30, 180, 170};
  for (int k = 0; k < 5; ++k) {
    CHECK(std::abs(found.digits[k].box.x - xs[k]) <= 1);
    CHECK(std::abs(found.digits[k].box.y - ys[k]) <= 1);
    CHECK(std::abs(found.digits[k].box.height - 90) <= 2);
    CHECK(mean_difference(found.digits[k].pixels, found.digits[0].pixels) < 0.02);
  }
}

TEST_CASE("polarity, shades, colours and transparency make no difference") {
  const PictureDigits reference = one_nine().digits();
  REQUIRE(reference.outcome == PictureOutcome::kOne);
  const auto same = [&](const Picture& picture) {
    const PictureDigits found = picture.digits();
    REQUIRE(found.outcome == PictureOutcome::kOne);
    CHECK(mean_difference(found.digits[0].pixels, reference.digits[0].pixels) < 0.004);
  };
  same(one_nine(0.0, 1.0));
  same(one_nine(0.9, 0.4));
  same(one_nine(0.2, 0.5));

  // Colours (ink, then paper): yellow on white has next to no contrast in luma.
  const std::uint8_t colours[][2][3] = {{{255, 255, 0}, {255, 255, 255}},
                                        {{200, 0, 0}, {255, 250, 230}},
                                        {{255, 255, 255}, {10, 60, 200}}};
  for (const auto& pair : colours) {
    Picture picture = one_nine();
    for (std::size_t i = 0; i < picture.rgba.size(); i += 4) {
      const double ink = 1.0 - picture.rgba[i] / 255.0;
      for (int c = 0; c < 3; ++c)
        picture.rgba[i + c] = byte((pair[1][c] + ink * (pair[0][c] - pair[1][c])) / 255.0);
    }
    same(picture);
  }

  // Ink of any colour on nothing, whatever is under the transparent pixels.
  for (const int colour : {0, 255, 130}) {
    Picture picture = one_nine();
    for (std::size_t i = 0; i < picture.rgba.size(); i += 4) {
      picture.rgba[i + 3] = 255 - picture.rgba[i];
      std::fill_n(&picture.rgba[i], 3,
                  static_cast<std::uint8_t>(picture.rgba[i + 3] > 0 ? colour : 77));
    }
    same(picture);
  }

  // A drawing on a card with transparent corners.
  Picture card = one_nine();
  for (int y = 0; y < card.height; ++y)
    for (int x = 0; x < card.width; ++x)
      if (std::min(x, card.width - 1 - x) + std::min(y, card.height - 1 - y) < 12)
        card.rgba[4u * (y * card.width + x) + 3] = 0;
  same(card);
}

TEST_CASE("uneven light, noise, frames and printed lines do not matter") {
  Random random(2);
  const auto noise = [&] {
    return random() + random() + random() - 1.5;
  };  // standard deviation 1/2
  const auto ink = [](int x, int y) { return nine(x - 120, y - 60, 200, 0.08); };
  const PictureDigits reference =
      grey(400, 320, [&](int x, int y) { return 1.0 - ink(x, y); }).digits();
  REQUIRE(reference.outcome == PictureOutcome::kOne);
  const auto same = [&](const char* name, const std::function<double(int, int)>& shade) {
    CAPTURE(name);
    const PictureDigits found = grey(400, 320, shade).digits();
    REQUIRE(found.outcome == PictureOutcome::kOne);
    const Box &a = found.digits[0].box, &b = reference.digits[0].box;
    CHECK(std::abs(a.x - b.x) <= 3);
    CHECK(std::abs(a.y - b.y) <= 3);
    CHECK(std::abs(a.width - b.width) <= 6);
    CHECK(std::abs(a.height - b.height) <= 6);
    // Half a pixel's error at the edges of the strokes is 0.04.
    CHECK(mean_difference(found.digits[0].pixels, reference.digits[0].pixels) < 0.04);
  };
  const auto pen = [&](int x, int y) { return 0.9 - 0.7 * ink(x, y); };
  same("lamp at the left",
       [&](int x, int y) { return pen(x, y) * (1.0 - 0.7 * x / 400.0) + 0.01 * noise(); });
  same("dark corners", [&](int x, int y) {
    return pen(x, y) *
               (1.0 - 0.5 * (std::pow(x / 200.0 - 1.0, 2) + std::pow(y / 160.0 - 1.0, 2)) / 2.0) +
           0.01 * noise();
  });
  same("a shadow", [&](int x, int y) {
    return pen(x, y) * (1.0 - 0.4 / (1.0 + std::exp((x + 0.3 * y - 260.0) / 25.0))) +
           0.01 * noise();
  });
  same("noise", [&](int x, int y) { return pen(x, y) + 0.1 * noise(); });
  same("chalk", [&](int x, int y) {
    return (0.15 + 0.65 * ink(x, y)) * (1.0 - 0.3 * y / 320.0) + 0.02 * noise();
  });
  same("ruled paper", [&](int x, int y) {
    return (pen(x, y) - (ink(x, y) < 0.5 && (y + x / 50) % 24 < 2 ? 0.2 : 0.0)) *
               (1.0 - 0.2 * x / 400.0) +
           0.01 * noise();
  });
  same("a frame", [&](int x, int y) {
    const int inset = std::min({x, y, 399 - x, 319 - y});
    return inset >= 20 && inset < 24 ? 0.0 : 1.0 - ink(x, y);
  });
  same("the picture's own border", [&](int x, int y) {
    return std::min({x, y, 399 - x, 319 - y}) < 6 ? 0.0 : 1.0 - ink(x, y);
  });
  same("specks", [&](int x, int y) {
    return (x % 97 < 3 && y % 89 < 3 && (x < 90 || x > 340)) ? 0.0 : 1.0 - ink(x, y);
  });
}

TEST_CASE("strokes become as wide as MNIST's, and a digit with a loose piece stays one") {
  for (const double pen : {0.011, 0.03, 0.1, 0.2, 0.28}) {
    CAPTURE(pen);
    const PictureDigits found =
        grey(300, 300, [&](int x, int y) { return 1.0 - nine(x - 80, y - 30, 240, pen); }).digits();
    REQUIRE(found.outcome == PictureOutcome::kOne);
    const DigitPixels& pixels = found.digits[0].pixels;
    CHECK(longer_side(pixels.data()) == kInkSide);
    // Width times length, the ring being a circle of radius 0.3 less half a pen and the stroke 0.7
    // long.
    double mass = 0.0;
    for (float v : pixels) mass += v;
    const double width = mass / (20.0 * (2.0 * 3.14159 * (0.3 - 0.5 * pen) + 0.7));
    CHECK(width > 1.5);
    CHECK(width < 4.2);
  }

  const PictureDigits five = grey(200, 200, [](int x, int y) {
                               const bool bar = y >= 40 && y < 52 && x >= 85 && x < 140;
                               const bool neck = x >= 60 && x < 72 && y >= 48 && y < 100;
                               const double r = std::hypot(x - 85.0, y - 125.0);
                               const bool bowl = r > 26.0 && r < 38.0 && (x > 66 || y > 140);
                               return bar || neck || bowl ? 0.0 : 1.0;
                             }).digits();
  REQUIRE(five.outcome == PictureOutcome::kOne);
  CHECK(five.digits[0].box.y == 40);
  CHECK(five.digits[0].box.x + five.digits[0].box.width == 140);
}

TEST_CASE("pictures without a digit are said to have none") {
  const auto none = [](const char* name, const Picture& picture) {
    CAPTURE(name, picture.width);
    const PictureDigits found = picture.digits();
    CHECK(found.outcome == PictureOutcome::kNone);
    CHECK(found.digits.empty());
  };
  for (const auto& size : {std::pair<int, int>{1, 1}, {2, 1}, {1, 1024}, {28, 28}, {1024, 1024}}) {
    none("white", grey(size.first, size.second, [](int, int) { return 1.0; }));
    none("black", grey(size.first, size.second, [](int, int) { return 0.0; }));
    none("transparent",
         {size.first, size.second, std::vector<std::uint8_t>(4u * size.first * size.second, 0)});
  }
  for (const int side : {28, 64, 200, 700}) {
    Random random(side);
    none("noise", grey(side, side, [&](int, int) { return random(); }));
    none("faint noise", grey(side, side, [&](int, int) { return 0.8 + 0.05 * random(); }));
    none("binary noise", grey(side, side, [&](int, int) { return random() < 0.5 ? 0.0 : 1.0; }));
  }
  none("a gradient", grey(300, 200, [](int x, int y) { return (x + y) / 500.0; }));
  none("vignette", grey(300, 200, [](int x, int y) {
         return 1.0 - (std::pow(x / 150.0 - 1.0, 2) + std::pow(y / 100.0 - 1.0, 2)) / 3.0;
       }));
  none("a speck",
       grey(100, 100, [](int x, int y) { return x / 3 == 16 && y / 3 == 16 ? 0.0 : 1.0; }));
  none("a disc",
       grey(100, 100, [](int x, int y) { return std::hypot(x - 50, y - 50) < 20 ? 0.0 : 1.0; }));
  none("a frame", grey(100, 100, [](int x, int y) {
         return std::min({x, y, 99 - x, 99 - y}) < 5 ? 0.0 : 1.0;
       }));
  none("squared paper",
       grey(200, 200, [](int x, int y) { return x % 20 == 3 || y % 20 == 3 ? 0.3 : 1.0; }));
  none("ruled paper", grey(200, 200, [](int, int y) { return y % 20 == 3 ? 0.3 : 1.0; }));
}

TEST_CASE("a dash and a small piece make no digit") {
  const PictureDigits found = grey(300, 100, [](int x, int y) {
                                const bool dash = x >= 20 && x < 280 && y >= 40 && y < 46;
                                const bool piece = x >= 150 && x < 156 && y >= 60 && y < 85;
                                return dash || piece ? 0.0 : 1.0;
                              }).digits();
  CHECK(found.digits.size() <= 1);
}

TEST_CASE("what is wrong with a picture is said") {
  const std::vector<std::uint8_t> bytes(4 * 6);
  CHECK(message_of([&] { digits_from_picture(bytes, 0, 6); }).find("0 x 6") != std::string::npos);
  CHECK(message_of([&] { digits_from_picture(bytes, 3, -2); }).find("3 x -2") != std::string::npos);
  CHECK(message_of([&] { digits_from_picture(bytes, 2, 2); }).find("16 bytes, but 24") !=
        std::string::npos);
  CHECK(message_of([&] { digits_from_picture(bytes, 2147483647, 2147483647); }).find("1024") !=
        std::string::npos);
  CHECK(message_of([&] { digits_from_picture(bytes, 1025, 1); }).find("1024") != std::string::npos);
  CHECK(message_of([] { digits_from_picture({}, 1, 1); }).find("4 bytes, but 0") !=
        std::string::npos);
  CHECK(digits_from_picture(bytes, 2, 3).outcome == PictureOutcome::kNone);
}

TEST_CASE("any bytes give digits that are digits") {
  Random random(17);
  for (int n = 0; n < 400; ++n) {
    CAPTURE(n);
    const int width = 1 + random.below(n % 20 == 0 ? 300 : 40),
              height = 1 + random.below(n % 20 == 0 ? 300 : 40);
    std::vector<std::uint8_t> rgba(4u * width * height);
    // Blocks of random size and few levels, so that there is something to find.
    const int block = 1 + random.below(6), levels = 2 + random.below(4);
    const bool opaque = random() < 0.5;
    std::vector<std::uint8_t> pattern(4096);
    for (std::uint8_t& v : pattern)
      v = static_cast<std::uint8_t>(255 * random.below(levels) / (levels - 1));
    for (int y = 0; y < height; ++y) {
      for (int x = 0; x < width; ++x) {
        const unsigned cell = (y / block) * 61u + (x / block) * 4u;
        for (unsigned c = 0; c < 4; ++c)
          rgba[4u * (y * width + x) + c] = c == 3 && opaque ? 255 : pattern[(cell + c) % 4096];
      }
    }
    const PictureDigits found = digits_from_picture(rgba, width, height);
    CHECK((found.outcome == PictureOutcome::kNone) == found.digits.empty());
    CHECK((found.outcome == PictureOutcome::kOne) == (found.digits.size() == 1));
    for (const FoundDigit& digit : found.digits) {
      CHECK(std::all_of(digit.pixels.begin(), digit.pixels.end(),
                        [](float v) { return v >= 0.0f && v <= 1.0f; }));
      CHECK(longer_side(digit.pixels.data()) <= kInkSide);
      CHECK(longer_side(digit.pixels.data()) >= kInkSide - 1);
      CHECK(digit.box.x >= 0);
      CHECK(digit.box.y >= 0);
      CHECK(digit.box.width > 0);
      CHECK(digit.box.height > 0);
      CHECK(digit.box.x + digit.box.width <= width);
      CHECK(digit.box.y + digit.box.height <= height);
    }
  }
}

TEST_CASE("components know their boxes, holes and contact with the border") {
  const char* rows[] = {"####...#.",  //
                        "#..#..#..",  //
                        "#.##.#...",  //
                        "##.#....#",  //
                        ".##.....#"};
  Plane ink(9, 5);
  for (int y = 0; y < 5; ++y)
    for (int x = 0; x < 9; ++x) ink.at(x, y) = rows[y][x] == '#' ? 0.5f : 0.0f;
  const Components found = components_of(ink, 0.1f);
  REQUIRE(found.components.size() == 3);
  const Component& ring = found.components[0];
  CHECK(ring.box.x == 0);
  CHECK(ring.box.y == 0);
  CHECK(ring.box.width == 4);
  CHECK(ring.box.height == 5);
  CHECK(ring.area == 14);
  CHECK(ring.holes == 2);  // paper joins at sides only
  CHECK(ring.contact == 9);
  CHECK(ring.peak == 0.5f);
  CHECK(found.components[1].area == 3);
  CHECK(found.components[1].holes == 0);
  CHECK(found.components[2].contact == 2);
  CHECK(found.labels[8 + 3 * 9] == 3);
}

TEST_CASE("resampling averages what a pixel covers and interpolates between pixels") {
  Plane source(4, 2);
  source.values = {0, 1, 2, 3, 4, 5, 6, 7};
  const Plane same = resampled(source, {0, 0, 4, 2}, 4, 2);
  CHECK(same.values == source.values);
  const Plane half = resampled(source, {0, 0, 4, 2}, 2, 1);
  CHECK(half.values == std::vector<float>{2.5f, 4.5f});
  const Plane twice = resampled(source, {1, 0, 3, 1}, 4, 1);
  CHECK(twice.at(1, 0) == Approx(1.25));
  CHECK(twice.at(2, 0) == Approx(1.75));
  const Plane outside = resampled(source, {8, 8, 12, 12}, 3, 3);
  CHECK(
      std::all_of(outside.values.begin(), outside.values.end(), [](float v) { return v == 0.0f; }));
}
