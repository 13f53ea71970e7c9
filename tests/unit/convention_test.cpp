// Classifiers that want their pictures in another way, and how that is found out.

#include "classifier/convention.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <vector>

#include "attack/method.h"
#include "catch.h"
#include "classifier/affine.h"
#include "classifier/binary.h"
#include "classifier/convention_search.h"
#include "classifier/presented.h"
#include "files.h"
#include "mnist.h"

using namespace deepfool;
using random_numbers::Random;

namespace {

using Plane = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// A P x + b written out: each channel as a matrix that is inverted, transposed, framed with paper,
/// and then scaled.
Vector by_hand(const Vector& x, const PictureShape& ours, const PictureShape& theirs,
               const Convention& c) {
  std::vector<Plane> channels;
  for (Index k = 0; k < theirs.channels; ++k) {
    const Index from = ours.channels == 1 ? 0 : k;
    const Eigen::VectorXd part =
        x.segment(from * ours.height * ours.width, ours.height * ours.width).cast<double>();
    Plane ink = Eigen::Map<const Plane>(part.data(), ours.height, ours.width);
    if (c.transposed) ink = Plane(ink.transpose());
    Plane framed = Plane::Zero(theirs.height, theirs.width);
    framed.block((theirs.height - ink.rows()) / 2, (theirs.width - ink.cols()) / 2, ink.rows(),
                 ink.cols()) = ink;
    if (c.inverted) framed = (1 - framed.array()).matrix();
    const auto at = [&](const std::vector<double>& v) {
      return v[v.size() == 1 ? 0 : static_cast<std::size_t>(k)];
    };
    channels.emplace_back((framed.array() * at(c.scale) + at(c.offset)).matrix());
  }
  std::vector<float> y;
  if (c.channels_last) {
    for (Index i = 0; i < theirs.height * theirs.width; ++i) {
      for (const Plane& channel : channels) y.push_back(static_cast<float>(channel.data()[i]));
    }
  } else {
    for (const Plane& channel : channels) {
      for (Index i = 0; i < channel.size(); ++i) y.push_back(static_cast<float>(channel.data()[i]));
    }
  }
  return Eigen::Map<const Vector>(y.data(), static_cast<Index>(y.size()));
}

struct Case {
  PictureShape ours;
  PictureShape theirs;
  Convention convention;
};

std::vector<Case> cases() {
  std::vector<Case> all;
  for (const Convention& c : usual_conventions(3)) {
    if (!c.channels_last)
      all.push_back({{1, 4, 3}, {1, c.transposed ? 3 : 4, c.transposed ? 4 : 3}, c});
    all.push_back({{1, 4, 4}, {3, 4, 4}, c});
    all.push_back({{3, 2, 4}, {3, 5, 7}, c});
    Convention each = c;
    each.scale = {2, -3, 0.5};
    each.offset = {-1, 0.25, 4};
    all.push_back({{3, 3, 2}, {3, 3, 4}, each});
  }
  return all;
}

/// A classifier that wants its pictures under a convention, made of one that wants ours: it undoes
/// the convention.
class Demanding : public Classifier {
 public:
  Demanding(Classifier& f, Index side, const Convention& convention)
      : f_(f), side_(side), convention_(convention) {}

  Index inputs() const override { return f_.inputs(); }
  Index classes() const override { return f_.classes(); }

 private:
  void forward(const VectorRef& y, Eigen::Ref<Vector> f) override {
    const auto& c = convention_;
    Vector x = ((y.cast<double>().array() - c.offset[0]) / c.scale[0]).matrix().cast<float>();
    if (c.inverted) x = (1 - x.array()).matrix();
    if (c.transposed) {
      Eigen::Map<Eigen::MatrixXf> picture(x.data(), side_, side_);
      picture.transposeInPlace();
    }
    f_.logits(x, f);
  }
  void pull_back_rows(const std::vector<int>&, Jacobian&) override {
    throw std::logic_error("not needed");
  }

  Classifier& f_;
  Index side_;
  Convention convention_;
};

}  // namespace

TEST_CASE("a presented classifier is f(A P x + b), with the Jacobian of f times A P",
          "[convention]") {
  Random random(51);
  for (const Case& each : cases()) {
    const Index n = each.ours.size();
    const Index m = each.theirs.size();
    Eigen::MatrixXf W(3, m);
    for (Index j = 0; j < m; ++j) W.col(j) = random.signs(3);
    Affine affine(W, random.signs(3));
    Presented presented(affine, each.ours, each.theirs, each.convention);
    REQUIRE(presented.inputs() == n);
    CHECK(presented.classes() == 3);
    const Vector x = random.units(n);
    const Vector y = by_hand(x, each.ours, each.theirs, each.convention);
    CHECK((presented.shown(x) - y).cwiseAbs().maxCoeff() <= 1e-6F * y.cwiseAbs().maxCoeff());

    Vector expected(3);
    affine.logits(presented.shown(x), expected);
    Vector f(3);
    presented.logits(x, f);
    CHECK(f == expected);

    // A P, column by column: what is shown is affine in x.
    Eigen::MatrixXd AP(m, n);
    const Vector none = by_hand(Vector::Zero(n), each.ours, each.theirs, each.convention);
    for (Index i = 0; i < n; ++i) {
      const Vector one = by_hand(Vector::Unit(n, i), each.ours, each.theirs, each.convention);
      AP.col(i) = one.cast<double>() - none.cast<double>();
    }
    const Eigen::MatrixXd J_expected = W.cast<double>() * AP;
    const double near = 1e-5 * AP.cwiseAbs().maxCoeff();
    Jacobian J;
    presented.jacobian({2, 0}, J);
    REQUIRE(J.rows() == 4);
    REQUIRE(J.cols() == n);
    CHECK((J.row(0).cast<double>() - J_expected.row(2)).cwiseAbs().maxCoeff() <= near);
    CHECK((J.row(1).cast<double>() - J_expected.row(0)).cwiseAbs().maxCoeff() <= near);
    CHECK(J.bottomRows(2).isZero(0));
    const Vector v = random.signs(3);
    Vector g(n);
    presented.gradient(v, g);
    CHECK((g.cast<double>() - J_expected.transpose() * v.cast<double>()).cwiseAbs().maxCoeff() <=
          3 * near);
  }
}

// f(y) = sin(a.y) + |y|^2 / 2; finite differences in double.
TEST_CASE("a presented classifier's gradient is that of finite differences", "[convention]") {
  Random random(52);
  for (const Case& each : cases()) {
    const Index n = each.ours.size();
    const Index m = each.theirs.size();
    Convention convention = each.convention;
    for (double& scale : convention.scale) scale = std::min(scale, 2.0);  // 255 has no small step
    const Eigen::VectorXd a = random.signs(m).cast<double>();
    const auto f = [&](const Eigen::VectorXd& y) {
      return std::sin(a.dot(y)) + y.squaredNorm() / 2;
    };
    Binary binary(m, [&](const VectorRef& y, Eigen::Ref<Vector> gradient) {
      const Eigen::VectorXd at = y.cast<double>();
      gradient = (a * std::cos(a.dot(at)) + at).cast<float>();
      return static_cast<float>(f(at));
    });
    Presented presented(binary, each.ours, each.theirs, convention);
    const Vector x = random.units(n);
    Vector logits(2);
    presented.logits(x, logits);
    Jacobian J;
    presented.jacobian({0, 1}, J);
    CHECK(J.row(0).isZero(0));
    const float h = 1.0F / 64;
    for (Index i = 0; i < n; i += 3) {
      Vector more = x;
      Vector less = x;
      more[i] += h;
      less[i] -= h;
      const auto along = [&](const Vector& at) {
        return f(by_hand(at, each.ours, each.theirs, convention).cast<double>());
      };
      // Central differences are wrong by h^2 / 6 times the third derivative, |a s|^3 at most.
      const double difference = (along(more) - along(less)) / (2 * double{h});
      CHECK(J(1, i) == Approx(difference).margin(0.02));
    }
  }
}

TEST_CASE("DeepFool on a presented affine classifier is as far as the boundary, in our pixels",
          "[convention]") {
  Random random(53);
  const PictureShape picture{1, 4, 4};
  Convention bytes;
  bytes.scale = {255};
  Eigen::MatrixXf W(2, 16);
  for (Index j = 0; j < 16; ++j) W.col(j) = random.signs(2);
  Affine affine(W, random.signs(2));
  Presented presented(affine, picture, picture, bytes);
  const Vector x = random.units(16);
  Vector f(2);
  presented.logits(x, f);
  // |f_1 - f_0| / |255 (w_1 - w_0)|, one step with the overshoot.
  const Eigen::VectorXd w = 255 * (W.row(1) - W.row(0)).cast<double>().transpose();
  const double distance = std::abs(double{f[1]} - double{f[0]}) / w.norm();
  const auto attack = make_attack(presented, {});
  const AttackResult& result = attack->attack(x);
  CHECK(result.status == Status::flipped);
  CHECK(result.iterations == 1);
  CHECK(result.perturbation.cast<double>().norm() == Approx(1.02 * distance).epsilon(1e-4));
}

TEST_CASE("a presented classifier is right whoever uses the classifier in between",
          "[convention]") {
  const auto network = files::model("digits");
  const mnist::Digits digits = mnist::test_digits(2);
  const Vector x = Eigen::Map<const Vector>(digits.images[0].data(), 784);
  const Vector other = Eigen::Map<const Vector>(digits.images[1].data(), 784);
  const PictureShape picture{1, 28, 28};
  Presented plain(*network, picture, picture, {});
  Jacobian expected;
  Vector f(10);
  network->logits(x, f);
  network->jacobian({1, 2, 3}, expected);
  Vector g_expected(784);
  network->gradient(f, g_expected);

  Vector presented(10);
  plain.logits(x, presented);
  CHECK(presented == f);
  Vector ignored(10);
  network->logits(other, ignored);
  Jacobian J;
  plain.jacobian({1, 2, 3}, J);
  CHECK(J == expected);
  network->logits(other, ignored);
  Vector g(784);
  plain.gradient(f, g);
  CHECK(g == g_expected);
}

TEST_CASE("the convention that a classifier wants is found", "[convention][many]") {
  const std::size_t count = 200;  // as on the page
  const mnist::Digits digits = mnist::test_digits(count);
  const PictureShape picture{1, 28, 28};
  const auto all = usual_conventions(1);
  REQUIRE(all.size() == 16);
  for (const char* name : {"softmax", "digits"}) {
    const auto network = files::model(name);
    Index right = 0;
    for (std::size_t i = 0; i < count; ++i) {
      Vector f(10);
      network->logits(Eigen::Map<const Vector>(digits.images[i].data(), 784), f);
      if (predicted_class(f) == digits.labels[i]) ++right;
    }
    for (std::size_t wanted = 0; wanted < all.size(); ++wanted) {
      Demanding demanding(*network, 28, all[wanted]);
      ConventionSearch search(demanding, picture, picture);
      for (std::size_t i = 0; i < count; ++i) {
        search.add(Eigen::Map<const Vector>(digits.images[i].data(), 784), digits.labels[i]);
      }
      REQUIRE(search.total() == 16 * count);
      std::size_t steps = 1;
      while (search.step()) ++steps;
      CHECK(steps == search.total());
      CHECK(search.done() == search.total());
      CHECK_FALSE(search.step());
      CHECK(search.best() == wanted);
      CHECK(search.trials()[wanted].right == right);
    }
  }
}

TEST_CASE("of conventions that read as many samples right the one of more likelihood is taken",
          "[convention]") {
  // Two classes by the sign of the sum of all pixels: black paper with a light dot is class 1
  // under all conventions that do not turn it, and the more so the larger the scale.
  Affine affine((Eigen::MatrixXf(2, 4) << 0, 0, 0, 0, 0.01F, 0.01F, 0.01F, 0.01F).finished(),
                Vector::Zero(2));
  const PictureShape picture{1, 2, 2};
  const Vector dotted = (Vector(4) << 1, 1, 0, 0).finished();
  ConventionSearch little(affine, picture, picture);
  little.add(dotted, 1);
  while (little.step()) {
  }
  // ln 2 of likelihood, which one sample may differ in, may be chance.
  CHECK(little.best() == 0);
  ConventionSearch search(affine, picture, picture);
  for (int i = 0; i < 10; ++i) search.add(dotted, 1);
  while (search.step()) {
  }
  CHECK(search.trials()[0].right == 10);
  CHECK(search.trials()[search.best()].convention.scale[0] == 255);
  CHECK_FALSE(search.trials()[search.best()].convention.inverted);
  // The probability of class 1 is 1 / (1 + exp(-0.01 * 255 * 2)).
  CHECK(search.trials()[search.best()].likelihood == Approx(-10 * std::log1p(std::exp(-5.1))));

  // What the classifier has no class for is read wrong, and no reason to stop.
  ConventionSearch digits(affine, picture, picture);
  digits.add(Vector::Zero(4), 7);
  while (digits.step()) {
  }
  CHECK(digits.best() == 0);
  CHECK(digits.trials()[0].right == 0);
  CHECK(digits.trials()[0].likelihood == 0);
}

TEST_CASE("the picture that an input is", "[convention]") {
  const auto is = [](const PictureShape& shape, Index channels, Index height, Index width) {
    return shape.channels == channels && shape.height == height && shape.width == width;
  };
  CHECK(is(picture_of(1, 1, 784), 1, 28, 28));
  CHECK(is(picture_of(784, 1, 1), 1, 28, 28));
  CHECK(is(picture_of(1, 1, 2352), 3, 28, 28));
  CHECK(is(picture_of(1, 28, 28), 1, 28, 28));
  CHECK(is(picture_of(28, 28, 1), 1, 28, 28));
  CHECK(is(picture_of(3, 32, 24), 3, 32, 24));
  CHECK(is(picture_of(32, 24, 3), 3, 32, 24));
  CHECK(picture_of(1, 1, 785).size() == 0);
  CHECK(picture_of(2, 28, 28).size() == 0);
}

TEST_CASE("what makes no picture is refused", "[convention]") {
  Affine affine(Eigen::MatrixXf::Ones(2, 48), Vector::Zero(2));
  const PictureShape ours{1, 4, 4};
  const PictureShape theirs{3, 4, 4};
  const auto presented = [&](const Convention& c, const PictureShape& a, const PictureShape& b) {
    Presented(affine, a, b, c);
  };
  CHECK_NOTHROW(presented({}, ours, theirs));
  CHECK_THROWS_AS(presented({}, ours, {1, 4, 4}), std::invalid_argument);
  CHECK_THROWS_AS(presented({}, ours, {0, 0, 0}), std::invalid_argument);
  CHECK_THROWS_AS(presented({}, {1, 5, 4}, theirs), std::invalid_argument);
  CHECK_THROWS_AS(presented({}, {2, 4, 4}, theirs), std::invalid_argument);
  CHECK_THROWS_AS(presented({{0}, {0}}, ours, theirs), std::invalid_argument);
  CHECK_THROWS_AS(presented({{1, 2}, {0}}, ours, theirs), std::invalid_argument);
  CHECK_THROWS_AS(presented({{1}, {}}, ours, theirs), std::invalid_argument);
  const double inf = std::numeric_limits<double>::infinity();
  CHECK_THROWS_AS(presented({{inf}, {0}}, ours, theirs), std::invalid_argument);
  CHECK_THROWS_AS(presented({{1}, {std::nan("")}}, ours, theirs), std::invalid_argument);
  ConventionSearch search(affine, ours, theirs);
  CHECK_THROWS_AS(search.step(), std::invalid_argument);
  CHECK_THROWS_AS(search.add(Vector::Zero(15), 0), std::invalid_argument);
  CHECK_THROWS_AS(search.add(Vector::Zero(16), 0.5), std::invalid_argument);
  CHECK_THROWS_AS(search.add(Vector::Zero(16), -1), std::invalid_argument);
}
