// Digits on squared and ruled paper, in tables and in form boxes.

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "catch.h"
#include "files.h"
#include "mnist.h"
#include "pictures.h"

using namespace deepfool;
using namespace pictures;

namespace {

using random_numbers::Random;

/// In [least, most).
double between(Random& random, double least, double most) {
  return least + (most - least) * random.unit();
}

/// Red, green and blue, 0 to 1.
using Colour = std::array<double, 3>;

/// A picture in the making: paper, then lines, then pens.
class Sheet {
 public:
  /// `angle`, in radians, turns the lines around the middle.
  Sheet(int width, int height, double angle = 0.0)
      : width_(width), height_(height), sine_(std::sin(angle)), cosine_(std::cos(angle)) {
    for (auto& channel : channels_) channel.assign(static_cast<std::size_t>(width) * height, 1.0);
  }

  /// A horizontal (vertical) line with its middle at y (x) = `at`.
  void line(bool vertical, double at, double from, double to, double width, const Colour& colour) {
    const int sides[] = {width_, height_};
    const double middle[] = {0.5 * width_, 0.5 * height_};
    // Pixel by pixel along the line, over the pixels near it: `u` along and `v` across it.
    const int along = vertical, across = 1 - along;
    const double slope = vertical ? -sine_ : sine_;
    for (int k = 0; k < sides[along]; ++k) {
      const double near = middle[across] + (at - middle[across]) / cosine_ +
                          (k + 0.5 - middle[along]) * slope / cosine_;
      const int first = std::max(0, static_cast<int>(near - width - 1.0));
      const int last = std::min(sides[across] - 1, static_cast<int>(near + width + 1.0));
      for (int j = first; j <= last; ++j) {
        const double du = k + 0.5 - middle[along], dv = j + 0.5 - middle[across];
        const double u = middle[along] + cosine_ * du + slope * dv;
        const double v = middle[across] + cosine_ * dv - slope * du;
        const double cover = std::clamp(0.5 * width + 0.5 - std::fabs(v - at), 0.0, 1.0) *
                             std::clamp(std::min(u - from, to - u) + 0.5, 0.0, 1.0);
        const std::size_t pixel = vertical ? index(j, k) : index(k, j);
        for (std::size_t c = 0; c < 3; ++c)
          channels_[c][pixel] = std::min(channels_[c][pixel], 1.0 - cover * (1.0 - colour[c]));
      }
    }
  }

  void rectangle(double left, double top, double right, double bottom, double width,
                 const Colour& colour) {
    for (const double y : {top, bottom})
      line(false, y, left - 0.5 * width, right + 0.5 * width, width, colour);
    for (const double x : {left, right})
      line(true, x, top - 0.5 * width, bottom + 0.5 * width, width, colour);
  }

  void grid(double pitch, double x, double y, double width, const Colour& colour) {
    const double far = width_ + height_;
    for (double at = x - std::ceil(far / pitch) * pitch; at < far; at += pitch)
      line(true, at, -far, 2 * far, width, colour);
    for (double at = y - std::ceil(far / pitch) * pitch; at < far; at += pitch)
      line(false, at, -far, 2 * far, width, colour);
  }

  /// Ink from (left, top) on: `ink(x, y)`, 0 to 1, of a pixel's middle.
  template <class Ink>
  void write(double left, double top, const Ink& ink, const Colour& colour = {0, 0, 0}) {
    each([&](int x, int y, double& r, double& g, double& b) {
      const double amount = ink(x + 0.5 - left, y + 0.5 - top);
      r += amount * (colour[0] - r), g += amount * (colour[1] - g), b += amount * (colour[2] - b);
    });
  }

  /// What a scanner adds: grey paper and noise of this standard deviation.
  void scan(double paper, double deviation, std::uint64_t seed) {
    Random random(seed);
    each([&](int, int, double& r, double& g, double& b) {
      double sum = -6.0;
      for (int i = 0; i < 12; ++i) sum += random.unit();
      for (double* v : {&r, &g, &b}) *v = std::clamp(*v * paper + deviation * sum, 0.0, 1.0);
    });
  }

  /// What JPEG takes away, at the quality that programs call 50: each block of 8 x 8, as its cosine
  /// transform, in steps (ITU-T T.81, table K.1; here of every channel).
  void compress() {
    static const int steps[64] = {16,  11,  10,  16,  24, 40, 51,  61,  12,  12,  14,  19,  26,
                                  58,  60,  55,  14,  13, 16, 24,  40,  57,  69,  56,  14,  17,
                                  22,  29,  51,  87,  80, 62, 18,  22,  37,  56,  68,  109, 103,
                                  77,  24,  35,  55,  64, 81, 104, 113, 92,  49,  64,  78,  87,
                                  103, 121, 120, 101, 72, 92, 95,  98,  112, 100, 103, 99};
    Eigen::Matrix<double, 8, 8> cosine, block;
    for (int u = 0; u < 8; ++u)
      for (int x = 0; x < 8; ++x)
        cosine(u, x) =
            (u == 0 ? std::sqrt(0.125) : 0.5) * std::cos((2 * x + 1) * u * 3.14159265358979 / 16.0);
    for (auto& channel : channels_) {
      for (int y0 = 0; y0 < height_; y0 += 8) {
        for (int x0 = 0; x0 < width_; x0 += 8) {
          for (int y = 0; y < 8; ++y)
            for (int x = 0; x < 8; ++x)
              block(y, x) =
                  255.0 *
                  channel[index(std::min(x0 + x, width_ - 1), std::min(y0 + y, height_ - 1))];
          Eigen::Matrix<double, 8, 8> waves = cosine * block * cosine.transpose();
          for (int i = 0; i < 64; ++i)
            waves(i / 8, i % 8) = std::round(waves(i / 8, i % 8) / steps[i]) * steps[i];
          block = cosine.transpose() * waves * cosine;
          for (int y = 0; y < std::min(8, height_ - y0); ++y)
            for (int x = 0; x < std::min(8, width_ - x0); ++x)
              channel[index(x0 + x, y0 + y)] = block(y, x) / 255.0;
        }
      }
    }
  }

  PictureDigits digits() const {
    Picture picture{width_, height_, std::vector<std::uint8_t>(4 * channels_[0].size(), 255)};
    for (std::size_t i = 0; i < channels_[0].size(); ++i)
      for (std::size_t c = 0; c < 3; ++c) picture.rgba[4 * i + c] = byte(channels_[c][i]);
    return picture.digits();
  }

 private:
  std::size_t index(int x, int y) const { return static_cast<std::size_t>(y) * width_ + x; }

  template <class Work>
  void each(const Work& work) {
    for (int y = 0; y < height_; ++y)
      for (int x = 0; x < width_; ++x)
        work(x, y, channels_[0][index(x, y)], channels_[1][index(x, y)], channels_[2][index(x, y)]);
  }

  int width_, height_;
  double sine_, cosine_;
  std::array<std::vector<double>, 3> channels_;
};

/// A digit of MNIST, enlarged smoothly, its edges about a pixel wide: ink at (x, y), its box having
/// its corner in the origin.
class Enlarged {
 public:
  Enlarged(const std::vector<float>& pixels, double zoom) : pixels_(pixels), zoom_(zoom) {
    for (int i = 0; i < 784; ++i) {
      if (pixels[i] <= 0.5f) continue;
      left_ = std::min(left_, i % 28), right_ = std::max(right_, i % 28 + 1);
      top_ = std::min(top_, i / 28), bottom_ = std::max(bottom_, i / 28 + 1);
    }
  }

  double width() const { return zoom_ * (right_ - left_); }
  double height() const { return zoom_ * (bottom_ - top_); }

  double operator()(double x, double y) const {
    const double u = x / zoom_ + left_ - 0.5, v = y / zoom_ + top_ - 0.5;
    if (u < 0.0 || v < 0.0 || u >= 27.0 || v >= 27.0) return 0.0;
    const int i = static_cast<int>(u), j = static_cast<int>(v);
    const auto pixel = [&](int a, int b) { return static_cast<double>(pixels_[28 * b + a]); };
    const double above = pixel(i, j) + (u - i) * (pixel(i + 1, j) - pixel(i, j));
    const double below = pixel(i, j + 1) + (u - i) * (pixel(i + 1, j + 1) - pixel(i, j + 1));
    return std::clamp((above + (v - j) * (below - above) - 0.5) * zoom_ + 0.5, 0.0, 1.0);
  }

 private:
  const std::vector<float>& pixels_;
  double zoom_;
  int left_ = 28, right_ = 0, top_ = 28, bottom_ = 0;
};

/// A straight stroke with round ends: ink at (x, y).
double stroke(double x, double y, double ax, double ay, double bx, double by, double width) {
  const double dx = bx - ax, dy = by - ay;
  const double t = std::clamp(((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy), 0.0, 1.0);
  return std::clamp(0.5 * width + 0.5 - std::hypot(x - ax - t * dx, y - ay - t * dy), 0.0, 1.0);
}

/// A 7 of two straight strokes, 200 x 240.
double seven(double x, double y) {
  return std::max(stroke(x, y, 9, 9, 191, 9, 18), stroke(x, y, 191, 9, 72, 231, 18));
}

/// A 4 whose strokes are parallel to the sides, 100 x 140.
double four(double x, double y, double width) {
  const double half = 0.5 * width;
  return std::max({stroke(x, y, half, half, half, 90, width),
                   stroke(x, y, half, 90, 100 - half, 90, width),
                   stroke(x, y, 70, half, 70, 140 - half, width)});
}

/// What lenet reads in a picture with one digit; -1 for none, -2 for several.
int read(const PictureDigits& found) {
  static const auto network = files::model("lenet");
  if (found.outcome == PictureOutcome::kNone) return -1;
  if (found.outcome == PictureOutcome::kSeveral) return -2;
  Vector logits(network->classes());
  network->logits(Eigen::Map<const Vector>(found.digits[0].pixels.data(), 784), logits);
  return predicted_class(logits);
}

const mnist::Digits& digits() {
  static const mnist::Digits loaded = mnist::test_digits(2000);
  return loaded;
}

const Colour kBlack{0, 0, 0}, kGrey{0.5, 0.5, 0.5}, kPaleBlue{0.67, 0.79, 0.95},
    kBlue{0.1, 0.2, 0.7}, kPaleGrey{0.8, 0.8, 0.8};

/// How often a digit is read right on printed paper, and the same one on blank paper.
struct Rate {
  int printed = 0, blank = 0;
};

/// Many digits on one kind of paper: grids of 12 to 120 pixels, lines of 1 to 4 in five colours,
/// turned by up to 3 degrees, clean, scanned or compressed.
template <class Print>
Rate rate_on(int count, std::uint64_t seed, const Print& print) {
  Random random(seed);
  Rate rate;
  for (int n = 0; n < count; ++n) {
    const int index = random.integer(0, 1999);
    const Enlarged digit(digits().images[index], between(random, 3.0, 8.0));
    const double room = between(random, 30.0, 70.0);
    const int width = static_cast<int>(digit.width() + 2.0 * room),
              height = static_cast<int>(digit.height() + 2.0 * room);
    const double angle = random.integer(0, 2) == 0 ? 0.0 : between(random, -0.052, 0.052);
    const double line_width = random.integer(1, 4);
    const Colour colours[] = {kBlack, kGrey, kPaleBlue, kBlue, kPaleGrey};
    const Colour& colour = colours[random.integer(0, 4)];
    Sheet blank(width, height, angle), printed(width, height, angle);
    print(printed, random, digit, room, line_width, colour);
    const int look = random.integer(0, 2);
    const double noise = between(random, 0.01, 0.05), paper = between(random, 0.85, 1.0);
    for (Sheet* sheet : {&blank, &printed}) {
      sheet->write(room, room, digit, {0.1, 0.1, 0.2});
      if (look == 1) sheet->scan(paper, noise, static_cast<std::uint64_t>(n));
      if (look == 2) sheet->compress();
    }
    rate.blank += read(blank.digits()) == digits().labels[index];
    rate.printed += read(printed.digits()) == digits().labels[index];
  }
  return rate;
}

}  // namespace

TEST_CASE("digits on printed paper are read as on blank paper") {
  constexpr int kCount = 100;
  const auto squared = rate_on(
      kCount, 1,
      [](Sheet& sheet, Random& random, const Enlarged&, double, double width,
         const Colour& colour) {
        const double pitch = std::max(between(random, 12.0, 120.0), 4.0 * width);
        sheet.grid(pitch, between(random, 0.0, pitch), between(random, 0.0, pitch), width, colour);
      });
  const auto ruled = rate_on(kCount, 2,
                             [](Sheet& sheet, Random& random, const Enlarged&, double, double width,
                                const Colour& colour) {
                               const double pitch =
                                   std::max(between(random, 12.0, 120.0), 4.0 * width);
                               for (double y = between(random, -pitch, 0.0); y < 800.0; y += pitch)
                                 sheet.line(false, y, -900.0, 1800.0, width, colour);
                             });
  // Boxes and cells: the digit stands free of three sides of four, and touches or crosses the rest.
  const auto side = [](Random& random, const Enlarged& digit) {
    const double size = std::max(digit.width(), digit.height());
    return size *
           (random.integer(0, 3) == 0 ? between(random, -0.06, 0.04) : between(random, 0.06, 0.2));
  };
  const auto boxes =
      rate_on(kCount, 3,
              [&](Sheet& sheet, Random& random, const Enlarged& digit, double room, double width,
                  const Colour& colour) {
                const double left = room - side(random, digit), top = room - side(random, digit);
                sheet.rectangle(left, top,
                                std::max(room + digit.width() + side(random, digit), left + 30.0),
                                room + digit.height() + side(random, digit), width, colour);
              });
  const auto tables = rate_on(
      kCount, 4,
      [&](Sheet& sheet, Random& random, const Enlarged& digit, double room, double width,
          const Colour& colour) {
        const double left = room - side(random, digit), top = room - side(random, digit);
        const double right = std::max(room + digit.width() + side(random, digit), left + 30.0);
        const double bottom = room + digit.height() + side(random, digit);
        const double wide = right - left + between(random, 10.0, 30.0), high = bottom - top;
        for (const double x : {left - wide, left, right, right + wide})
          sheet.line(true, x, top - high, bottom + high, width, colour);
        for (const double y : {top - high, top, bottom, bottom + high})
          sheet.line(false, y, left - wide, right + wide, width, colour);
      });
  int printed = 0, blank = 0;
  for (const Rate& rate : {squared, ruled, boxes, tables}) {
    CHECK(rate.blank >= 0.95 * kCount);
    CHECK(rate.printed >= 0.95 * rate.blank);
    printed += rate.printed, blank += rate.blank;
  }
  CAPTURE(squared.printed, ruled.printed, boxes.printed, tables.printed, blank);
  CHECK(printed >= 0.97 * blank);
}

TEST_CASE("a 7 of straight strokes on clean squared paper is a 7") {
  for (const double pitch : {40.0, 100.0}) {
    for (const Colour& colour : {kPaleBlue, kPaleGrey, kBlue, kBlack}) {
      CAPTURE(pitch, colour[0]);
      Sheet sheet(400, 400);
      sheet.grid(pitch, 0.5, 0.5, 1.0, colour);
      sheet.write(100, 71, seven);
      const PictureDigits found = sheet.digits();
      REQUIRE(found.outcome == PictureOutcome::kOne);
      CHECK(read(found) == 7);
      const Box& box = found.digits[0].box;
      CHECK(std::abs(box.x - 100) <= 2);
      CHECK(std::abs(box.y - 71) <= 2);
      CHECK(std::abs(box.width - 200) <= 4);
      CHECK(std::abs(box.height - 240) <= 4);
    }
  }
}

TEST_CASE("digits in cells are several, in reading order") {
  Sheet sheet(420, 300, 0.02);
  for (const double x : {20.0, 150.0, 280.0, 400.0}) sheet.line(true, x, 20, 280, 2, kBlack);
  for (const double y : {20.0, 150.0, 280.0}) sheet.line(false, y, 20, 400, 2, kBlack);
  const int xs[] = {45, 180, 300, 40}, ys[] = {40, 45, 35, 165};
  for (int k = 0; k < 4; ++k)
    sheet.write(xs[k], ys[k], [](double x, double y) { return nine(x - 0.5, y - 0.5, 90); });
  const PictureDigits found = sheet.digits();
  CHECK(found.outcome == PictureOutcome::kSeveral);
  REQUIRE(found.digits.size() == 4);
  for (int k = 0; k < 4; ++k) {
    CHECK(std::abs(found.digits[k].box.x - xs[k]) <= 2);
    CHECK(std::abs(found.digits[k].box.y - ys[k]) <= 2);
  }
}

TEST_CASE("cells may be open") {
  for (const std::string form : {"a comb", "a lattice without a border"}) {
    for (const Colour& colour : {kBlack, kPaleBlue}) {
      CAPTURE(form, colour[0]);
      Sheet sheet(300, 240, -0.03);
      if (form == "a comb") {
        for (const double x : {30.0, 110.0, 190.0, 270.0}) sheet.line(true, x, 140, 190, 2, colour);
        sheet.line(false, 190, 29, 271, 2, colour);
      } else {
        for (const double x : {110.0, 190.0}) sheet.line(true, x, 20, 220, 2, colour);
        for (const double y : {60.0, 180.0}) sheet.line(false, y, 30, 270, 2, colour);
      }
      sheet.write(120, 74, [](double x, double y) { return nine(x - 0.5, y - 0.5, 100); });
      const PictureDigits found = sheet.digits();
      REQUIRE(found.outcome == PictureOutcome::kOne);
      CHECK(std::abs(found.digits[0].box.x - 120) <= 2);
      CHECK(std::abs(found.digits[0].box.y - 74) <= 2);
      CHECK(std::abs(found.digits[0].box.height - 100) <= 3);
    }
  }
}

TEST_CASE("an underline is no part of a digit") {
  for (const double y : {152.0, 140.0, 134.0}) {  // below it, at its foot, through its foot
    CAPTURE(y);
    Sheet plain(260, 200), underlined(260, 200);
    const auto ink = [](double x, double y) { return nine(x - 0.5, y - 0.5, 100); };
    underlined.line(false, y, 40, 220, 3, kBlack);
    plain.write(100, 40, ink);
    underlined.write(100, 40, ink);
    const PictureDigits found = underlined.digits();
    REQUIRE(found.outcome == PictureOutcome::kOne);
    CHECK(std::abs(found.digits[0].box.width - plain.digits().digits[0].box.width) <= 2);
    CHECK(std::abs(found.digits[0].box.height - plain.digits().digits[0].box.height) <= 6);
  }
}

TEST_CASE("straight strokes of digits are no lines of the paper") {
  const auto same = [](const char* name, const Sheet& sheet, int x, int y, int width, int height) {
    CAPTURE(name);
    const PictureDigits found = sheet.digits();
    REQUIRE(found.outcome == PictureOutcome::kOne);
    const Box& box = found.digits[0].box;
    CHECK(box.x == x);
    CHECK(box.y == y);
    CHECK(box.width == width);
    CHECK(box.height == height);
  };
  for (const int margin : {0, 1, 30}) {
    Sheet of_seven(200 + 2 * margin, 240 + 2 * margin);
    of_seven.write(margin, margin, [](double x, double y) {
      return std::max(stroke(x, y, 2, 2, 198, 2, 4), stroke(x, y, 198, 2, 70, 238, 4));
    });
    same("a 7", of_seven, margin, margin, 200, 240);
    Sheet of_four(100 + 2 * margin, 140 + 2 * margin);
    of_four.write(margin, margin, [](double x, double y) { return four(x, y, 4); });
    same("a 4", of_four, margin, margin, 100, 140);
    Sheet of_one(60 + 2 * margin, 160 + 2 * margin);
    of_one.write(margin, margin, [](double x, double y) {
      return std::max({stroke(x, y, 30, 2, 30, 158, 4), stroke(x, y, 30, 2, 10, 30, 4),
                       stroke(x, y, 2, 158, 58, 158, 4)});
    });
    same("a 1 with a foot", of_one, margin, margin, 60, 160);
  }
  Sheet nine_of_lines(160, 220);
  nine_of_lines.rectangle(42, 42, 118, 108, 4, kBlack);
  nine_of_lines.line(true, 118, 108, 190, 4, kBlack);
  same("a 9 of lines", nine_of_lines, 40, 40, 80, 150);
  Sheet nine_with_tail(160, 220);
  nine_with_tail.rectangle(42, 42, 118, 108, 4, kBlack);
  nine_with_tail.write(0, 0, [](double x, double y) { return stroke(x, y, 118, 108, 70, 188, 4); });
  same("a 9 with a loop of lines", nine_with_tail, 40, 40, 80, 150);
}
