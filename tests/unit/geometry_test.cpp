// Cells, faces and nearest points in the plane, against closed forms and brute force.

#include <cmath>
#include <limits>
#include <stdexcept>

#include "attack/deepfool.h"
#include "attack/norm.h"
#include "catch.h"
#include "classifier/centres.h"
#include "classifier/curve.h"
#include "files.h"
#include "geometry/cell.h"
#include "geometry/line.h"
#include "geometry/nearest_boundary.h"

using namespace deepfool;
using Eigen::Vector2d;
using random_numbers::Random;

namespace {

constexpr double kInf = std::numeric_limits<double>::infinity();
const Rectangle kView{-4, 4, -3, 3};

double area_of(const Polygon& polygon) {
  double twice = 0;
  for (std::size_t i = 0; i < polygon.size(); ++i) {
    const Vector2d& a = polygon[i].at;
    const Vector2d& b = polygon[(i + 1) % polygon.size()].at;
    twice += a[0] * b[1] - a[1] * b[0];
  }
  return twice / 2;
}

Affine random_centres(Random& random, int count) {
  std::vector<Eigen::Vector2f> centres;
  for (int k = 0; k < count; ++k) centres.emplace_back(4 * random.sign(), 3 * random.sign());
  return nearest_centre(centres);
}

/// The least distance in l_2 from x to the points of a curve, t from `first` to `last`: the best of
/// many, then by thirds around it.
template <class Curve>
double distance_to(const Curve& point, double first, double last, const Vector2d& x) {
  const int count = 20000;
  const auto distance = [&](double t) { return (point(t) - x).norm(); };
  const double step = (last - first) / count;
  double best = first;
  for (int i = 0; i <= count; ++i) {
    const double t = first + i * step;
    if (distance(t) < distance(best)) best = t;
  }
  double from = best - step;
  double to = best + step;
  for (int i = 0; i < 100; ++i) {
    const double third = (to - from) / 3;
    if (distance(from + third) < distance(to - third)) {
      to -= third;
    } else {
      from += third;
    }
  }
  return distance((from + to) / 2);
}

}  // namespace

TEST_CASE("a square cut in two", "[geometry]") {
  const Polygon square = polygon_of({0, 1, 0, 1});
  CHECK(area_of(square) == Approx(1));
  const Polygon right = clipped(square, {1, 0}, 0.25, 7);
  REQUIRE(right.size() == 4);
  CHECK(area_of(right) == Approx(0.75));
  int beyond = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    if (right[i].beyond != 7) continue;
    ++beyond;
    CHECK(right[i].at == Vector2d(0.25, 1));
    CHECK(right[(i + 1) % 4].at == Vector2d(0.25, 0));
  }
  CHECK(beyond == 1);
  CHECK(clipped(square, {1, 0}, 2, 7).empty());
  CHECK(clipped(square, {1, 0}, -1, 7).size() == 4);
  const auto line = line_in(square, {1, 1}, 1);
  REQUIRE(line);
  CHECK((line->first - line->second).norm() == Approx(std::sqrt(2.0)));
  CHECK_FALSE(line_in(square, {1, 1}, 3));
  CHECK_THROWS_AS(polygon_of({1, 0, 0, 1}), std::invalid_argument);
  CHECK_THROWS_AS(polygon_of({0, kInf, 0, 1}), std::invalid_argument);
}

TEST_CASE("a line through two points has its positive side on the left", "[geometry]") {
  const auto [w, b] = line_through({1, 1}, {4, 5});
  CHECK(w.norm() == Approx(5));
  CHECK(w.dot(Vector2d(1, 1)) + b == Approx(0).margin(1e-12));
  CHECK(w.dot(Vector2d(4, 5)) + b == Approx(0).margin(1e-12));
  // 3-4-5: the point (1, 6) is 3 away from the line, times 5.
  CHECK(w.dot(Vector2d(1, 6)) + b == Approx(15));
  CHECK(line_through({1, 1}, {1, 1}).w.isZero(0));
}

TEST_CASE("cells of an affine classifier tile the view and hold what it predicts", "[geometry]") {
  Random random(61);
  for (int round = 0; round < 20; ++round) {
    Affine classifier = random_centres(random, 5);
    const Linearisation linear = linearise(classifier, {4.0 * random.sign(), 3.0 * random.sign()});
    double total = 0;
    std::vector<Polygon> cells;
    for (int k = 0; k < 5; ++k) {
      cells.push_back(cell(linear, k, kView));
      total += area_of(cells.back());
    }
    // The linearisation at another point differs by rounding of float32.
    CHECK(total == Approx(48).epsilon(1e-5));
    for (int i = 0; i < 200; ++i) {
      const Vector2d z(4.0 * random.sign(), 3.0 * random.sign());
      Vector f(5);
      classifier.logits(z.cast<float>(), f);
      const Polygon& polygon = cells[static_cast<std::size_t>(predicted_class(f))];
      bool inside = !polygon.empty();
      for (std::size_t c = 0; c < polygon.size(); ++c) {
        const Vector2d side = polygon[(c + 1) % polygon.size()].at - polygon[c].at;
        const Vector2d to = z - polygon[c].at;
        inside = inside && side[0] * to[1] - side[1] * to[0] >= -1e-5;
      }
      CHECK(inside);
    }
  }
}

TEST_CASE("beyond a side of a cell is the class on its other side", "[geometry]") {
  Random random(62);
  Affine classifier = random_centres(random, 6);
  const Linearisation linear = linearise(classifier, {0, 0});
  Vector f(6);
  for (int k = 0; k < 6; ++k) {
    const Polygon polygon = cell(linear, k, kView);
    for (std::size_t c = 0; c < polygon.size(); ++c) {
      const Vector2d& a = polygon[c].at;
      const Vector2d& b = polygon[(c + 1) % polygon.size()].at;
      if (polygon[c].beyond < 0 || (b - a).norm() < 0.1) continue;
      const Vector2d outwards = Vector2d(b[1] - a[1], a[0] - b[0]).normalized();
      classifier.logits(((a + b) / 2 + 1e-3 * outwards).cast<float>(), f);
      CHECK(predicted_class(f) == polygon[c].beyond);
    }
  }
}

TEST_CASE("the distance to a face is the least over its points, in each norm", "[geometry]") {
  Random random(63);
  for (const double p : {1.0, 2.0, kInf}) {
    for (int round = 0; round < 30; ++round) {
      Affine classifier = random_centres(random, 4);
      const Vector2d x(random.sign(), random.sign());
      const Linearisation linear = linearise(classifier, x);
      int k0 = 0;
      linear.f.maxCoeff(&k0);
      const std::vector<Face> all = faces(linear, k0, p, kView);
      REQUIRE(all.size() == 3);
      for (const Face& face : all) {
        CAPTURE(p, round, face.beyond);
        const double left = linear.f[face.beyond] - linear.f[k0] + face.w.dot(face.r);
        CHECK(left == Approx(0).margin(1e-12));
        CHECK(lp_norm(face.r, p) == Approx(face.distance));
        const Vector2d along = Vector2d(-face.w[1], face.w[0]).normalized();
        for (double t = -3; t <= 3; t += 0.01) {
          CHECK(lp_norm(face.r + t * along, p) >= face.distance - 1e-12);
        }
      }
    }
  }
}

TEST_CASE("faces in closed form, and where a ball touches with a side", "[geometry]") {
  // f = 3 u + 4 v - 10, from the origin: |f| = 10, ||w||_2 = 5, ||w||_1 = 7, ||w||_inf = 4.
  Affine slanted((Eigen::MatrixXf(2, 2) << 0, 0, 3, 4).finished(), Eigen::Vector2f(0, -10));
  const Linearisation linear = linearise(slanted, {0, 0});
  const Face two = faces(linear, 0, 2, kView)[0];
  CHECK(two.distance == Approx(2));
  CHECK((two.r - Vector2d(1.2, 1.6)).norm() <= 1e-12);
  const Face inf = faces(linear, 0, kInf, kView)[0];
  CHECK(inf.distance == Approx(10.0 / 7));
  CHECK((inf.r - Vector2d(10.0 / 7, 10.0 / 7)).norm() <= 1e-12);
  const Face one = faces(linear, 0, 1, kView)[0];
  CHECK(one.distance == Approx(2.5));
  CHECK((one.r - Vector2d(0, 2.5)).norm() <= 1e-12);
  CHECK(one.touch.first == one.touch.second);

  // From the other class, the step leads back.
  const Face back = faces(linearise(slanted, {2.4, 3.2}), 1, 2, kView)[0];
  CHECK((back.r + Vector2d(1.2, 1.6)).norm() <= 1e-6);

  Affine upright((Eigen::MatrixXf(2, 2) << 0, 0, 1, 0).finished(), Eigen::Vector2f(0, -2));
  const Segment side = faces(linearise(upright, {0, 0.5}), 0, kInf, kView)[0].touch;
  CHECK((side.first - Vector2d(2, -1.5)).norm() <= 1e-12);
  CHECK((side.second - Vector2d(2, 2.5)).norm() <= 1e-12);

  Affine diagonal((Eigen::MatrixXf(2, 2) << 0, 0, 1, -1).finished(), Eigen::Vector2f(0, -2));
  const Segment edge = faces(linearise(diagonal, {0, 0}), 0, 1, kView)[0].touch;
  CHECK((edge.first - Vector2d(2, 0)).norm() <= 1e-12);
  CHECK((edge.second - Vector2d(0, -2)).norm() <= 1e-12);

  const auto half = level(linear, two, 0.5, kView);
  REQUIRE(half);
  CHECK(3 * half->first[0] + 4 * half->first[1] - 10 == Approx(-5));
  CHECK(3 * half->second[0] + 4 * half->second[1] - 10 == Approx(-5));

  Affine flat(Eigen::MatrixXf::Zero(2, 2), Eigen::Vector2f(0, -2));
  const Face none = faces(linearise(flat, {0, 0}), 0, 2, kView)[0];
  CHECK(none.distance == kInf);
  CHECK_FALSE(none.line);
  CHECK_THROWS_AS(faces(linear, 0, 3, kView), std::invalid_argument);
  CHECK_THROWS_AS(faces(linear, 2, 2, kView), std::invalid_argument);
}

TEST_CASE("DeepFool's step is the nearest face's", "[geometry]") {
  Random random(64);
  for (const double p : {1.0, 2.0, kInf}) {
    for (int round = 0; round < 30; ++round) {
      Affine classifier = random_centres(random, 5);
      const Eigen::Vector2f x(2 * random.sign(), 2 * random.sign());
      DeepFoolOptions options;
      options.norm = p;
      options.overshoot = 0.02;
      options.keep_path = true;
      DeepFool deepfool(classifier, options);
      const AttackResult& result = deepfool.attack(x);
      const std::vector<Face> all =
          faces(linearise(classifier, x.cast<double>()), result.label, p, kView);
      const Face* nearest = &all[0];
      for (const Face& face : all) {
        if (face.distance < nearest->distance) nearest = &face;
      }
      // Near a corner the overshoot may end in a third class.
      CHECK(result.path.front().chosen == nearest->beyond);
      CHECK((result.perturbation.cast<double>() - 1.02 * nearest->r).norm() <= 1e-5);
    }
  }
}

TEST_CASE("the nearest boundary by search is that of closed forms", "[geometry]") {
  // A thousandth of a thousandth of the view. Inputs near 4 in size are float32: 2.4e-7 apart.
  const double tolerance = 8e-6;
  Random random(65);
  for (int i = 0; i < 40; ++i) {
    const Vector2d x = Eigen::Vector2f(3 * random.sign(), 2.5F * random.sign()).cast<double>();
    CAPTURE(i, x[0], x[1]);
    const auto search = [&](Classifier& classifier, double expected) {
      const auto found = nearest_boundary(classifier, x, 12);
      REQUIRE(found);
      CHECK(found->distance == Approx(expected).margin(tolerance));
      CHECK((found->at - x).norm() == Approx(found->distance).margin(1e-12));
    };
    Affine slanted((Eigen::MatrixXf(2, 2) << 0, 0, 3, 4).finished(), Eigen::Vector2f(0, -10));
    const double ahead = (10 - 3 * x[0] - 4 * x[1]) / 5;
    search(slanted, std::abs(ahead));
    const auto on_line = nearest_boundary(slanted, x, 12);
    CHECK((on_line->at - (x + ahead * Vector2d(0.6, 0.8))).norm() <= tolerance);

    Binary ellipse = curve("ellipse");
    search(ellipse,
           distance_to([](double t) { return Vector2d(2.4 * std::cos(t), 1.5 * std::sin(t)); }, 0,
                       7, x));
    Binary wave = curve("wave");
    search(wave, distance_to([](double t) { return Vector2d(t, std::sin(1.4 * t)); }, -9, 9, x));
    Binary hyperbola = curve("hyperbola");
    const auto branch = [](double t) { return Vector2d(std::exp(t), 0.8 * std::exp(-t)); };
    search(hyperbola,
           std::min(distance_to(branch, -4, 4, x), distance_to(branch, -4, 4, Vector2d(-x))));

    // |x - c_1|^2 = 2 |x - c_0|^2 is a circle around 2 c_0 - c_1 with a radius of sqrt(2) |c_0 -
    // c_1|.
    Planar circle = steep_centres({{1, 0}, {-1, 0}}, {2, 1});
    search(circle, std::abs((x - Vector2d(3, 0)).norm() - 2 * std::sqrt(2.0)));
  }
}

TEST_CASE("the nearest boundary at a corner, in a far place, and nowhere", "[geometry]") {
  // Class 1 where both coordinates are above 1: its corner is nearest.
  Affine corner((Eigen::MatrixXf(3, 2) << 0, 0, 1, 0, 0, 1).finished(),
                Eigen::Vector3f(0, -1e3F, -1e3F));
  CHECK_FALSE(nearest_boundary(corner, {0, 0}, 10));
  Binary wedge(2, [](const VectorRef& x, Eigen::Ref<Vector> gradient) {
    gradient << (x[0] < x[1] ? 1.0F : 0.0F), (x[0] < x[1] ? 0.0F : 1.0F);
    return std::min(x[0], x[1]) - 1;
  });
  const auto found = nearest_boundary(wedge, {0, 0}, 10);
  REQUIRE(found);
  CHECK(found->distance == Approx(std::sqrt(2.0)).margin(8e-6));
  CHECK(found->beyond == 1);
  CHECK_THROWS_AS(nearest_boundary(wedge, {0, 0}, 0), std::invalid_argument);
  Affine three(Eigen::MatrixXf::Identity(2, 3), Vector::Zero(2));
  CHECK_THROWS_AS(nearest_boundary(three, {0, 0}, 1), std::invalid_argument);
  CHECK_THROWS_AS(linearise(three, {0, 0}), std::invalid_argument);
}

TEST_CASE("DeepFool on a curve is no shorter than the nearest boundary", "[geometry]") {
  Random random(66);
  const std::vector<double> heights = {0.5, -0.25, 1, 1.5, -1};
  for (const char* name : {"bump", "ellipse", "wave", "hyperbola", "bent"}) {
    Binary classifier = curve(name, heights);
    for (int i = 0; i < 20; ++i) {
      const Eigen::Vector2f x(3 * random.sign(), 2 * random.sign());
      DeepFool deepfool(classifier, {});
      const AttackResult& result = deepfool.attack(x);
      if (result.status != Status::flipped) continue;
      const auto nearest = nearest_boundary(classifier, x.cast<double>(), 12);
      REQUIRE(nearest);
      CAPTURE(name, x[0], x[1]);
      CHECK(result.perturbation.cast<double>().norm() >= nearest->distance - 8e-6);
    }
  }
}
