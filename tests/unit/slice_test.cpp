// Slices of classifiers, and fields of classes over the plane.

#include "classifier/slice.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "attack/deepfool.h"
#include "attack/method.h"
#include "attack/norm.h"
#include "catch.h"
#include "classifier/affine.h"
#include "classifier/binary.h"
#include "classifier/field.h"
#include "classifier/planar.h"
#include "files.h"
#include "mnist.h"

using namespace deepfool;
using random_numbers::Random;

namespace {

Eigen::MatrixXf random_matrix(Random& random, Index rows, Index columns) {
  Eigen::MatrixXf M(rows, columns);
  for (Index j = 0; j < columns; ++j) M.col(j) = random.signs(rows);
  return M;
}

Vector plane_point(float a, float b) {
  Vector z(2);
  z << a, b;
  return z;
}

Vector logits_at(Classifier& classifier, const Vector& x) {
  Vector f(classifier.classes());
  classifier.logits(x, f);
  return f;
}

}  // namespace

TEST_CASE("a slice of an affine classifier is affine: W U z + (W x0 + b)", "[slice]") {
  Random random(31);
  for (const Index m : {1, 2, 3}) {
    const Index n = 40;
    const Eigen::MatrixXf W = random_matrix(random, 5, n);
    const Vector b = random.signs(5);
    const Vector x0 = random.units(n);
    const Eigen::MatrixXf U = random_matrix(random, n, m);
    Affine affine(W, b);
    Slice slice(affine, x0, U);
    CHECK(slice.inputs() == m);
    CHECK(slice.classes() == 5);
    const Eigen::MatrixXd WU = W.cast<double>() * U.cast<double>();
    const Vector z = random.signs(m);
    const Eigen::VectorXd expected =
        WU * z.cast<double>() + W.cast<double>() * x0.cast<double>() + b.cast<double>();
    CHECK((logits_at(slice, z).cast<double>() - expected).cwiseAbs().maxCoeff() <= 2e-5);
    CHECK(slice.input_at(z).isApprox(x0 + U * z, 1e-6F));

    Jacobian J;
    slice.jacobian({3, 0}, J);
    REQUIRE(J.rows() == 4);
    REQUIRE(J.cols() == m);
    CHECK((J.row(0).cast<double>() - WU.row(3)).cwiseAbs().maxCoeff() <= 1e-5);
    CHECK((J.row(1).cast<double>() - WU.row(0)).cwiseAbs().maxCoeff() <= 1e-5);
    CHECK(J.bottomRows(2).isZero(0));
    const Vector v = random.signs(5);
    Vector g(m);
    slice.gradient(v, g);
    CHECK((g.cast<double>() - WU.transpose() * v.cast<double>()).cwiseAbs().maxCoeff() <= 2e-5);
  }
}

// f(x) = sin(a.x) + |x|^2 / 2, on x0 + U z; finite differences in double.
TEST_CASE("a slice's gradient is that of finite differences", "[slice]") {
  Random random(32);
  const Index n = 12;
  for (int round = 0; round < 20; ++round) {
    const Eigen::VectorXd a = random.signs(n).cast<double>();
    const auto f = [&](const Eigen::VectorXd& x) {
      return std::sin(a.dot(x)) + x.squaredNorm() / 2;
    };
    Binary binary(n, [&](const VectorRef& x, Eigen::Ref<Vector> gradient) {
      const Eigen::VectorXd at = x.cast<double>();
      gradient = (a * std::cos(a.dot(at)) + at).cast<float>();
      return static_cast<float>(f(at));
    });
    const Vector x0 = random.signs(n);
    const Eigen::MatrixXf U = random_matrix(random, n, 2);
    Slice slice(binary, x0, U);
    const Vector z = random.signs(2);
    const auto along = [&](double u, double v) {
      return f(x0.cast<double>() + U.cast<double>() * Eigen::Vector2d(u, v));
    };
    CHECK(logits_at(slice, z)[1] == Approx(along(z[0], z[1])).margin(1e-4));
    Jacobian J;
    slice.jacobian({0, 1}, J);
    const double h = 1e-5;
    const double by_u = (along(z[0] + h, z[1]) - along(z[0] - h, z[1])) / (2 * h);
    const double by_v = (along(z[0], z[1] + h) - along(z[0], z[1] - h)) / (2 * h);
    CHECK(J(1, 0) == Approx(by_u).epsilon(1e-4).margin(1e-4));
    CHECK(J(1, 1) == Approx(by_v).epsilon(1e-4).margin(1e-4));
    CHECK(J.row(0).isZero(0));
  }
}

TEST_CASE("a slice is right whoever uses the classifier in between", "[slice]") {
  const auto network = files::model("digits");
  const mnist::Digits digits = mnist::test_digits(1);
  const Vector x0 = Eigen::Map<const Vector>(digits.images[0].data(), 784);
  Random random(33);
  const Eigen::MatrixXf U = random_matrix(random, 784, 2);
  Slice slice(*network, x0, U);
  Slice other(*network, random.units(784), U);
  const Vector z = plane_point(0.02F, -0.01F);
  const Vector v = random.signs(10);

  // By hand: the network's own gradients, times U.
  const Vector expected_logits = logits_at(*network, slice.input_at(z));
  Jacobian x_jacobian;
  network->jacobian({2, 7}, x_jacobian);
  const Eigen::MatrixXd expected = x_jacobian.cast<double>() * U.cast<double>();
  Vector x_gradient(784);
  network->gradient(v, x_gradient);
  const Eigen::VectorXd expected_gradient =
      U.cast<double>().transpose() * x_gradient.cast<double>();

  CHECK(logits_at(slice, z) == expected_logits);
  logits_at(other, z);
  Jacobian J;
  slice.jacobian({2, 7}, J);
  CHECK((J.cast<double>() - expected).cwiseAbs().maxCoeff() <=
        1e-5 * expected.cwiseAbs().maxCoeff());
  logits_at(*network, Vector::Zero(784));
  Vector g(2);
  slice.gradient(v, g);
  CHECK((g.cast<double>() - expected_gradient).cwiseAbs().maxCoeff() <=
        1e-5 * expected_gradient.cwiseAbs().maxCoeff());
}

TEST_CASE("DeepFool on a slice of an affine classifier: the closed form in one step", "[slice]") {
  Random random(34);
  for (int round = 0; round < 20; ++round) {
    const Index n = 30;
    const Eigen::MatrixXf W = random_matrix(random, 4, n);
    const Vector b = random.signs(4);
    const Vector x0 = random.units(n);
    const Eigen::MatrixXf U = random_matrix(random, n, 2);
    Affine affine(W, b);
    Slice slice(affine, x0, U);
    const AttackResult result = DeepFool(slice, {}).attack(Vector::Zero(2));
    REQUIRE(result.status == Status::flipped);
    CHECK(result.iterations == 1);
    const Eigen::VectorXd f = W.cast<double>() * x0.cast<double>() + b.cast<double>();
    const Eigen::MatrixXd WU = W.cast<double>() * U.cast<double>();
    double nearest = std::numeric_limits<double>::infinity();
    for (Index k = 0; k < 4; ++k) {
      if (k == result.label) continue;
      nearest =
          std::min(nearest, (f[result.label] - f[k]) / (WU.row(k) - WU.row(result.label)).norm());
    }
    CHECK(lp_norm(result.perturbation, 2) == Approx(1.02 * nearest).epsilon(1e-4));
    // What flips in the plane flips in the classifier.
    CHECK(predicted_class(logits_at(affine, slice.input_at(result.perturbed))) ==
          result.adversarial);
  }
}

TEST_CASE("every attack runs on a slice of a network, and others may use the network", "[slice]") {
  const auto network = files::model("digits");
  const mnist::Digits digits = mnist::test_digits(2);
  const Vector a = Eigen::Map<const Vector>(digits.images[0].data(), 784);
  const Vector b = Eigen::Map<const Vector>(digits.images[1].data(), 784);
  Random random(35);
  Eigen::MatrixXf U(784, 2);
  U.col(0) = b - a;  // leads to an image of another class
  U.col(1) = random.signs(784) / 28;
  REQUIRE(predicted_class(logits_at(*network, a)) != predicted_class(logits_at(*network, b)));
  Slice slice(*network, a, U);
  for (const char* method : {"deepfool", "refine", "ddn", "fgsm", "pgd", "cw", "lbfgs"}) {
    AttackSpec spec;
    spec.method = method;
    if (options::steps.taken_by(*find_method(method))) spec.steps = 20;
    const AttackResult alone = make_attack(slice, spec)->attack(plane_point(0, 0));
    const auto attack = make_attack(slice, spec);
    for (bool more = attack->start(plane_point(0, 0)); more; more = attack->step()) {
      logits_at(*network, b);
    }
    CAPTURE(method);
    CHECK(attack->result().status == alone.status);
    CHECK(attack->result().perturbation == alone.perturbation);
    if (alone.status == Status::flipped) {
      CHECK(predicted_class(logits_at(*network, slice.input_at(alone.perturbed))) ==
            alone.adversarial);
    }
  }
  CHECK(DeepFool(slice, {}).attack(plane_point(0, 0)).status == Status::flipped);
}

TEST_CASE("slices refuse what they cannot be made of", "[slice]") {
  Affine affine(Eigen::MatrixXf::Identity(2, 3), Vector::Zero(2));
  using Eigen::MatrixXf;
  CHECK_THROWS_AS(Slice(affine, Vector::Zero(2), MatrixXf::Zero(3, 2)), std::invalid_argument);
  CHECK_THROWS_AS(Slice(affine, Vector::Zero(3), MatrixXf::Zero(2, 2)), std::invalid_argument);
  CHECK_THROWS_AS(Slice(affine, Vector::Zero(3), MatrixXf::Zero(3, 0)), std::invalid_argument);
  const Vector nan = Vector::Constant(3, std::numeric_limits<float>::quiet_NaN());
  CHECK_THROWS_AS(Slice(affine, nan, MatrixXf::Zero(3, 2)), std::invalid_argument);
  Slice slice(affine, Vector::Zero(3), MatrixXf::Zero(3, 2));
  CHECK_THROWS_AS(slice.input_at(Vector::Zero(3)), std::invalid_argument);
}

TEST_CASE("a field of three half planes is that of their closed form", "[field]") {
  // Logits x, y and -x - y: class 0 where x is the largest of them, and so on.
  Eigen::MatrixXf W(3, 2);
  W << 1, 0, 0, 1, -1, -1;
  Affine classifier(W, Vector::Zero(3));
  const Grid grid{-3, 5, 2, -4, 37, 23};  // the first row on top: y falls from 2 to -4
  Field field(classifier, grid, 50);
  CHECK(field.classes().size() == 37 * 23);
  CHECK(field.classes()[0] == -1);
  int steps = 1;
  while (field.step()) {
    CHECK(field.cells_done() == 50 * steps);
    ++steps;
  }
  CHECK(steps == 18);  // 851 cells
  CHECK(field.cells_done() == 37 * 23);
  CHECK_FALSE(field.step());
  for (Index row = 0; row < 23; ++row) {
    for (Index column = 0; column < 37; ++column) {
      const double x = -3 + 8 * (static_cast<double>(column) + 0.5) / 37;
      const double y = 2 - 6 * (static_cast<double>(row) + 0.5) / 23;
      const Index cell = row * 37 + column;
      CAPTURE(row, column);
      REQUIRE(field.centre(column, row)
                  .isApprox(Eigen::Vector2f(static_cast<float>(x), static_cast<float>(y))));
      REQUIRE(field.logits()(0, cell) == Approx(x).margin(1e-6));
      REQUIRE(field.logits()(1, cell) == Approx(y).margin(1e-6));
      REQUIRE(field.logits()(2, cell) == Approx(-x - y).margin(1e-6));
      const int expected = x >= y && x >= -x - y ? 0 : y >= -x - y ? 1 : 2;
      REQUIRE(field.classes()[static_cast<std::size_t>(cell)] == expected);
    }
  }
}

TEST_CASE("a field over a disc covers pi r^2", "[field]") {
  const Eigen::Matrix2f none = Eigen::Matrix2f::Zero();
  Planar disc({{none, Eigen::Vector2f::Zero(), 0},
               {Eigen::Matrix2f::Identity(), Eigen::Vector2f::Zero(), -1}});
  Field field(disc, {-2, 2, -2, 2, 400, 400});
  while (field.step()) {
  }
  const auto inside = std::count(field.classes().begin(), field.classes().end(), 0);
  CHECK(static_cast<double>(inside) * 16 / 160000 == Approx(3.14159265).epsilon(2e-3));
}

TEST_CASE("a field of a slice of a network is the network's own answers", "[field][slice]") {
  const auto network = files::model("digits");
  Random random(36);
  const Vector x0 = random.units(784);
  Slice slice(*network, x0, random_matrix(random, 784, 2));
  Field field(slice, {-0.5, 0.5, 0.5, -0.5, 9, 7}, 5);
  for (bool more = true; more;) {
    more = field.step();
    logits_at(*network, x0);  // somebody else's
  }
  for (Index row = 0; row < 7; ++row) {
    for (Index column = 0; column < 9; ++column) {
      const Vector f = logits_at(*network, slice.input_at(field.centre(column, row)));
      const Index cell = row * 9 + column;
      REQUIRE(field.logits().col(cell) == f);
      REQUIRE(field.classes()[static_cast<std::size_t>(cell)] == predicted_class(f));
    }
  }
}

TEST_CASE("fields refuse what they cannot be of, and say where logits are not finite", "[field]") {
  Affine three(Eigen::MatrixXf::Identity(2, 3), Vector::Zero(2));
  CHECK_THROWS_AS(Field(three, {0, 1, 0, 1, 2, 2}), std::invalid_argument);
  Affine plane(Eigen::MatrixXf::Identity(2, 2), Vector::Zero(2));
  const double nan = std::numeric_limits<double>::quiet_NaN();
  for (const Grid& grid : {Grid{0, 1, 0, 1, 0, 2}, Grid{0, 1, 0, 1, 2, -1}, Grid{0, 0, 0, 1, 2, 2},
                           Grid{0, 1, nan, 1, 2, 2}, Grid{0, 1, 0, 1, 5000, 5000}}) {
    CHECK_THROWS_AS(Field(plane, grid), std::invalid_argument);
  }
  Binary hole(2, [](const VectorRef& x, const Eigen::Ref<Vector>&) { return std::log(x[0]); });
  Field field(hole, {-1, 3, 0, 1, 4, 1});
  CHECK_FALSE(field.step());
  CHECK(field.classes() == std::vector<int>{-1, 0, 1, 1});
}
