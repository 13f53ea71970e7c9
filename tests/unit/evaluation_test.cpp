// A set evaluated as a whole, and in parts by several workers.

#include "robustness/evaluation.h"

#include "attack/deepfool.h"
#include "catch.h"
#include "files.h"
#include "mnist.h"

using namespace deepfool;

namespace {

Vector input(const std::vector<float>& image) {
  return Eigen::Map<const Vector>(image.data(), static_cast<Index>(image.size()));
}

void check_equal(const Robustness& a, const Robustness& b) {
  CHECK(a.count() == b.count());
  CHECK(a.flipped() == b.flipped());
  CHECK(a.success() == b.success());
  CHECK(a.test_error() == b.test_error());
  for (const auto mean :
       {&Robustness::rho_adv, &Robustness::rho_adv_inf, &Robustness::mean_l1, &Robustness::mean_l2,
        &Robustness::mean_linf, &Robustness::mean_iterations}) {
    CHECK((a.*mean)() == Approx((b.*mean)()).epsilon(1e-12));
  }
}

}  // namespace

TEST_CASE("an evaluation is the attacks one after the other", "[evaluation]") {
  const auto network = files::model("digits");
  const mnist::Digits digits = mnist::test_digits(30);
  AttackSpec spec;
  SECTION("DeepFool") {}
  SECTION("in a box") { spec.box = Bounds{0, 1}; }
  SECTION("another method") {
    spec.method = "ddn";
    spec.steps = 20;
  }
  const auto attack = make_attack(*network, spec);
  Robustness one_by_one;
  for (std::size_t i = 0; i < digits.images.size(); ++i) {
    const Vector x = input(digits.images[i]);
    one_by_one.add(x, attack->attack(x), digits.labels[i]);
  }
  CHECK(one_by_one.flipped() > 20);

  Evaluation whole(*network, spec);
  for (std::size_t i = 0; i < digits.images.size(); ++i) {
    whole.add(input(digits.images[i]), digits.labels[i]);
  }
  CHECK(whole.total() == 30);
  Vector f(network->classes());
  int steps = 0;
  for (bool more = true; more; ++steps) {
    if (steps % 3 == 0) network->logits(Vector::Zero(784), f);  // somebody else uses the network
    more = whole.step();
  }
  CHECK(steps > 30);
  CHECK(whole.done() == 30);
  CHECK_FALSE(whole.step());
  check_equal(whole.robustness(), one_by_one);

  Robustness merged;
  for (std::size_t first = 0; first < digits.images.size(); first += 8) {
    Evaluation part(*network, spec);
    for (std::size_t i = first; i < std::min<std::size_t>(first + 8, 30); ++i) {
      part.add(input(digits.images[i]), digits.labels[i]);
    }
    while (part.step()) {
    }
    merged.add(part.robustness().sums());
  }
  check_equal(merged, one_by_one);
}

TEST_CASE("an evaluation of nothing is over", "[evaluation]") {
  const auto network = files::model("softmax");
  Evaluation evaluation(*network, {});
  CHECK_FALSE(evaluation.step());
  CHECK(evaluation.robustness().count() == 0);
  CHECK(std::isnan(evaluation.robustness().rho_adv()));
  CHECK_THROWS_AS(evaluation.add(Vector::Zero(3)), std::invalid_argument);
  AttackSpec spec;
  spec.method = "nonsense";
  CHECK_THROWS_AS(Evaluation(*network, spec), std::invalid_argument);
}
