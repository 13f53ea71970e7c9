// Points on the line of a perturbation, and where the class changes on it.

#include "attack/line.h"

#include <cmath>
#include <stdexcept>

#include "attack/deepfool.h"
#include "catch.h"
#include "classifier/affine.h"
#include "files.h"
#include "mnist.h"

using namespace deepfool;

TEST_CASE("an affine classifier's class changes where the closed form says", "[line]") {
  // f_k = W_k x + b_k on x = t r: class 0 until t = 1 / 4, class 1 until t = 5 / 4, then class 2.
  Eigen::MatrixXf W(3, 2);
  W << 0, 0, 4, 0, 8, 0;
  Vector b(3);
  b << 0, -1, -6;
  Affine classifier(W, b);
  const Vector x = Vector::Zero(2);
  Vector r(2);
  r << 1, 0.5F;
  Line line(classifier, x, r, std::nullopt);
  const auto flips = line.flips(2, 20);
  REQUIRE(flips.size() == 2);
  CHECK(flips[0].from == 0);
  CHECK(flips[0].to == 1);
  CHECK(flips[1].from == 1);
  CHECK(flips[1].to == 2);
  // Points are float32, so that t is only as exact as these.
  CHECK(std::abs(flips[0].t - 0.25) < 1e-6);
  CHECK(std::abs(flips[1].t - 1.25) < 1e-6);
  for (const Line::Flip& flip : flips) {
    CHECK(predicted_class(line.visit(flip.t)) == flip.to);
    CHECK(predicted_class(line.visit(flip.t - 1e-6)) == flip.from);
  }
}

TEST_CASE("in a box, points are clipped, and a line that leads along a wall changes nothing",
          "[line]") {
  Affine classifier(Eigen::MatrixXf::Identity(2, 2), Vector::Zero(2));
  Vector x(2);
  x << 0.75F, 0.5F;
  Vector r(2);
  r << 0.5F, 0.25F;
  Line line(classifier, x, r, Bounds{0, 1});
  line.visit(2);
  CHECK(line.point() == Vector::Ones(2));
  line.visit(0.5);
  CHECK(line.point()[0] == 1);
  CHECK(line.point()[1] == 0.625F);
  CHECK(line.flips(1.9, 50).empty());
}

TEST_CASE("a digit's class changes once on DeepFool's way, just before its end", "[line]") {
  const auto network = files::model("softmax");
  const mnist::Digits digits = mnist::test_digits(20);
  DeepFool attack(*network, {});
  for (std::size_t i = 0; i < 20; ++i) {
    const Vector x = Eigen::Map<const Vector>(digits.images[i].data(), 784);
    const AttackResult& result = attack.attack(x);
    REQUIRE(result.status == Status::flipped);
    Line line(*network, x, result.perturbation, std::nullopt);
    const auto flips = line.flips(1, 10);
    REQUIRE(flips.size() == 1);
    CHECK(flips[0].from == result.label);
    CHECK(flips[0].to == result.adversarial);
    // softmax is affine, so the boundary is met at t = 1 / (1 + eta); the logits' rounding is of
    // the order of 1e-6 of their gap.
    CHECK(std::abs(flips[0].t - 1 / 1.02) < 1e-4);
  }
}

TEST_CASE("what makes no line is refused", "[line]") {
  Affine classifier(Eigen::MatrixXf::Identity(2, 2), Vector::Zero(2));
  const Vector two = Vector::Zero(2);
  CHECK_THROWS_AS(Line(classifier, two, Vector::Zero(3), std::nullopt), std::invalid_argument);
  CHECK_THROWS_AS(Line(classifier, Vector::Constant(2, NAN), two, std::nullopt),
                  std::invalid_argument);
  Line line(classifier, two, two, std::nullopt);
  CHECK_THROWS_AS(line.visit(INFINITY), std::invalid_argument);
  CHECK_THROWS_AS(line.flips(0, 10), std::invalid_argument);
  CHECK_THROWS_AS(line.flips(1, 0), std::invalid_argument);
}
