// The classifiers of the plane that figures explain with: curves, the spline that a reader bends,
// and classes around centres.

#include "classifier/curve.h"

#include <cmath>
#include <limits>
#include <stdexcept>

#include "catch.h"
#include "classifier/centres.h"
#include "classifier/spline.h"
#include "files.h"

using namespace deepfool;
using random_numbers::Random;

namespace {

const std::vector<double> kHeights = {0.5, -0.25, 1, 1.5, -1};

float value_at(Binary& classifier, double u, double v) {
  Vector f(2);
  classifier.logits(Eigen::Vector2d(u, v).cast<float>(), f);
  return f[1];
}

}  // namespace

TEST_CASE("the boundaries of curves lie where their equations say", "[curve]") {
  struct Zero {
    const char* name;
    double u, v;
  };
  const Zero zeros[] = {{"bump", 0.6, 0.25},
                        {"bump", 1.5, 1.2 - 0.95 / std::exp(1.0)},
                        {"ellipse", 2.4, 0},
                        {"ellipse", 0, -1.5},
                        {"ellipse", 2.4 * 0.6, 1.5 * 0.8},
                        {"wave", 0, 0},
                        {"wave", std::acos(-1.0) / 2.8, 1},
                        {"hyperbola", 1.6, 0.5},
                        {"hyperbola", -0.4, -2},
                        {"bent", -3.5, 0.5},
                        {"bent", 0, 1},
                        {"bent", 3.5, -1}};
  for (const auto& [name, u, v] : zeros) {
    CAPTURE(name, u, v);
    Binary classifier = curve(name, kHeights);
    // Inputs are float32, near 2 in size, with slopes up to 3.
    CHECK(std::abs(value_at(classifier, u, v)) <= 1e-6);
  }
}

TEST_CASE("gradients of curves are their finite differences", "[curve]") {
  Random random(51);
  for (const char* name : {"bump", "ellipse", "wave", "hyperbola", "bent"}) {
    Binary classifier = curve(name, kHeights);
    for (int i = 0; i < 100; ++i) {
      const double u = 4.5 * random.sign();
      const double v = 3 * random.sign();
      CAPTURE(name, u, v);
      Vector f(2);
      Jacobian J;
      classifier.logits(Eigen::Vector2d(u, v).cast<float>(), f);
      classifier.jacobian({0, 1}, J);
      CHECK(J.row(0).isZero(0));
      // Values are float32: 1e-6 of rounding over a step of 0.01, and a third derivative up to 20.
      const double h = 0.01;
      const double du = (value_at(classifier, u + h, v) - value_at(classifier, u - h, v)) / (2 * h);
      const double dv = (value_at(classifier, u, v + h) - value_at(classifier, u, v - h)) / (2 * h);
      CHECK(J(1, 0) == Approx(du).margin(2e-3));
      CHECK(J(1, 1) == Approx(dv).margin(2e-3));
    }
  }
}

TEST_CASE("a natural spline", "[curve]") {
  double slope = 0;
  SECTION("goes through its points, and its derivative is that of its values") {
    const Spline spline(-4, 2, kHeights);
    for (std::size_t i = 0; i < kHeights.size(); ++i) {
      CHECK(spline.at(-4 + 2 * static_cast<double>(i), slope) == Approx(kHeights[i]).margin(1e-12));
    }
    for (double x = -5.05; x < 5; x += 0.1) {
      double beside = 0;
      const double h = 1e-5;
      const double rise = (spline.at(x + h, beside) - spline.at(x - h, beside)) / (2 * h);
      spline.at(x, slope);
      CHECK(slope == Approx(rise).margin(1e-8));
    }
  }
  SECTION("of three points has the closed form") {
    // The second derivative in the middle is 6 (0 - 2 + 0) / 4 = -3.
    const Spline spline(0, 1, {0, 1, 0});
    CHECK(spline.at(0.5, slope) == Approx(0.6875));
    CHECK(slope == Approx(1 - 3.0 / 6 * (3 * 0.25 - 1)));
    CHECK(spline.at(1, slope) == Approx(1));
    CHECK(slope == Approx(0).margin(1e-12));
  }
  SECTION("is straight beyond its ends") {
    const Spline spline(0, 1, {0, 1, 0});
    // The slope at the end is 1 + 3 / 6.
    CHECK(spline.at(-2, slope) == Approx(-3));
    CHECK(slope == Approx(1.5));
    CHECK(spline.at(3, slope) == Approx(-1.5));
  }
  SECTION("of points on a line is the line") {
    const Spline spline(-4, 2, {-1, 0, 1, 2, 3});
    for (double x = -6; x < 6; x += 0.7) {
      CHECK(spline.at(x, slope) == Approx(0.5 * x + 1).margin(1e-12));
      CHECK(slope == Approx(0.5));
    }
  }
  SECTION("needs two finite heights") {
    CHECK_THROWS_AS(Spline(0, 1, {1}), std::invalid_argument);
    CHECK_THROWS_AS(Spline(0, 0, {1, 2}), std::invalid_argument);
    CHECK_THROWS_AS(Spline(0, 1, {1, std::numeric_limits<double>::infinity()}),
                    std::invalid_argument);
    CHECK_THROWS_AS(curve("bent"), std::invalid_argument);
    CHECK_THROWS_AS(curve("straight"), std::invalid_argument);
  }
}

TEST_CASE("classes around centres are those of the nearest centre", "[curve]") {
  Random random(52);
  std::vector<Eigen::Vector2f> centres;
  std::vector<float> steepness;
  for (int k = 0; k < 5; ++k) {
    centres.emplace_back(3 * random.sign(), 3 * random.sign());
    steepness.push_back(1 + random.unit());
  }
  Affine straight = nearest_centre(centres);
  Planar curved = steep_centres(centres, steepness);
  CHECK_THROWS_AS(steep_centres(centres, {1}), std::invalid_argument);
  Vector f(5);
  for (int i = 0; i < 200; ++i) {
    const Eigen::Vector2f x(4 * random.sign(), 3 * random.sign());
    Eigen::Index nearest = 0;
    Eigen::Index cheapest = 0;
    Eigen::VectorXd distances(5);
    Eigen::VectorXd costs(5);
    for (Index k = 0; k < 5; ++k) {
      const auto at = static_cast<std::size_t>(k);
      distances[k] = (x - centres[at]).cast<double>().squaredNorm();
      costs[k] = steepness[at] * distances[k];
    }
    distances.minCoeff(&nearest);
    costs.minCoeff(&cheapest);
    straight.logits(x, f);
    CHECK(predicted_class(f) == nearest);
    CHECK(x.cast<double>().squaredNorm() - f[nearest] == Approx(distances[nearest]).margin(1e-5));
    curved.logits(x, f);
    CHECK(predicted_class(f) == cheapest);
    CHECK(-f[cheapest] == Approx(costs[cheapest]).margin(1e-5));
  }
}
