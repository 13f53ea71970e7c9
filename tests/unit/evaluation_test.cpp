// The rows of a set evaluated as a whole and in parts, and what is computed from rows.

#include "robustness/evaluation.h"

#include <cmath>
#include <limits>

#include "attack/norm.h"
#include "catch.h"
#include "classifier/affine.h"
#include "files.h"
#include "mnist.h"
#include "robustness/summary.h"

using namespace deepfool;

namespace {

Vector input(const std::vector<float>& image) {
  return Eigen::Map<const Vector>(image.data(), static_cast<Index>(image.size()));
}

void check_equal(const std::vector<Row>& a, const std::vector<Row>& b) {
  REQUIRE(a.size() == b.size());
  for (std::size_t i = 0; i < a.size(); ++i) {
    CAPTURE(i);
    CHECK(a[i].label == b[i].label);
    CHECK(a[i].predicted == b[i].predicted);
    CHECK(a[i].adversarial == b[i].adversarial);
    CHECK(a[i].status == b[i].status);
    CHECK(a[i].iterations == b[i].iterations);
    CHECK(a[i].l1 == b[i].l1);
    CHECK(a[i].l2 == b[i].l2);
    CHECK(a[i].linf == b[i].linf);
    CHECK(a[i].relative_l2 == b[i].relative_l2);
    CHECK(a[i].relative_linf == b[i].relative_linf);
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
  std::vector<Row> one_by_one;
  for (std::size_t i = 0; i < digits.images.size(); ++i) {
    const Vector x = input(digits.images[i]);
    one_by_one.push_back(row_of(x, attack->attack(x), digits.labels[i]));
  }
  CHECK(summarise(one_by_one).flipped > 20);

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
  check_equal(whole.rows(), one_by_one);

  std::vector<Row> joined;
  for (std::size_t first = 0; first < digits.images.size(); first += 8) {
    Evaluation part(*network, spec);
    for (std::size_t i = first; i < std::min<std::size_t>(first + 8, 30); ++i) {
      part.add(input(digits.images[i]), digits.labels[i]);
    }
    while (part.step()) {
    }
    joined.insert(joined.end(), part.rows().begin(), part.rows().end());
  }
  check_equal(joined, one_by_one);
}

TEST_CASE("an empty set, an input of another size, an unknown attack are refused", "[evaluation]") {
  const auto network = files::model("softmax");
  Evaluation evaluation(*network, {});
  CHECK_THROWS_WITH(evaluation.step(), ContainsSubstring("empty"));
  CHECK(evaluation.rows().empty());
  CHECK_THROWS_AS(evaluation.add(Vector::Zero(3)), std::invalid_argument);
  AttackSpec spec;
  spec.method = "nonsense";
  CHECK_THROWS_AS(Evaluation(*network, spec), std::invalid_argument);
}

TEST_CASE("what is computed from rows, against sums by hand", "[evaluation]") {
  Row a;
  a.label = 3;
  a.predicted = 3;
  a.adversarial = 5;
  a.status = Status::flipped;
  a.iterations = 2;
  a.l1 = 10;
  a.l2 = 2;
  a.linf = 0.5;
  a.relative_l2 = 0.25;
  a.relative_linf = 0.5;
  Row b = a;
  b.label = 4;  // predicted 3
  b.iterations = 3;
  b.l2 = 4;
  b.relative_l2 = 0.5;
  Row unlabelled = a;
  unlabelled.label.reset();
  unlabelled.status = Status::iteration_limit;
  unlabelled.iterations = 50;
  const Summary s = summarise({a, b, unlabelled});
  CHECK(s.count == 3);
  CHECK(s.flipped == 2);
  CHECK(s.success.mean == 2.0 / 3);
  CHECK(s.test_error.mean == 0.5);
  CHECK(s.iterations.mean == 2.5);
  CHECK(s.l1.mean == 10.0);
  CHECK(s.l2.mean == 3.0);
  CHECK(s.linf.mean == 0.5);
  CHECK(s.rho_adv.mean == 0.375);
  CHECK(s.rho_adv_inf.mean == 0.5);
  CHECK(s.rho_adv.count == 2);
  CHECK(s.already_target + s.not_finite + s.zero_norm == 0);
}

TEST_CASE("means over nothing are absent", "[evaluation]") {
  Row row;
  row.predicted = 1;
  row.relative_l2 = row.relative_linf = 0;
  const Summary none_flipped = summarise({row});
  CHECK(none_flipped.success.mean == 0.0);
  const Summary nothing = summarise({});
  CHECK(nothing.count == 0);
  CHECK_FALSE(nothing.success.mean);
  for (const Summary& s : {none_flipped, nothing}) {
    for (const auto mean : {&Summary::test_error, &Summary::rho_adv, &Summary::rho_adv_inf,
                            &Summary::l1, &Summary::l2, &Summary::linf, &Summary::iterations}) {
      CHECK_FALSE((s.*mean).mean.has_value());
    }
  }
}

TEST_CASE("NaN pixels, black images and inputs of the target's class are counted apart",
          "[evaluation]") {
  Eigen::MatrixXf W(2, 3);
  W << 1, 0, 0, 0, 1, 0;
  Affine classifier(W, Eigen::Vector2f(0.125F, 0));
  AttackSpec spec;
  spec.target = 1;
  Evaluation evaluation(classifier, spec);
  const Vector nan = Vector::Constant(3, std::numeric_limits<float>::quiet_NaN());
  evaluation.add(nan, 1);
  evaluation.add(Vector::Zero(3), 1);           // predicted 0: wrong
  evaluation.add(Eigen::Vector3f(0, 1, 0), 1);  // the target's class already
  evaluation.add(Eigen::Vector3f(0.875F, 0, 0), 0);
  while (evaluation.step()) {
  }
  const std::vector<Row>& rows = evaluation.rows();
  CHECK_FALSE(rows[0].predicted);
  CHECK(rows[0].status == Status::not_finite);
  CHECK_FALSE(rows[0].relative_l2);
  CHECK(rows[1].status == Status::flipped);
  CHECK_FALSE(rows[1].relative_l2);
  CHECK(rows[2].status == Status::already_target);
  CHECK(rows[3].status == Status::flipped);
  const Summary s = summarise(rows);
  CHECK(s.count == 4);
  CHECK(s.flipped == 2);
  CHECK(s.not_finite == 1);
  CHECK(s.zero_norm == 1);
  CHECK(s.already_target == 1);
  CHECK(s.success.mean == 1.0);
  CHECK(s.test_error.mean == 1.0 / 3);
  // (0.125 - 0) / ||(-1, 1, 0)|| for the black image, 1 / ||(-1, 1, 0)|| for the last, 2 % farther.
  CHECK(s.l2.mean.value() == Approx(1.02 * (0.125 + 1) / 2 / std::sqrt(2)));
  CHECK(s.rho_adv.mean.value() == Approx(1.02 / std::sqrt(2) / 0.875));
}
