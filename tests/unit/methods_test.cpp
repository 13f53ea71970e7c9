// The attacks around DeepFool: against closed forms where there are some, and for what each
// promises.

#include <cmath>
#include <limits>

#include "attack/ddn.h"
#include "attack/method.h"
#include "attack/norm.h"
#include "attack/perturb.h"
#include "attack/universal.h"
#include "catch.h"
#include "classifier/affine.h"
#include "files.h"
#include "mnist.h"
#include "robustness/common_epsilon.h"
#include "robustness/evaluation.h"

using namespace deepfool;

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

Vector digit(const mnist::Digits& digits, std::size_t i) {
  return Eigen::Map<const Vector>(digits.images[i].data(), 784);
}

struct AffineCase {
  Eigen::MatrixXf W;
  Vector b;
  Vector x;
};

AffineCase affine_case(std::uint64_t seed, Index classes, Index n) {
  random_numbers::Random random(seed);
  AffineCase c{Eigen::MatrixXf(classes, n), random.signs(classes), random.units(n)};
  for (Index k = 0; k < classes; ++k) c.W.row(k) = random.signs(n).transpose();
  return c;
}

/// min over k of |f'_k| / ||w_k||_q, in double.
double distance(const AffineCase& c, double p) {
  const Eigen::MatrixXd W = c.W.cast<double>();
  const Eigen::VectorXd f = W * c.x.cast<double>() + c.b.cast<double>();
  Index k0 = 0;
  f.maxCoeff(&k0);
  double least = kInfinity;
  for (Index k = 0; k < f.size(); ++k) {
    if (k == k0) continue;
    const Eigen::VectorXd w = (W.row(k) - W.row(k0)).transpose();
    const double dual = std::isinf(p) ? w.lpNorm<1>() : w.norm();
    least = std::min(least, (f[k0] - f[k]) / dual);
  }
  return least;
}

AttackSpec spec(const std::string& method, std::optional<double> norm = std::nullopt) {
  AttackSpec s;
  s.method = method;
  s.norm = norm;
  return s;
}

/// The class predicted by a forward of its own for what was returned.
int predicted(Classifier& classifier, const Vector& x) {
  Vector f(classifier.classes());
  classifier.logits(x, f);
  return predicted_class(f);
}

}  // namespace

TEST_CASE("on affine classifiers every method comes near the closed form, from above") {
  // How near is each method's own: a bisected ray is as good as its direction, which is exact for
  // two classes.
  struct Bound {
    const char* method;
    double norm;
    double excess;  // largest allowed (norm - distance) / distance
  };
  const Bound bounds[] = {{"deepfool", 2, 0.0201},  {"refine", 2, 1e-3},      {"ddn", 2, 0.03},
                          {"cw", 2, 0.03},          {"lbfgs", 2, 0.03},       {"pgd", 2, 2e-3},
                          {"pgd", kInfinity, 2e-3}, {"fgsm", kInfinity, 1e-5}};
  for (const Bound& bound : bounds) {
    for (std::uint64_t seed = 1; seed <= 5; ++seed) {
      const AffineCase c = affine_case(seed, 2, 30);
      Affine classifier(c.W, c.b);
      const double exact = distance(c, bound.norm);
      const auto attack = make_attack(classifier, spec(bound.method, bound.norm));
      const AttackResult& result = attack->attack(c.x);
      CAPTURE(bound.method, bound.norm, seed);
      REQUIRE(result.status == Status::flipped);
      CHECK(predicted(classifier, result.perturbed) == result.adversarial);
      CHECK(result.adversarial != result.label);
      const double norm = lp_norm(result.perturbation, bound.norm);
      CHECK(norm >= exact * (1 - 1e-5));  // float32 logits and pixels
      CHECK(norm <= exact * (1 + bound.excess));
    }
  }
}

TEST_CASE(
    "with several classes no l_2 method finds less than the closed form, and refinement comes "
    "within 1 %") {
  for (std::uint64_t seed = 11; seed <= 15; ++seed) {
    const AffineCase c = affine_case(seed, 6, 40);
    Affine classifier(c.W, c.b);
    const double exact = distance(c, 2);
    for (const char* method : {"refine", "ddn", "cw", "lbfgs", "pgd"}) {
      const AttackResult result = make_attack(classifier, spec(method))->attack(c.x);
      CAPTURE(method, seed);
      REQUIRE(result.status == Status::flipped);
      CHECK(lp_norm(result.perturbation, 2) >= exact * (1 - 1e-5));
    }
    const AttackResult refined = make_attack(classifier, spec("refine"))->attack(c.x);
    CHECK(lp_norm(refined.perturbation, 2) <= exact * 1.01);
  }
}

TEST_CASE("in the box every method stays in it, and what it returns flips") {
  const mnist::Digits digits = mnist::test_digits(4);
  for (const char* method : {"deepfool", "refine", "ddn", "fgsm", "pgd", "cw", "lbfgs"}) {
    // No step of FGSM along the one sign, however long, flips the second digit for `digits`.
    const auto network = files::model(std::string(method) == "fgsm" ? "lenet" : "digits");
    AttackSpec s = spec(method);
    s.box = Bounds{0, 1};
    if (std::string(method) == "ddn") s.steps = 100;
    const auto attack = make_attack(*network, s);
    for (std::size_t i = 0; i < 4; ++i) {
      const Vector x = digit(digits, i);
      const AttackResult& result = attack->attack(x);
      CAPTURE(method, i);
      REQUIRE(result.status == Status::flipped);
      CHECK(result.perturbed.minCoeff() >= 0);
      CHECK(result.perturbed.maxCoeff() <= 1);
      CHECK(result.perturbed == x + result.perturbation);
      CHECK(predicted(*network, result.perturbed) == result.adversarial);
      CHECK(result.adversarial != result.label);
    }
  }
}

TEST_CASE("targeted methods end at their target") {
  const auto network = files::model("digits");
  const mnist::Digits digits = mnist::test_digits(2);
  for (const char* method : {"deepfool", "refine", "ddn", "cw", "lbfgs", "pgd"}) {
    AttackSpec s = spec(method);
    s.target = 3;  // the first two test digits are a 7 and a 2
    if (std::string(method) == "ddn") s.steps = 200;
    for (std::size_t i = 0; i < 2; ++i) {
      const AttackResult result = make_attack(*network, s)->attack(digit(digits, i));
      CAPTURE(method, i);
      REQUIRE(result.status == Status::flipped);
      CHECK(result.adversarial == 3);
      CHECK(predicted(*network, result.perturbed) == 3);
    }
  }
}

TEST_CASE("refinement is never longer than DeepFool, at any time") {
  const auto network = files::model("digits");
  const mnist::Digits digits = mnist::test_digits(10);
  for (const bool boxed : {false, true}) {
    AttackSpec s = spec("deepfool");
    if (boxed) s.box = Bounds{0, 1};
    for (std::size_t i = 0; i < 10; ++i) {
      const Vector x = digit(digits, i);
      s.method = "deepfool";
      double least = lp_norm(make_attack(*network, s)->attack(x).perturbation, 2);
      s.method = "refine";
      const auto refine = make_attack(*network, s);
      bool more = refine->start(x);
      int steps = 0;
      while (more) {
        const double now = lp_norm(refine->result().perturbation, 2);
        CHECK(now <= least);
        CHECK(refine->result().status == Status::flipped);
        least = now;
        more = refine->step();
        ++steps;
      }
      CHECK(steps <= 60);
      CHECK(lp_norm(refine->result().perturbation, 2) <= least);
    }
  }
}

namespace {

struct Clipped {
  double norm;  // l_2
  int iterations;
  bool flipped;
};

/// The usual way to stay in a box: DeepFool's unconstrained step from the tested point, 2 % too
/// far, then clipped to [0, 1]; again until it flips.
Clipped clipped_deepfool(Classifier& classifier, const Vector& x0) {
  Vector x = x0;
  Vector f(classifier.classes());
  Jacobian J;
  std::vector<int> rows;
  for (int k = 0; k < classifier.classes(); ++k) rows.push_back(k);
  classifier.logits(x, f);
  const int k0 = predicted_class(f);
  for (int i = 1; i <= 50; ++i) {
    classifier.jacobian(rows, J);
    double nearest = kInfinity;
    Eigen::VectorXd step;
    for (int k = 0; k < classifier.classes(); ++k) {
      if (k == k0) continue;
      const Eigen::VectorXd w = (J.row(k) - J.row(k0)).transpose().cast<double>();
      const double gap = std::abs(static_cast<double>(f[k]) - f[k0]);
      if (w.norm() == 0 || gap / w.norm() >= nearest) continue;
      nearest = gap / w.norm();
      step = w * (1.02 * gap / w.squaredNorm());
    }
    x = (x.cast<double>() + step).cwiseMax(0).cwiseMin(1).cast<float>();
    classifier.logits(x, f);
    if (predicted_class(f) != k0) return {lp_norm(x - x0, 2), i, true};
  }
  return {lp_norm(x - x0, 2), 50, false};
}

/// Held on `count` test digits, of which `least` have to flip by projection.
void check_projection_against_clipping(const std::string& name, int first, int count, int least) {
  const mnist::Digits digits = mnist::test_digits(static_cast<std::size_t>(first + count));
  const auto network = files::model(name);
  AttackSpec s = spec("deepfool");
  s.box = Bounds{0, 1};
  const auto deepfool = make_attack(*network, s);
  s.method = "refine";
  const auto refine = make_attack(*network, s);
  double clipped_norm = 0;
  double refined_norm = 0;
  int clipped_steps = 0;
  int projected_steps = 0;
  int flipped = 0;
  for (int i = first; i < first + count; ++i) {
    const Vector x = digit(digits, static_cast<std::size_t>(i));
    const Clipped clipped = clipped_deepfool(*network, x);
    const AttackResult& projected = deepfool->attack(x);
    flipped += projected.status == Status::flipped;
    projected_steps += projected.iterations;
    clipped_steps += clipped.iterations;
    if (!clipped.flipped || projected.status != Status::flipped) continue;
    clipped_norm += clipped.norm;
    refined_norm += lp_norm(refine->attack(x).perturbation, 2);
  }
  CAPTURE(name, first, clipped_norm, refined_norm, clipped_steps, projected_steps);
  CHECK(flipped >= least);
  CHECK(projected_steps < 3 * count);
  CHECK(projected_steps < clipped_steps);
  CHECK(refined_norm < clipped_norm);
}

}  // namespace

TEST_CASE("in the box, projection takes fewer steps than clipping, and refinement ends below it") {
  for (const char* name : {"fc500-150-10", "digits"}) {
    check_projection_against_clipping(name, 0, 100, 100);
  }
}

TEST_CASE("projection against clipping on all 10,000 digits", "[.][slow]") {
  const auto name = GENERATE(as<std::string>(), "digits", "softmax", "fc500-150-10");
  check_projection_against_clipping(name, 0, 10000, 9990);
}

// In parts, for the cores to share: it takes the longest.
TEMPLATE_TEST_CASE_SIG("projection against clipping on 2,500 digits of lenet", "[.][slow]",
                       ((int first), first), 0, 2500, 5000, 7500) {
  check_projection_against_clipping("lenet", first, 2500, 2498);
}

// The yardstick is DDN as its authors run it on MNIST: 1,000 steps, gamma 0.05, a first norm of 1.
TEST_CASE("60 steps of refinement come within 1 % of 1,000 steps of DDN", "[.][slow]") {
  const mnist::Digits digits = mnist::test_digits(200);
  for (const char* name : {"lenet", "fc500-150-10"}) {
    const auto network = files::model(name);
    for (const bool boxed : {false, true}) {
      DdnOptions yardstick;
      yardstick.first_norm = 1;
      AttackSpec s = spec("refine");
      if (boxed) yardstick.box = s.box = Bounds{0, 1};
      Ddn ddn(*network, yardstick);
      const auto refine = make_attack(*network, s);
      double refined = 0;
      double reference = 0;
      for (std::size_t i = 0; i < 200; ++i) {
        const Vector x = digit(digits, i);
        refined += lp_norm(refine->attack(x).perturbation, 2);
        reference += lp_norm(ddn.attack(x).perturbation, 2);
      }
      CAPTURE(name, boxed, refined / 200, reference / 200);
      CHECK(refined <= 1.01 * reference);
    }
  }
}

TEST_CASE("an attack goes on as if nobody else had used the classifier") {
  const auto network = files::model("digits");
  const mnist::Digits digits = mnist::test_digits(2);
  const Vector x = digit(digits, 0);
  const Vector other = digit(digits, 1);
  Vector f(network->classes());
  for (const char* method : {"deepfool", "refine", "ddn", "fgsm", "pgd", "cw", "lbfgs"}) {
    for (const bool boxed : {false, true}) {
      AttackSpec s = spec(method);
      if (boxed) s.box = Bounds{0, 1};
      if (options::steps.taken_by(*find_method(method))) s.steps = 12;
      const AttackResult alone = make_attack(*network, s)->attack(x);
      const auto attack = make_attack(*network, s);
      bool more = attack->start(x);
      while (more) {
        network->logits(other, f);
        more = attack->step();
      }
      CAPTURE(method, boxed);
      CHECK(attack->result().status == alone.status);
      CHECK(attack->result().perturbation == alone.perturbation);
      CHECK(attack->result().pullbacks == alone.pullbacks);
    }
  }
}

TEST_CASE("what an attack uses of the classifier is counted") {
  const auto network = files::model("digits");
  const mnist::Digits digits = mnist::test_digits(2);
  struct {
    const char* method;
    std::int64_t pullbacks;  // 0: as many as it needs; Carlini and Wagner search nine weights
  } const rows[] = {{"deepfool", 0}, {"refine", 0},  {"ddn", 12}, {"fgsm", 1},
                    {"pgd", 0},      {"cw", 9 * 12}, {"lbfgs", 0}};
  for (const auto& row : rows) {
    AttackSpec s = spec(row.method);
    if (options::steps.taken_by(*find_method(row.method))) s.steps = 12;
    const auto attack = make_attack(*network, s);
    for (std::size_t i = 0; i < 2; ++i) {
      const std::int64_t forwards = network->forwards();
      const std::int64_t pullbacks = network->pullbacks();
      const AttackResult& result = attack->attack(digit(digits, i));
      CAPTURE(row.method, i);
      CHECK(result.forwards == network->forwards() - forwards);
      CHECK(result.pullbacks == network->pullbacks() - pullbacks);
      if (row.pullbacks != 0) CHECK(result.pullbacks == row.pullbacks);
    }
  }
}

TEST_CASE("a tie at the start is at the boundary, for every method, only with what is asked for") {
  // Classes 0 and 1 tie at x, class 2 lies behind.
  Eigen::MatrixXf W(3, 2);
  W << 1, 0, 0, 1, 1, -1;
  Vector b(3);
  b << 0, 0, -1;
  Affine classifier(W, b);
  const Eigen::Vector2f x(0.5F, 0.5F);
  for (const char* method : {"deepfool", "refine", "ddn", "fgsm", "pgd", "cw", "lbfgs"}) {
    CAPTURE(method);
    AttackSpec s = spec(method);
    for (const std::optional<int> target : {std::optional<int>(), std::optional<int>(1)}) {
      s.target = target;
      const AttackResult tied = make_attack(classifier, s)->attack(x);
      CHECK(tied.status == Status::at_boundary);
      CHECK(tied.label == 0);
      CHECK(tied.adversarial == 0);
      CHECK(tied.perturbation.isZero(0));
      CHECK(tied.perturbed == x);
    }
    s.target = 0;
    CHECK(make_attack(classifier, s)->attack(x).status == Status::already_target);
    s.target = 2;
    const AttackResult other = make_attack(classifier, s)->attack(x);
    CHECK(other.status != Status::at_boundary);
    CHECK(other.iterations > 0);
  }
}

TEST_CASE("what does not go together is refused by name") {
  const AffineCase c = affine_case(1, 3, 5);
  Affine classifier(c.W, c.b);
  const auto refused = [&](const AttackSpec& s) {
    try {
      make_attack(classifier, s);
    } catch (const std::invalid_argument& error) {
      return std::string(error.what());
    }
    return std::string("accepted");
  };
  CHECK(refused(spec("sorcery")).find("sorcery") != std::string::npos);
  CHECK(refused(spec("refine", 1)).find("norm 2") != std::string::npos);
  CHECK(refused(spec("cw", kInfinity)).find("norm 2") != std::string::npos);
  CHECK(refused(spec("pgd", 1)).find("2 and infinity") != std::string::npos);
  AttackSpec s = spec("deepfool", 3);
  s.box = Bounds{0, 1};
  CHECK(refused(s).find("box") != std::string::npos);
  s = spec("ddn");
  s.box = Bounds{1, 1};
  CHECK(refused(s).find("box") != std::string::npos);
  s = spec("fgsm");
  s.epsilon = -1;
  CHECK(refused(s).find("epsilon") != std::string::npos);
  s = spec("pgd");
  s.target = 3;
  CHECK(refused(s).find("target") != std::string::npos);
}

TEST_CASE("a universal perturbation keeps to its radius, and flips what it says") {
  const auto network = files::model("softmax");
  const mnist::Digits digits = mnist::test_digits(100);
  for (const double norm : {2.0, kInfinity}) {
    UniversalOptions options;
    options.norm = norm;
    options.radius = norm == 2 ? 3 : 0.2;
    options.fooling = 0.7;
    options.epochs = 5;
    Universal search(*network, options);
    for (std::size_t i = 0; i < 100; ++i) search.add(digit(digits, i));
    long steps = 0;
    bool more = true;
    while (more) {
      more = search.step();
      ++steps;
    }
    CHECK(search.done() <= steps);
    CHECK(search.done() == 200 * search.epochs());
    CHECK(search.done() <= search.total());
    CHECK(lp_norm(search.perturbation(), norm) <= options.radius * (1 + 1e-6));
    int flipped = 0;
    for (std::size_t i = 0; i < 100; ++i) {
      const Vector x = digit(digits, i);
      flipped += predicted(*network, x) != predicted(*network, x + search.perturbation());
    }
    CAPTURE(norm);
    CHECK(search.fooling_rate() == Approx(flipped / 100.0));
    CHECK(flipped >= 30);
  }
}

// The first input makes v = 1.02, which takes the second one across by 1e-6: less than the 48 eps
// times 5 that count as a flip. Twice as much is added to v for it.
TEST_CASE("a universal perturbation takes those along that are across by less than rounding") {
  Affine classifier(Eigen::Vector2f(0, 1), Eigen::Vector2f(5, 5));
  UniversalOptions options;
  options.norm = GENERATE(2.0, kInfinity);
  options.radius = 2;
  options.fooling = 1;
  options.epochs = 1;
  Universal search(classifier, options);
  search.add(Vector::Constant(1, -1));
  search.add(Vector::Constant(1, -1.02F + 1e-6F));
  while (search.step()) {
  }
  CHECK(search.fooling_rate() == 1);
  const double expected = 1.02 + 2 * std::ldexp(48.0, -23) * 5;
  CHECK(search.perturbation()[0] == Approx(expected).margin(1e-6));  // float32 at 5 is 5e-7
}

TEST_CASE("the common epsilon of FGSM is the smallest that misclassifies the share") {
  const auto network = files::model("softmax");
  const mnist::Digits digits = mnist::test_digits(200);
  CommonEpsilon search(*network, 0.9, std::nullopt);
  for (std::size_t i = 0; i < 200; ++i) search.add(digit(digits, i));
  while (search.step()) {
  }
  // The same with signs from the Jacobian: grad of -log p_k0 = sum_k p_k grad f_k - grad f_k0.
  const auto misclassified = [&](double epsilon) {
    int count = 0;
    Vector f(10);
    Jacobian J;
    const std::vector<int> rows = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
    for (std::size_t i = 0; i < 200; ++i) {
      const Vector x = digit(digits, i);
      network->logits(x, f);
      const int k0 = predicted_class(f);
      network->jacobian(rows, J);
      Eigen::VectorXd p = (f.cast<double>().array() - f.maxCoeff()).exp();
      p /= p.sum();
      const Eigen::VectorXd g =
          J.topRows(10).cast<double>().transpose() * p - J.row(k0).cast<double>().transpose();
      const Vector moved = x + (epsilon * g.array().sign()).matrix().cast<float>();
      count += predicted(*network, moved) != k0;
    }
    return count;
  };
  CHECK(misclassified(search.epsilon() * 1.002) >= 180);
  CHECK(misclassified(search.epsilon() * 0.997) < 180);
  CHECK(search.rho_inf().value() >= search.epsilon() * 0.99);  // ||x||_inf is 1 for most digits
}

TEST_CASE("wrong labels that make up the share: the common epsilon is 0, at once") {
  const auto network = files::model("softmax");
  const mnist::Digits digits = mnist::test_digits(10);
  CommonEpsilon search(*network, 0.9, std::nullopt);
  for (std::size_t i = 0; i < 10; ++i) {
    const int right = predicted(*network, digit(digits, i));
    search.add(digit(digits, i), i == 0 ? right : (right + 1) % 10);
  }
  CHECK_FALSE(search.step());
  CHECK(search.epsilon() == 0);
  CHECK(search.rho() == 0);
}

TEST_CASE("pixels that are no numbers are counted apart, and sets of nothing are refused") {
  const auto network = files::model("softmax");
  const mnist::Digits digits = mnist::test_digits(30);
  const Vector nan = Vector::Constant(784, std::numeric_limits<float>::quiet_NaN());
  CommonEpsilon common(*network, 0.9, std::nullopt);
  CommonEpsilon without(*network, 0.9, std::nullopt);
  UniversalOptions options;
  options.radius = 4;
  Universal universal(*network, options);
  common.add(nan, 3);
  universal.add(nan);
  CHECK_THROWS_WITH(common.step(), ContainsSubstring("empty"));
  CHECK_THROWS_WITH(universal.step(), ContainsSubstring("empty"));
  for (std::size_t i = 0; i < 30; ++i) {
    common.add(digit(digits, i), digits.labels[i]);
    without.add(digit(digits, i), digits.labels[i]);
    universal.add(digit(digits, i));
  }
  common.add(Vector::Zero(784));
  while (common.step()) {
  }
  without.add(Vector::Zero(784));
  while (without.step()) {
  }
  while (universal.step()) {
  }
  CHECK(common.not_finite() == 1);
  CHECK(common.zero_norm() == 1);
  CHECK(std::isfinite(common.epsilon()));
  CHECK(common.epsilon() == without.epsilon());
  CHECK(common.rho() == without.rho());
  CHECK(universal.not_finite() == 1);
  CHECK(universal.count() == 30);
  CHECK(universal.perturbation().allFinite());
}

TEST_CASE("labels that are no class are refused") {
  const auto network = files::model("softmax");
  CommonEpsilon common(*network, 0.9, std::nullopt);
  Evaluation evaluation(*network, {});
  for (const double label : {250.0, 10.0, -1.0, -3.0, 7.9, std::nan(""), kInfinity, -kInfinity}) {
    CAPTURE(label);
    CHECK_THROWS_WITH(common.add(Vector::Zero(784), label),
                      ContainsSubstring("classes are 0 to 9"));
    CHECK_THROWS_WITH(evaluation.add(Vector::Zero(784), label),
                      ContainsSubstring("classes are 0 to 9"));
  }
  CHECK(evaluation.total() == 0);
}
