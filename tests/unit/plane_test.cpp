// Planes through a classifier's inputs: bases, places, linearised boundaries, leads; and what may
// happen to a picture.

#include <cmath>
#include <limits>
#include <stdexcept>

#include "catch.h"
#include "classifier/affine.h"
#include "classifier/field.h"
#include "classifier/orthonormal.h"
#include "classifier/planar.h"
#include "classifier/plane_line.h"
#include "classifier/slice.h"
#include "files.h"
#include "robustness/alteration.h"

using namespace deepfool;
using random_numbers::Random;

namespace {

Vector of(std::initializer_list<float> values) {
  Vector v(static_cast<Index>(values.size()));
  std::copy(values.begin(), values.end(), v.data());
  return v;
}

/// How far U' U is from the identity: float32 rounds each element by at most 6e-8 of it.
double skew(const Eigen::MatrixXf& U) {
  const Eigen::MatrixXd V = U.cast<double>();
  return (V.transpose() * V - Eigen::MatrixXd::Identity(V.cols(), V.cols())).cwiseAbs().maxCoeff();
}

}  // namespace

TEST_CASE("an orthonormal basis spans what its directions span, the first one first", "[plane]") {
  Random random(41);
  for (const Index n : {2, 3, 784}) {
    const Vector a = random.signs(n);
    const Vector b = random.signs(n);
    const Eigen::MatrixXf U = orthonormal({a, b});
    CHECK(skew(U) < 1e-6);
    // Along a, and b has no part outside: the rest of b after its inner products is 0.
    const Eigen::MatrixXd V = U.cast<double>();
    const Eigen::VectorXd x = a.cast<double>();
    const Eigen::VectorXd y = b.cast<double>();
    CHECK((V.col(0) - x.normalized()).norm() < 1e-6);
    CHECK((y - V * (V.transpose() * y)).norm() < 1e-6 * y.norm());
    CHECK(V.col(1).dot(y) > 0);
  }
  const Eigen::MatrixXf U = orthonormal({of({3, 0, 4}), of({3, 0, 0})});
  CHECK((U.col(0) - of({0.6F, 0, 0.8F})).norm() < 1e-6);
  CHECK((U.col(1) - of({0.8F, 0, -0.6F})).norm() < 1e-6);
}

TEST_CASE("a direction that adds nothing is replaced", "[plane]") {
  for (const Vector& second : {of({-2, 0, 0}), of({0, 0, 0})}) {
    const Eigen::MatrixXf U = orthonormal({of({5, 0, 0}), second});
    CHECK(U.col(0) == of({1, 0, 0}));
    CHECK(U.col(1) == of({0, 1, 0}));
  }
  const Eigen::MatrixXf U = orthonormal({of({0, 0}), of({0, 0})});
  CHECK(skew(U) == 0);
  const float nan = std::numeric_limits<float>::quiet_NaN();
  CHECK_THROWS_AS(orthonormal({}), std::invalid_argument);
  CHECK_THROWS_AS(orthonormal({of({1}), of({2})}), std::invalid_argument);
  CHECK_THROWS_AS(orthonormal({of({1, 2}), of({1, 2, 3})}), std::invalid_argument);
  CHECK_THROWS_AS(orthonormal({of({1, nan})}), std::invalid_argument);
}

TEST_CASE("the place of an input on a plane is its nearest point there", "[plane]") {
  Random random(43);
  const Index n = 60;
  Affine affine(Eigen::MatrixXf::Random(4, n), random.signs(4));
  const Vector x0 = random.units(n);
  const Eigen::MatrixXf U = orthonormal({random.signs(n), random.signs(n)});
  const Slice slice(affine, x0, U);
  const Vector z = of({1.5F, -0.75F});
  // float32 inputs: 6e-8 of each of 60 pixels.
  const Slice::Place on = slice.place_of(slice.input_at(z));
  CHECK((on.z - z.cast<double>()).norm() < 1e-6);
  CHECK(on.distance < 1e-6);
  const Vector x = random.units(n);
  const Slice::Place place = slice.place_of(x);
  const Eigen::VectorXd offset = x.cast<double>() - x0.cast<double>();
  CHECK(std::abs(place.z[0] - offset.dot(U.col(0).cast<double>())) < 1e-12);
  CHECK(std::abs(place.z[1] - offset.dot(U.col(1).cast<double>())) < 1e-12);
  // Pythagoras.
  CHECK(std::abs(place.z.squaredNorm() + place.distance * place.distance - offset.squaredNorm()) <
        1e-5);
  CHECK_THROWS_AS(slice.place_of(of({1, 2})), std::invalid_argument);
}

TEST_CASE("the linearised boundaries of an affine classifier are its own", "[plane]") {
  Random random(47);
  const Index n = 30;
  Eigen::MatrixXf W(4, n);
  for (Index j = 0; j < n; ++j) W.col(j) = random.signs(4);
  const Vector b = random.signs(4);
  Affine affine(W, b);
  const Vector x0 = random.units(n);
  const Eigen::MatrixXf U = orthonormal({random.signs(n), random.signs(n)});
  Slice slice(affine, x0, U);
  // Seen from an input that is not on the plane.
  const Vector x = random.units(n);
  const Slice::Linear linear = slice.linearised(x);
  const Eigen::Vector2d near = slice.place_of(x).z;
  for (int k = 1; k < 4; ++k) {
    const auto line = boundary_line(linear, 0, k, near);
    REQUIRE(line);
    CHECK(std::abs(line->direction.norm() - 1) < 1e-12);
    // Nearest to `near`: the way there is square to the line.
    CHECK(std::abs((line->point - near).dot(line->direction)) < 1e-9);
    for (const double t : {-3.0, 0.0, 2.0}) {
      const Eigen::VectorXd y =
          x0.cast<double>() + U.cast<double>() * (line->point + t * line->direction);
      const Eigen::VectorXd f = W.cast<double>() * y + b.cast<double>();
      // The linearisation comes from float32 logits.
      CHECK(std::abs(f[0] - f[k]) < 1e-5);
    }
    const Eigen::Vector2d left(-line->direction.y(), line->direction.x());
    const Eigen::VectorXd f =
        W.cast<double>() * (x0.cast<double>() + U.cast<double>() * (line->point + left)) +
        b.cast<double>();
    CHECK(f[0] > f[k]);
  }
  CHECK(!boundary_line(linear, 2, 2, near));
  CHECK_THROWS_AS(boundary_line(linear, 0, 4, near), std::invalid_argument);
}

TEST_CASE("a linearised boundary of a circle is its tangent's parallel", "[plane]") {
  // f0 = 1, f1 = x^2 + y^2, linearised at (2, 0): 4 x - 4 = 1.
  Planar planar({{Eigen::Matrix2f::Zero(), Eigen::Vector2f::Zero(), 1},
                 {Eigen::Matrix2f::Identity(), Eigen::Vector2f::Zero(), 0}});
  Slice slice(planar, Vector::Zero(2), Eigen::Matrix2f::Identity());
  const Vector x = of({2, 0});
  const auto line = boundary_line(slice.linearised(x), 0, 1, {2, 0});
  REQUIRE(line);
  CHECK((line->point - Eigen::Vector2d(1.25, 0)).norm() < 1e-6);
  CHECK(std::abs(line->direction.x()) < 1e-6);
}

TEST_CASE("a field's leads are positive for the predicted class alone", "[plane]") {
  // Logits x, y and 0: class 2 where both are negative.
  Eigen::MatrixXf W(3, 2);
  W << 1, 0, 0, 1, 0, 0;
  Affine affine(W, Vector::Zero(3));
  Field field(affine, {-2, 2, 2, -2, 8, 8});
  CHECK(field.leads().array().isNaN().all());
  while (field.step()) {
  }
  const Eigen::MatrixXf leads = field.leads();
  REQUIRE(leads.rows() == 64);
  REQUIRE(leads.cols() == 3);
  for (Index cell = 0; cell < 64; ++cell) {
    const Eigen::Vector2f z = field.centre(cell % 8, cell / 8);
    CHECK(leads(cell, 0) == z.x() - std::max(z.y(), 0.0F));
    CHECK(leads(cell, 1) == z.y() - std::max(z.x(), 0.0F));
    CHECK(leads(cell, 2) == -std::max(z.x(), z.y()));
  }
}

TEST_CASE("a picture saved, moved, and with noise", "[alteration]") {
  const Vector x = of({-0.1F, 0, 0.5F, 0.998F, 1.7F, 0.1F});
  CHECK(as_bytes(x) == of({0, 0, 128 / 255.0F, 254 / 255.0F, 1, 26 / 255.0F}));
  // Two rows of three.
  CHECK(shifted(x, 2, 3, 1, 0) == of({0, -0.1F, 0, 0, 0.998F, 1.7F}));
  CHECK(shifted(x, 2, 3, -1, 0) == of({0, 0.5F, 0, 1.7F, 0.1F, 0}));
  CHECK(shifted(x, 2, 3, 0, 1) == of({0, 0, 0, -0.1F, 0, 0.5F}));
  CHECK(shifted(x, 1, 3, 0, 1) == Vector::Zero(6));
  CHECK_THROWS_AS(shifted(x, 2, 4, 1, 0), std::invalid_argument);

  const Index n = 100000;
  const Vector noise = with_noise(Vector::Zero(n), 0.5, 7);
  CHECK(noise == with_noise(Vector::Zero(n), 0.5, 7));
  CHECK(noise != with_noise(Vector::Zero(n), 0.5, 8));
  const Eigen::ArrayXd v = noise.cast<double>().array() / 0.5;
  // Of a normal variable; five standard errors of each: 1, sqrt(2), sqrt(96) over sqrt(n).
  CHECK(std::abs(v.mean()) < 5 * std::sqrt(1.0 / n));
  CHECK(std::abs(v.square().mean() - 1) < 5 * std::sqrt(2.0 / n));
  CHECK(std::abs(v.square().square().mean() - 3) < 5 * std::sqrt(96.0 / n));
}
