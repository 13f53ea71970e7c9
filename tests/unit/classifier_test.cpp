// The classifiers without layers, and DeepFool on them where the answer is known.

#include <cmath>
#include <stdexcept>

#include "attack/deepfool.h"
#include "attack/norm.h"
#include "catch.h"
#include "classifier/affine.h"
#include "classifier/binary.h"
#include "classifier/planar.h"
#include "files.h"

using namespace deepfool;
using random_numbers::Random;

namespace {

/// Logits (0, |x|^2 - radius^2): class 1 outside a circle around the origin.
Planar circle(float radius) {
  const Eigen::Matrix2f none = Eigen::Matrix2f::Zero();
  return Planar({{none, Eigen::Vector2f::Zero(), 0},
                 {Eigen::Matrix2f::Identity(), Eigen::Vector2f::Zero(), -radius * radius}});
}

}  // namespace

TEST_CASE("the predicted class is the first of the largest logits", "[classifier]") {
  CHECK(predicted_class(Eigen::Vector3f(1, 3, 2)) == 1);
  CHECK(predicted_class(Eigen::Vector3f(3, 1, 3)) == 0);
  CHECK(predicted_class(Eigen::Vector3f(-2, -1, -1)) == 1);
}

TEST_CASE("softmax sums to 1 and does not overflow", "[classifier]") {
  Vector p(3);
  softmax(Eigen::Vector3f(1000, 1000, -1000), p);
  CHECK(p[0] == Approx(0.5));
  CHECK(p[1] == Approx(0.5));
  CHECK(p[2] == 0);
  Vector q(2);
  softmax(Eigen::Vector2f(0, std::log(3.0F)), q);
  CHECK(q[1] == Approx(0.75));
}

TEST_CASE("an affine classifier is W x + b, its Jacobian W, padded with zeros", "[classifier]") {
  Random random(1);
  const Index n = 7;
  Eigen::MatrixXf W(5, n);
  for (Index k = 0; k < 5; ++k) W.row(k) = random.signs(n).transpose();
  const Vector b = random.signs(5);
  Affine affine(W, b);
  CHECK(affine.inputs() == n);
  CHECK(affine.classes() == 5);
  const Vector x = random.units(n);
  Vector f(5);
  affine.logits(x, f);
  const Eigen::VectorXd expected = W.cast<double>() * x.cast<double>() + b.cast<double>();
  CHECK((f.cast<double>() - expected).cwiseAbs().maxCoeff() <= 1e-6);
  Jacobian J;
  affine.jacobian({4, 0}, J);
  REQUIRE(J.rows() == 4);
  REQUIRE(J.cols() == n);
  CHECK(J.row(0) == W.row(4));
  CHECK(J.row(1) == W.row(0));
  CHECK(J.bottomRows(2).isZero(0));
}

TEST_CASE("classifiers refuse what they cannot be made of", "[classifier]") {
  using Eigen::MatrixXf;
  CHECK_THROWS_AS(Affine(MatrixXf::Zero(1, 3), Vector::Zero(1)), std::invalid_argument);
  CHECK_THROWS_AS(Affine(MatrixXf::Zero(2, 3), Vector::Zero(3)), std::invalid_argument);
  CHECK_THROWS_AS(Planar({}), std::invalid_argument);
}

TEST_CASE("a planar classifier's Jacobian is that of its logits", "[classifier]") {
  Random random(2);
  std::vector<Planar::Quadratic> quadratics(3);
  for (Planar::Quadratic& q : quadratics) {
    const float off = random.sign();
    q.A << random.sign(), off, off, random.sign();
    q.b << random.sign(), random.sign();
    q.c = random.sign();
  }
  Planar planar(quadratics);
  const Eigen::Vector2f x(0.3F, -0.8F);
  Vector f(3);
  planar.logits(x, f);
  Jacobian J;
  planar.jacobian({2, 1, 0}, J);
  REQUIRE(J.rows() == 4);
  for (int k = 0; k < 3; ++k) {
    const Planar::Quadratic& q = quadratics[static_cast<std::size_t>(k)];
    const auto value = [&](double u, double v) {
      return q.A(0, 0) * u * u + 2.0 * q.A(0, 1) * u * v + q.A(1, 1) * v * v + q.b[0] * u +
             q.b[1] * v + q.c;
    };
    CHECK(f[k] == Approx(value(x[0], x[1])).margin(1e-6));
    const double h = 1e-4;
    CHECK(J(2 - k, 0) ==
          Approx((value(x[0] + h, x[1]) - value(x[0] - h, x[1])) / (2 * h)).margin(1e-5));
    CHECK(J(2 - k, 1) ==
          Approx((value(x[0], x[1] + h) - value(x[0], x[1] - h)) / (2 * h)).margin(1e-5));
  }
}

// The tangent at distance s from the centre meets the ray at (s^2 + R^2) / (2 s) >= R: from inside,
// one step always crosses the circle; from outside, steps end when 1.02 times what they have gone
// is more than the distance.
TEST_CASE("a circle: from inside one known step, from outside the distance to 2 %",
          "[classifier][deepfool]") {
  Random random(3);
  Planar classifier = circle(2);
  DeepFool attack(classifier, {});
  for (int round = 0; round < 100; ++round) {
    const float angle = 6.2831853F * random.unit();
    const Eigen::Vector2f direction(std::cos(angle), std::sin(angle));
    const float inside = 0.2F + 1.7F * random.unit();
    const AttackResult& out = attack.attack(direction * inside);
    CHECK(out.status == Status::flipped);
    CHECK(out.label == 0);
    CHECK(out.iterations == 1);
    const double s = inside;
    CHECK(lp_norm(out.perturbation, 2) == Approx(1.02 * (4 - s * s) / (2 * s)).epsilon(1e-5));

    const float outside = 2.1F + 10 * random.unit();
    const AttackResult& in = attack.attack(direction * outside);
    CHECK(in.status == Status::flipped);
    CHECK(in.label == 1);
    const double distance = double{outside} - 2;
    CAPTURE(outside, lp_norm(in.perturbation, 2), distance);
    CHECK(lp_norm(in.perturbation, 2) > distance * (1 - 1e-5));
    CHECK(lp_norm(in.perturbation, 2) <= 1.02 * distance * (1 + 1e-5));
    CHECK(std::abs(in.perturbation.normalized().dot(direction) + 1) <= 1e-5);
  }
}

// f(x) = |x - c|^2 / 2 - 2 + 0.3 sin(3 x_0), against Algorithm 1 in double precision:
// r_i = -f(x_i) / |grad f(x_i)|^2 grad f(x_i) until sign f(x_0 + 1.02 r) != sign f(x_0).
TEST_CASE("on a binary classifier DeepFool is Algorithm 1", "[classifier][deepfool]") {
  Random random(4);
  const Index n = 5;
  for (int round = 0; round < 100; ++round) {
    const Eigen::VectorXd c = random.signs(n).cast<double>();
    const auto f = [&](const Eigen::VectorXd& x) {
      return (x - c).squaredNorm() / 2 - 2 + 0.3 * std::sin(3 * x[0]);
    };
    const auto gradient = [&](const Eigen::VectorXd& x) {
      Eigen::VectorXd g = x - c;
      g[0] += 0.9 * std::cos(3 * x[0]);
      return g;
    };
    Binary classifier(n, [&](const VectorRef& x, Eigen::Ref<Vector> g) {
      const Eigen::VectorXd at = x.cast<double>();
      g = gradient(at).cast<float>();
      return static_cast<float>(f(at));
    });
    const Vector x0 = random.signs(n) * 3;
    const Eigen::VectorXd start = x0.cast<double>();
    if (std::abs(f(start)) < 0.01) continue;

    Eigen::VectorXd r = Eigen::VectorXd::Zero(n);
    int iterations = 0;
    while (iterations < 50 && (f(start + 1.02 * r) > 0) == (f(start) > 0)) {
      const Eigen::VectorXd g = gradient(start + r);
      r -= f(start + r) / g.squaredNorm() * g;
      ++iterations;
    }
    REQUIRE(iterations < 50);
    const AttackResult result = DeepFool(classifier, {}).attack(x0);
    CAPTURE(round, iterations, result.iterations);
    CHECK(result.status == Status::flipped);
    CHECK(result.label == (f(start) > 0));
    CHECK(result.adversarial == 1 - result.label);
    CHECK(result.iterations == iterations);
    CHECK((result.perturbation.cast<double>() - 1.02 * r).norm() <= 1e-4 * r.norm());
  }
}
