// Pictures of 8 bits a pixel that flip, and what they cost.

#include "attack/quantise.h"

#include <cmath>
#include <limits>

#include "attack/deepfool.h"
#include "attack/norm.h"
#include "catch.h"
#include "classifier/affine.h"
#include "files.h"
#include "mnist.h"

using namespace deepfool;

namespace {

Vector digit(const mnist::Digits& digits, std::size_t i) {
  return Eigen::Map<const Vector>(digits.images[i].data(), 784);
}

/// x + (1 + levels / 255 / max |r|) r, clipped and rounded.
Vector picture(const Vector& x, const Vector& r, double levels) {
  const double t = 1 + levels / 255 / lp_norm(r, std::numeric_limits<double>::infinity());
  Vector pixels(x.size());
  for (Index i = 0; i < x.size(); ++i) {
    const double moved = std::min(std::max(x[i] + t * r[i], 0.0), 1.0);
    pixels[i] = static_cast<float>(std::round(moved * 255)) / 255;
  }
  return pixels;
}

bool flips_at(Classifier& classifier, const Vector& x, int label) {
  Vector f(classifier.classes());
  classifier.logits(x, f);
  return flips(f, label, std::nullopt);
}

}  // namespace

TEST_CASE("a saved picture is 8 bits a pixel, flips, and goes no further than it must",
          "[quantise]") {
  const auto network = files::model("digits");
  const mnist::Digits digits = mnist::test_digits(50);
  DeepFool attack(*network, {});
  int undone = 0;
  for (std::size_t i = 0; i < 50; ++i) {
    const Vector x = digit(digits, i);
    const AttackResult& result = attack.attack(x);
    REQUIRE(result.status == Status::flipped);
    const Quantised q = quantise(*network, x, result.perturbation, result.label);
    CAPTURE(i, q.levels);
    REQUIRE(q.flipped);
    CHECK_FALSE(q.boxed);
    CHECK(q.pixels == picture(x, result.perturbation, q.levels));
    CHECK(flips_at(*network, q.pixels, result.label));
    Vector f(10);
    network->logits(q.pixels, f);
    CHECK(predicted_class(f) == q.adversarial);
    CHECK(q.l2 == Approx(lp_norm(q.pixels - x, 2)));
    CHECK(q.l2_before == Approx(lp_norm(result.perturbation, 2)));
    if (q.levels > 0) {
      ++undone;
      CHECK_FALSE(
          flips_at(*network, picture(x, result.perturbation, q.levels - 1.0 / 64), result.label));
    }
  }
  CHECK(undone > 0);  // rounding alone does undo some
}

// The first test digits on which DeepFool's perturbation is shorter than half a level (softmax), or
// can be followed to the walls of the box in vain.
TEST_CASE("perturbations below half a level, and those that leave the box, flip as well",
          "[quantise]") {
  const auto network = files::model("softmax");
  const mnist::Digits digits = mnist::test_digits(1218);
  int small = 0;
  int boxed = 0;
  for (const double norm : {1.0, 2.0, std::numeric_limits<double>::infinity()}) {
    DeepFoolOptions options;
    options.norm = norm;
    DeepFool attack(*network, options);
    for (std::size_t i = 0; i < 1218; i += i < 60 ? 1 : 1157) {
      const Vector x = digit(digits, i);
      const AttackResult& result = attack.attack(x);
      const Quantised q =
          quantise(*network, x, result.perturbation, result.label, std::nullopt, norm);
      CAPTURE(norm, i);
      CHECK(q.flipped);
      CHECK(flips_at(*network, q.pixels, result.label));
      small += result.perturbation.cwiseAbs().maxCoeff() * 255 < 0.5F;
      boxed += q.boxed;
    }
  }
  CHECK(small > 0);
  CHECK(boxed > 0);
}

TEST_CASE("a picture towards a target is of the target's class", "[quantise]") {
  const auto network = files::model("digits");
  const mnist::Digits digits = mnist::test_digits(10);
  for (std::size_t i = 0; i < 10; ++i) {
    const Vector x = digit(digits, i);
    DeepFoolOptions options;
    options.target = (digits.labels[i] + 3) % 10;
    const AttackResult result = DeepFool(*network, options).attack(x);
    if (result.status != Status::flipped) continue;
    const Quantised q = quantise(*network, x, result.perturbation, result.label, options.target);
    CAPTURE(i);
    CHECK(q.flipped);
    CHECK(q.adversarial == *options.target);
  }
}

TEST_CASE("what is no picture, no perturbation of it, or no class is refused", "[quantise]") {
  const auto network = files::model("softmax");
  const Vector x = Vector::Constant(784, 0.5F);
  const Vector r = Vector::Constant(784, 0.01F);
  constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();
  const auto refused = [&](const Vector& x0, const Vector& by, int label, std::optional<int> target,
                           const char* why) {
    CHECK_THROWS_WITH(quantise(*network, x0, by, label, target), ContainsSubstring(why));
    CHECK_THROWS_AS(quantise(*network, x0, by, label, target), std::invalid_argument);
  };
  for (const float bad : {41.9F, -0.01F, 1.01F, kNaN}) {
    Vector y = x;
    y[7] = bad;
    refused(y, r, 0, std::nullopt, "pixel 7 is");
  }
  refused(x * 255, r, 0, std::nullopt, "[0, 1]");
  refused(x, r.head(783), 0, std::nullopt, "the perturbation has 783 elements");
  refused(x, Vector(0), 0, std::nullopt, "the perturbation has 0 elements");
  refused(x.head(3), r, 0, std::nullopt, "the input has 3 elements");
  Vector endless = r;
  endless[3] = kNaN;
  refused(x, endless, 0, std::nullopt, "element 3 of the perturbation");
  refused(x, r, 10, std::nullopt, "classes are 0 to 9");
  refused(x, r, 0, -1, "classes are 0 to 9");
}

TEST_CASE("a picture that cannot flip says so", "[quantise]") {
  Affine classifier(Eigen::MatrixXf::Zero(2, 4), Eigen::Vector2f(1, 0));
  const Vector x = Vector::Constant(4, 0.5F);
  const Quantised q = quantise(classifier, x, Vector::Constant(4, 0.1F), 0);
  CHECK_FALSE(q.flipped);
  CHECK_FALSE(q.boxed);
  CHECK(q.adversarial == 0);
  CHECK(q.levels == 0);
  CHECK(q.pixels == picture(x, Vector::Constant(4, 0.1F), 0));
  CHECK_FALSE(quantise(classifier, x, Vector::Zero(4), 0).flipped);
}

TEST_CASE("what is shown of an attack in the box flips, and of one without a box it is clipped",
          "[quantise]") {
  const auto network = files::model("digits");
  const mnist::Digits digits = mnist::test_digits(50);
  DeepFoolOptions in_box;
  in_box.box = Bounds{0, 1};
  DeepFool boxed(*network, in_box);
  DeepFool free(*network, {});
  int left = 0;
  for (std::size_t i = 0; i < 50; ++i) {
    CAPTURE(i);
    const Vector x = digit(digits, i);
    Vector f(10);
    const AttackResult& inside = boxed.attack(x);
    REQUIRE(inside.status == Status::flipped);
    const Quantised flip = shown_picture(*network, x, inside);
    CHECK(flip.flipped);
    const Quantised same = quantise(*network, x, inside.perturbation, inside.label);
    CHECK(flip.pixels == same.pixels);
    network->logits(flip.pixels, f);
    CHECK(f == flip.logits);
    CHECK(predicted_class(f) == flip.adversarial);

    const AttackResult& outside = free.attack(x);
    if (outside.perturbed.minCoeff() >= 0 && outside.perturbed.maxCoeff() <= 1) continue;
    const Quantised clipped = shown_picture(*network, x, outside);
    CHECK(clipped.pixels == picture(x, outside.perturbation, 0));
    network->logits(clipped.pixels, f);
    CHECK(f == clipped.logits);
    CHECK(predicted_class(f) == clipped.adversarial);
    CHECK(clipped.flipped == flips_at(*network, clipped.pixels, outside.label));
    left += clipped.flipped ? 0 : 1;
  }
  // Nearly all: that is why figures keep pixels in the box.
  CHECK(left > 40);
}

TEST_CASE("where there is nothing to attack, the digit itself is shown", "[quantise]") {
  Eigen::MatrixXf W(2, 2);
  W << 1, 0, 0, 1;
  Affine classifier(W, Vector::Zero(2));
  DeepFool attack(classifier, {});
  const Vector x = Vector::Constant(2, 0.5F);
  const AttackResult& result = attack.attack(x);
  REQUIRE(result.status == Status::at_boundary);
  const Quantised shown = shown_picture(classifier, x, result);
  CHECK_FALSE(shown.flipped);
  CHECK(shown.pixels == Vector::Constant(2, 128.0F / 255));
}
