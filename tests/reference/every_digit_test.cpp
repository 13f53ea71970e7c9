// Whether every returned perturbation flips, and the picture of 8 bits made of it: on the returned
// pixels, put through a fresh forward, and in double precision where rounding might decide. All
// results of refinement, and PyTorch's float32 too: check_flips.py.

#include <algorithm>
#include <cmath>
#include <limits>

#include "attack/deepfool.h"
#include "attack/method.h"
#include "attack/quantise.h"
#include "catch.h"
#include "double_network.h"
#include "files.h"
#include "mnist.h"
#include "robustness/summary.h"

using namespace deepfool;

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

struct Way {
  double norm;
  bool box;
  const char* method = "deepfool";
};

/// By how much the largest other logit leads that of the class `label`.
double lead(const Eigen::VectorXd& f, int label) {
  Eigen::VectorXd others = f;
  others[label] = -kInfinity;
  return others.maxCoeff() - f[label];
}

/// Whether rounding might decide. Where it does not, double precision agrees with float32.
bool near_boundary(const Vector& f, int label) {
  return lead(f.cast<double>(), label) < 20 * rounding_of(f);
}

/// Attacks the first `count` test digits. Each result is checked; what they come to is returned.
Summary attack_digits(const std::string& name, const Way& way, std::size_t count) {
  const auto network = files::model(name);
  const auto fresh = files::model(name);  // with no trace of the attack
  AttackSpec spec;
  spec.method = way.method;
  spec.norm = way.norm;
  if (way.box) spec.box = Bounds{0, 1};
  const std::unique_ptr<Attack> attack = make_attack(*network, spec);
  const mnist::Digits digits = mnist::test_digits(count);
  Vector f(network->classes());
  std::vector<Row> rows;
  const double_network::Network exact(name);
  std::size_t wrong = 0;    // results that are not what they say they are
  std::size_t near = 0;     // those that are put through double precision
  std::size_t undone = 0;   // of these, and of their pictures: no flips in double precision
  std::size_t unsaved = 0;  // pictures of 8 bits that do not flip
  for (std::size_t i = 0; i < count; ++i) {
    const std::vector<float>& image = digits.images[i];
    const Vector x = Eigen::Map<const Vector>(image.data(), static_cast<Index>(image.size()));
    const AttackResult& result = attack->attack(x);
    rows.push_back(row_of(x, result, digits.labels[i]));
    const Vector perturbed = x + result.perturbation;
    fresh->logits(perturbed, f);
    const bool inside = !way.box || (perturbed.minCoeff() >= 0 && perturbed.maxCoeff() <= 1);
    wrong += perturbed != result.perturbed || f != result.perturbed_logits || !inside ||
             predicted_class(f) != result.adversarial ||
             flips(f, result.label, std::nullopt) != (result.status == Status::flipped);
    if (result.status != Status::flipped) continue;
    if (near_boundary(f, result.label)) {
      ++near;
      undone += lead(exact.logits(perturbed), result.label) <= 0;
    }
    const Quantised picture =
        quantise(*network, x, result.perturbation, result.label, std::nullopt, way.norm);
    fresh->logits(picture.pixels, f);
    unsaved += !picture.flipped || !flips(f, result.label, std::nullopt);
    if (near_boundary(f, result.label)) {
      undone += lead(exact.logits(picture.pixels), result.label) <= 0;
    }
  }
  CHECK(wrong == 0);
  CAPTURE(near);
  CHECK(undone == 0);
  CHECK(unsaved == 0);
  return summarise(rows);
}

}  // namespace

TEST_CASE("a thousand digits flip on the returned pixels", "[mnist][many]") {
  const std::string name = GENERATE(as<std::string>(), "lenet", "fc500-150-10");
  const Way way = GENERATE(Way{2, false}, Way{kInfinity, true});
  CAPTURE(name, way.norm, way.box);
  const std::size_t count = name == "lenet" && way.box ? 200 : 1000;
  CHECK(attack_digits(name, way, count).flipped == static_cast<std::int64_t>(count));
}

// In l_2, towards the class that is the fifth most likely at first.
TEST_CASE("a thousand digits become their fifth most likely class", "[mnist][many]") {
  const std::string name =
      GENERATE(from_range(std::begin(files::kModels), std::end(files::kModels)));
  CAPTURE(name);
  const auto network = files::model(name);
  const auto fresh = files::model(name);
  DeepFool attack(*network, {});
  Vector f(network->classes());
  int reached = 0;
  for (const std::vector<float>& image : mnist::test_digits(1000).images) {
    const Vector x = Eigen::Map<const Vector>(image.data(), static_cast<Index>(image.size()));
    fresh->logits(x, f);
    std::vector<int> order;
    for (int k = 0; k < static_cast<int>(f.size()); ++k) order.push_back(k);
    std::stable_sort(order.begin(), order.end(), [&](int a, int b) { return f[a] > f[b]; });
    attack.set_target(order[4]);
    const AttackResult& result = attack.attack(x);
    fresh->logits(result.perturbed, f);
    const bool there = flips(f, result.label, order[4]);
    CHECK(there == (result.status == Status::flipped));
    reached += there;
  }
  CHECK(reached == 1000);
}

// Refinement ends at the boundary itself: rounding decides nearly all of them.
TEST_CASE("what refinement finds flips in double precision", "[.][slow]") {
  const std::string name =
      GENERATE(from_range(std::begin(files::kModels), std::end(files::kModels)));
  const bool box = GENERATE(false, true);
  CAPTURE(name, box);
  const std::size_t count = name == "lenet" ? 300 : 1000;
  CHECK(attack_digits(name, {2, box, "refine"}, count).flipped == static_cast<std::int64_t>(count));
}

namespace {

/// Attacks `count` digits in each norm, with and without a box.
void attack_in_every_way(const std::string& name, std::size_t count) {
  const Way way = GENERATE(Way{2, false}, Way{kInfinity, false}, Way{1, false}, Way{2, true},
                           Way{kInfinity, true}, Way{1, true});
  CAPTURE(name, way.norm, way.box);
  const Summary summary = attack_digits(name, way, count);
  CHECK(summary.count == static_cast<std::int64_t>(count));
  const bool all = way.norm != 1 && !way.box;
  CHECK(static_cast<double>(summary.flipped) >= (all ? 1 : 0.999) * static_cast<double>(count));
  if (way.norm != 1) CHECK(summary.iterations.mean.value() < 3);
  WARN(name << ", l_" << way.norm << (way.box ? " in the box: " : ": ") << summary.flipped << " of "
            << count << " flip, rho_adv " << summary.rho_adv.mean.value() << ", rho_adv_inf "
            << summary.rho_adv_inf.mean.value() << ", mean iterations "
            << summary.iterations.mean.value());
}

}  // namespace

// Minutes. Hidden; `unit_tests [slow]` runs it.
TEST_CASE("all 10,000 digits flip on the returned pixels, 2,500 of lenet", "[.][slow]") {
  const std::string name =
      GENERATE(from_range(std::begin(files::kModels), std::end(files::kModels)));
  attack_in_every_way(name, name == "lenet" ? 2500 : 10000);
}

// Half an hour. `unit_tests "[half hour]"` runs it.
TEST_CASE("all 10,000 digits of lenet flip on the returned pixels", "[.][half hour]") {
  attack_in_every_way("lenet", 10000);
}
