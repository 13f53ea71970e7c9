// Refinement against the shortest perturbations known, which shortest_references.py found.

#include <algorithm>

#include "attack/method.h"
#include "attack/norm.h"
#include "catch.h"
#include "files.h"
#include "mnist.h"
#include "values.h"

using namespace deepfool;

namespace {

/// The norm that `refine` finds / the least known, of each of 100 digits.
struct Excess {
  double mean = 0;
  double worst = 0;
};

Excess excess(const std::string& model, bool box, int steps) {
  const auto known =
      values::read_table("tests/reference/" + model + "-shortest-l2" + (box ? "-box" : "") + ".csv",
                         "index,label,adversarial,norm,how");
  REQUIRE(known.size() == 100);
  const auto network = files::model(model);
  const mnist::Digits digits = mnist::test_digits(known.size());
  AttackSpec spec;
  spec.method = "refine";
  spec.steps = steps;
  if (box) spec.box = Bounds{0, 1};
  const auto refine = make_attack(*network, spec);
  Excess e;
  for (std::size_t i = 0; i < known.size(); ++i) {
    const std::vector<float>& image = digits.images[i];
    const AttackResult& result =
        refine->attack(Eigen::Map<const Vector>(image.data(), static_cast<Index>(image.size())));
    CAPTURE(model, box, steps, i);
    REQUIRE(result.status == Status::flipped);
    CHECK(result.label == std::stoi(known[i][1]));
    CHECK(result.iterations <= steps);
    const double ratio = lp_norm(result.perturbation, 2) / std::stod(known[i][3]);
    e.mean += ratio / static_cast<double>(known.size());
    e.worst = std::max(e.worst, ratio);
  }
  return e;
}

}  // namespace

TEST_CASE("refinement is close to the shortest perturbations known", "[refine][many]") {
  const std::string model = GENERATE("softmax", "fc500-150-10");
  const bool box = GENERATE(false, true);
  const Excess few = excess(model, box, 60);
  const Excess more = excess(model, box, 160);
  CAPTURE(model, box, few.mean, few.worst, more.mean, more.worst);
  CHECK(few.mean <= 1.01);
  CHECK(more.mean <= 1.005);
  CHECK(more.worst <= 1.05);
}
