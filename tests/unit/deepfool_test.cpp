// What DeepFool gives back where nothing is smooth, unique or of the usual size.

#include "attack/deepfool.h"

#include <cmath>
#include <limits>
#include <stdexcept>

#include "attack/norm.h"
#include "catch.h"
#include "classifier/affine.h"
#include "classifier/binary.h"
#include "files.h"
#include "onnx_model.h"
#include "robustness/summary.h"

using namespace deepfool;
using onnx_model::Model;
using onnx_model::Tensor;
using random_numbers::Random;

namespace {

constexpr float kInfinity = std::numeric_limits<float>::infinity();
constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();

/// Rows of W, and b.
Affine affine(const std::vector<std::vector<float>>& rows, const std::vector<float>& b) {
  Eigen::MatrixXf W(static_cast<Index>(rows.size()), static_cast<Index>(rows[0].size()));
  for (std::size_t k = 0; k < rows.size(); ++k) {
    for (std::size_t i = 0; i < rows[k].size(); ++i) {
      W(static_cast<Index>(k), static_cast<Index>(i)) = rows[k][i];
    }
  }
  return {W, Eigen::Map<const Vector>(b.data(), static_cast<Index>(b.size()))};
}

Vector point(std::initializer_list<float> x) {
  return Eigen::Map<const Vector>(x.begin(), static_cast<Index>(x.size()));
}

Tensor matrix(Random& random, std::int64_t rows, std::int64_t columns) {
  Tensor t{{rows, columns}, {}, {}};
  for (std::int64_t i = 0; i < rows * columns; ++i) t.floats.push_back(random.sign());
  return t;
}

/// Two layers with a ReLU between them on `inputs` elements, 4 classes.
Model small_network(std::int64_t inputs) {
  Random random(11);
  Model model;
  model.input = {1, inputs};
  std::string at = model.add("MatMul", {"input", model.constant(matrix(random, inputs, 9))});
  at = model.add("Relu", {at});
  model.add("MatMul", {at, model.constant(matrix(random, 9, 4))});
  return model;
}

/// That nothing was done, and nothing is out of range.
void check_untouched(const AttackResult& result, const Vector& x) {
  CHECK(result.iterations == 0);
  CHECK(result.adversarial == result.label);
  CHECK(result.perturbation.size() == x.size());
  CHECK(result.perturbation.isZero(0));
  CHECK(result.perturbed == x);
}

struct Way {
  double norm;
  bool box;
};
const Way kWays[] = {{1, false},         {1.5, false}, {2, false}, {3, false},
                     {kInfinity, false}, {1, true},    {2, true},  {kInfinity, true}};

DeepFoolOptions options_of(const Way& way) {
  DeepFoolOptions options;
  options.norm = way.norm;
  if (way.box) options.box = Bounds{0, 1};
  return options;
}

}  // namespace

TEST_CASE("equally near boundaries: the first class", "[deepfool]") {
  // From 0 all three boundaries are 1 away, in all norms.
  Affine classifier = affine({{0, 0, 0}, {0, 1, 0}, {1, 0, 0}, {0, 0, 1}}, {0, -1, -1, -1});
  for (const Way& way : kWays) {
    CAPTURE(way.norm, way.box);
    DeepFoolOptions options = options_of(way);
    if (way.box) options.box = Bounds{-2, 2};
    options.keep_path = true;
    const AttackResult result = DeepFool(classifier, options).attack(Vector::Zero(3));
    CHECK(result.status == Status::flipped);
    CHECK(result.path.at(0).chosen == 1);
    CHECK(result.adversarial == 1);
    CHECK(result.perturbation == point({0, 1.02F, 0}));
  }
}

TEST_CASE("duplicated logits: the first of two equal classes is reached", "[deepfool]") {
  Affine classifier = affine({{1, 0}, {0, 1}, {0, 1}}, {0, 0, 0});
  for (const Way& way : kWays) {
    CAPTURE(way.norm, way.box);
    const AttackResult result = DeepFool(classifier, options_of(way)).attack(point({0.75F, 0.25F}));
    CHECK(result.status == Status::flipped);
    CHECK(result.label == 0);
    CHECK(result.adversarial == 1);
    CHECK(result.perturbed_logits[1] == result.perturbed_logits[2]);
  }
}

TEST_CASE("the predicted logit duplicated: at the boundary already", "[deepfool]") {
  Affine classifier = affine({{1, 0}, {1, 0}, {0, 1}}, {0, 0, 0});
  const Vector x = point({0.75F, 0.25F});
  for (const Way& way : kWays) {
    CAPTURE(way.norm, way.box);
    const AttackResult result = DeepFool(classifier, options_of(way)).attack(x);
    CHECK(result.status == Status::at_boundary);
    CHECK(result.label == 0);
    check_untouched(result, x);
  }
}

TEST_CASE("a start on the boundary: at the boundary, which counts as not flipped", "[deepfool]") {
  Affine classifier = affine({{1, 0}, {0, 1}}, {0, 0});
  const Vector x = point({0.5F, 0.5F});
  for (const Way& way : kWays) {
    const AttackResult result = DeepFool(classifier, options_of(way)).attack(x);
    CHECK(result.status == Status::at_boundary);
    CHECK(result.label == 0);
    check_untouched(result, x);
    const Summary summary = summarise({row_of(x, result, std::nullopt)});
    CHECK(summary.flipped == 0);
    CHECK(summary.success.mean == 0);
  }
  DeepFoolOptions options;
  options.target = 1;
  const AttackResult targeted = DeepFool(classifier, options).attack(x);
  CHECK(targeted.status == Status::at_boundary);
  check_untouched(targeted, x);
}

TEST_CASE("a constant classifier: no gradient", "[deepfool]") {
  Affine classifier = affine({{0, 0}, {0, 0}, {0, 0}}, {1, 3, 2});
  const Vector x = point({0.5F, 0.25F});
  for (const Way& way : kWays) {
    CAPTURE(way.norm, way.box);
    const AttackResult result = DeepFool(classifier, options_of(way)).attack(x);
    CHECK(result.status == Status::no_gradient);
    CHECK(result.label == 1);
    check_untouched(result, x);
    DeepFoolOptions options = options_of(way);
    options.target = 0;
    CHECK(DeepFool(classifier, options).attack(x).status == Status::no_gradient);
  }
}

TEST_CASE("a class of the predicted one's gradient is never chosen", "[deepfool]") {
  // Class 1 is the nearest in value, but no step changes the difference to class 0.
  Affine classifier = affine({{1, 1}, {1, 1}, {0, 1}}, {0, -0.01F, -1});
  for (const Way& way : kWays) {
    CAPTURE(way.norm, way.box);
    DeepFoolOptions options = options_of(way);
    if (way.box) options.box = Bounds{-3, 3};
    const AttackResult result = DeepFool(classifier, options).attack(point({0.5F, 0.5F}));
    CHECK(result.status == Status::flipped);
    CHECK(result.adversarial == 2);
    CHECK(result.perturbation[0] == Approx(-1.53));
    CHECK(result.perturbation[1] == 0);
  }
}

TEST_CASE("every ReLU at its kink: no gradient", "[deepfool]") {
  // f = V relu(x) + b at x = 0: a gradient of 0 on each side that PyTorch chooses too.
  Model model;
  model.input = {1, 3};
  const std::string at = model.add("Relu", {"input"});
  model.add(
      "Gemm",
      {at, model.constant({{2, 3}, {1, 2, 3, -1, -2, -3}, {}}), model.constant({{2}, {0, 1}, {}})},
      {{"transB", onnx_model::integer(1)}});
  const auto network = files::read_onnx(model.bytes());
  const Vector x = Vector::Zero(3);
  const AttackResult result = DeepFool(*network, {}).attack(x);
  CHECK(result.status == Status::no_gradient);
  CHECK(result.label == 1);
  check_untouched(result, x);
  // One element off the kink is enough.
  const AttackResult off = DeepFool(*network, {}).attack(point({0.01F, 0, 0}));
  CHECK(off.status == Status::flipped);
  CHECK(off.perturbation.tail(2).isZero(0));
}

TEST_CASE("weights of any size: the same perturbation", "[deepfool]") {
  Random random(12);
  const Index n = 20;
  Eigen::MatrixXf W(5, n);
  for (Index k = 0; k < 5; ++k) W.row(k) = random.signs(n).transpose();
  const Vector b = random.signs(5);
  const Vector x = random.units(n);
  for (const Way& way : kWays) {
    Affine plain(W, b);
    const AttackResult expected = DeepFool(plain, options_of(way)).attack(x);
    REQUIRE(expected.status == Status::flipped);
    for (const float scale : {1e-20F, 1e-10F, 1e-5F, 1e5F, 1e10F, 1e20F}) {
      CAPTURE(way.norm, way.box, scale);
      Affine scaled(W * scale, b * scale);
      const AttackResult result = DeepFool(scaled, options_of(way)).attack(x);
      CHECK(result.status == Status::flipped);
      CHECK(result.adversarial == expected.adversarial);
      CHECK(result.iterations == expected.iterations);
      CHECK((result.perturbation - expected.perturbation).norm() <=
            1e-5F * expected.perturbation.norm());
    }
  }
}

TEST_CASE("a step too long for float32: not finite, and no infinite pixel", "[deepfool]") {
  Affine classifier = affine({{0, 0}, {1e-30F, 0}}, {1e10F, 0});
  const Vector x = Vector::Zero(2);
  for (const double p : {1.0, 2.0, 3.0, double{kInfinity}}) {
    CAPTURE(p);
    DeepFoolOptions options;
    options.norm = p;
    const AttackResult result = DeepFool(classifier, options).attack(x);
    CHECK(result.status == Status::not_finite);
    CHECK(result.perturbation.isZero(0));
    CHECK(result.perturbed == x);
  }
  DeepFoolOptions boxed;
  boxed.box = Bounds{0, 1};
  boxed.max_iterations = 7;
  const AttackResult vertex = DeepFool(classifier, boxed).attack(x);
  CHECK(vertex.status == Status::iteration_limit);
  CHECK(vertex.iterations == 7);
  CHECK(vertex.perturbed == point({1, 0}));
}

TEST_CASE("inputs of 0 to 255, their mean inside the network: 255 times the perturbation",
          "[deepfool]") {
  const auto plain = files::read_onnx(small_network(12).bytes());
  Model model = small_network(12);
  const std::string mean = model.constant({{12}, std::vector<float>(12, 100), {}});
  const std::string scale = model.constant({{}, {255}, {}});
  const std::string shift = model.constant({{12}, std::vector<float>(12, 100.0F / 255), {}});
  model.nodes.insert(model.nodes.begin(), {{"Sub", {"input", mean}, {"centred"}, {}, "", ""},
                                           {"Div", {"centred", scale}, {"small"}, {}, "", ""},
                                           {"Add", {"small", shift}, {"unit"}, {}, "", ""}});
  model.nodes[3].inputs[0] = "unit";
  const auto wide = files::read_onnx(model.bytes());
  Random random(13);
  for (const Way& way : kWays) {
    for (int round = 0; round < 10; ++round) {
      const Vector x = random.units(12);
      DeepFoolOptions options = options_of(way);
      const AttackResult expected = DeepFool(*plain, options).attack(x);
      if (way.box) options.box = Bounds{0, 255};
      const AttackResult result = DeepFool(*wide, options).attack(x * 255);
      CAPTURE(way.norm, way.box, round);
      CHECK(result.status == expected.status);
      CHECK(result.adversarial == expected.adversarial);
      CHECK(result.iterations == expected.iterations);
      CHECK((result.perturbation / 255 - expected.perturbation).norm() <=
            1e-4F * expected.perturbation.norm());
    }
  }
}

TEST_CASE("an input that is not finite: not finite, and nothing done", "[deepfool]") {
  const auto network = files::read_onnx(small_network(6).bytes());
  Affine classifier = affine({{1, 0, 0, 0, 0, 0}, {0, 1, 0, 0, 0, 0}}, {0, 0});
  for (const float bad : {kNaN, kInfinity, -kInfinity}) {
    for (const Way& way : kWays) {
      Vector x = Vector::Constant(6, 0.5F);
      x[4] = bad;
      if (way.box && std::isinf(bad)) {
        CHECK_THROWS_AS(DeepFool(*network, options_of(way)).attack(x), std::invalid_argument);
        continue;
      }
      for (Classifier* c :
           {static_cast<Classifier*>(network.get()), static_cast<Classifier*>(&classifier)}) {
        const AttackResult result = DeepFool(*c, options_of(way)).attack(x);
        CHECK(result.status == Status::not_finite);
        CHECK(result.iterations == 0);
        CHECK(result.perturbation.isZero(0));
      }
    }
  }
}

TEST_CASE("logits or gradients that are not finite: not finite", "[deepfool]") {
  Binary nan_value(2, [](const VectorRef&, Eigen::Ref<Vector> g) {
    g.setOnes();
    return kNaN;
  });
  CHECK(DeepFool(nan_value, {}).attack(Vector::Zero(2)).status == Status::not_finite);
  Binary nan_gradient(2, [](const VectorRef&, Eigen::Ref<Vector> g) {
    g.setConstant(kNaN);
    return 1.0F;
  });
  CHECK(DeepFool(nan_gradient, {}).attack(Vector::Zero(2)).status == Status::not_finite);
  Binary explodes(2,
                  [](const VectorRef& x, Eigen::Ref<Vector> g) {  // fine at 0, infinite next to it
                    g.setOnes();
                    return x.isZero(0) ? 1.0F : kInfinity;
                  });
  const AttackResult result = DeepFool(explodes, {}).attack(Vector::Zero(2));
  CHECK(result.status == Status::not_finite);
  CHECK(result.perturbation.allFinite());
}

TEST_CASE("options out of range are refused by name", "[deepfool]") {
  Affine classifier = affine({{1, 0}, {0, 1}, {1, 1}}, {0, 0, 0});
  const auto refused = [&](const char* name, const DeepFoolOptions& options) {
    CHECK_THROWS_WITH(DeepFool(classifier, options), ContainsSubstring(name));
    CHECK_THROWS_AS(DeepFool(classifier, options), std::invalid_argument);
  };
  for (const double norm : {0.5, 0.0, -2.0, double{kNaN}, -double{kInfinity}}) {
    DeepFoolOptions o;
    o.norm = norm;
    refused("norm", o);
  }
  for (const double overshoot : {-0.01, double{kNaN}, double{kInfinity}}) {
    DeepFoolOptions o;
    o.overshoot = overshoot;
    refused("overshoot", o);
  }
  for (const int limit : {0, -1}) {
    DeepFoolOptions o;
    o.max_iterations = limit;
    refused("maxIterations", o);
  }
  for (const int target : {-1, 3}) {
    DeepFoolOptions o;
    o.target = target;
    refused("target", o);
  }
  for (const int candidates : {-1, 1, 4}) {
    DeepFoolOptions o;
    o.candidates = candidates;
    refused("candidates", o);
  }
  for (const Bounds box : {Bounds{1, 0}, Bounds{1, 1}, Bounds{kNaN, 1}, Bounds{0, kNaN}}) {
    DeepFoolOptions o;
    o.box = box;
    refused("box", o);
  }
  for (const double norm : {1.5, 3.0}) {
    DeepFoolOptions o;
    o.box = Bounds{0, 1};
    o.norm = norm;
    refused("box", o);
  }
}

TEST_CASE("inputs of the wrong size, or outside the box, are refused", "[deepfool]") {
  Affine classifier = affine({{1, 0}, {0, 1}}, {0, 0});
  DeepFool attack(classifier, {});
  CHECK_THROWS_AS(attack.attack(Vector::Zero(3)), std::invalid_argument);
  CHECK_THROWS_AS(attack.attack(Vector(0)), std::invalid_argument);
  DeepFoolOptions options;
  options.box = Bounds{0, 1};
  DeepFool boxed(classifier, options);
  CHECK_THROWS_WITH(boxed.attack(point({0.5F, 1.5F})), ContainsSubstring("element 1"));
  CHECK_THROWS_WITH(boxed.attack(point({-0.5F, 0.5F})), ContainsSubstring("element 0"));
  CHECK(boxed.attack(point({0, 1})).status == Status::flipped);
}

TEST_CASE("zero and all-white images: flipped, or a status that says why not", "[deepfool]") {
  const std::string name =
      GENERATE(from_range(std::begin(files::kModels), std::end(files::kModels)));
  const auto network = files::model(name);
  for (const float level : {0.0F, 1.0F}) {
    const Vector x = Vector::Constant(network->inputs(), level);
    for (const Way& way : kWays) {
      CAPTURE(name, level, way.norm, way.box);
      const AttackResult result = DeepFool(*network, options_of(way)).attack(x);
      CAPTURE(deepfool::name(result.status), result.iterations);
      CHECK(result.status == Status::flipped);
      CHECK(result.perturbed == Vector(x + result.perturbation));
      Vector f(network->classes());
      network->logits(x + result.perturbation, f);
      CHECK(predicted_class(f) == result.adversarial);
      CHECK(result.adversarial != result.label);
      if (way.box) {
        CHECK(result.perturbed.minCoeff() >= 0);
        CHECK(result.perturbed.maxCoeff() <= 1);
      }
      const Summary summary = summarise({row_of(x, result, std::nullopt)});
      CHECK(summary.flipped == 1);
      // ||r|| / ||x|| is left out where x = 0.
      CHECK(summary.zero_norm == (level == 0 ? 1 : 0));
      CHECK(summary.rho_adv.mean.has_value() == (level != 0));
    }
  }
}

TEST_CASE("a target is reached, and an input that has it already is left alone", "[deepfool]") {
  const auto network = files::read_onnx(small_network(12).bytes());
  Random random(14);
  for (int round = 0; round < 20; ++round) {
    const Vector x = random.units(12);
    Vector f(4);
    network->logits(x, f);
    for (int target = 0; target < 4; ++target) {
      DeepFoolOptions options;
      options.target = target;
      const AttackResult result = DeepFool(*network, options).attack(x);
      CAPTURE(round, target);
      if (target == predicted_class(f)) {
        CHECK(result.status == Status::already_target);
        check_untouched(result, x);
      } else if (result.status == Status::flipped) {
        network->logits(x + result.perturbation, f);
        CHECK(predicted_class(f) == target);
        network->logits(x, f);
      } else {
        // This small network has no gradient in places, and classes that cannot win.
        CHECK((result.status == Status::no_gradient || result.status == Status::iteration_limit));
        CHECK(result.adversarial != target);
      }
    }
  }
}

// Where two classes lead the target in turn, the steps go to and fro and close in on the point
// where both boundaries meet. It is the nearest point of the target's wedge, since x0 lies in the
// cone beyond its corner.
TEST_CASE("between two classes a target is reached at the corner of its wedge", "[deepfool]") {
  const double angle = GENERATE(45.0, 50.0, 55.0, 60.0, 65.0);  // of each normal from the x axis
  const std::optional<Bounds> box = GENERATE(std::optional<Bounds>(), Bounds{-8, 8});
  const double behind = GENERATE(1.0, 0.9, 0.37);  // the second class at x0; the first: 1
  CAPTURE(angle, box.has_value(), behind);
  const double cosine = std::cos(angle * 3.14159265358979323846 / 180);
  const double sine = std::sin(angle * 3.14159265358979323846 / 180);
  const auto c = static_cast<float>(cosine);
  const auto s = static_cast<float>(sine);
  Affine classifier = affine({{0, 0}, {-c, -s}, {-c, s}}, {5, 6, 5 + static_cast<float>(behind)});
  DeepFoolOptions options;
  options.target = 0;
  options.box = box;
  const AttackResult result = DeepFool(classifier, options).attack(point({0, 0}));
  CHECK(result.status == Status::flipped);
  CHECK(flips(result.perturbed_logits, result.label, 0));
  // Beyond it by no more than the overshoot (and float32, 1e-7).
  const Eigen::Vector2d corner((1 + behind) / (2 * cosine), (1 - behind) / (2 * sine));
  const double norm = result.perturbation.cast<double>().norm();
  CHECK(norm > corner.norm());
  CHECK(norm <= (1.02 + 1e-6) * corner.norm());
}

TEST_CASE("candidates: only the most likely classes are gone to", "[deepfool]") {
  // The nearest boundary is class 3's, the least likely; class 1 is the second most likely.
  Affine classifier = affine({{0, 0}, {0.1F, 0}, {0.1F, 0.1F}, {0, 10}}, {4, 3, 2, 1});
  const Vector x = Vector::Zero(2);
  DeepFoolOptions options;
  options.keep_path = true;
  CHECK(DeepFool(classifier, options).attack(x).path.at(0).chosen == 3);
  CHECK(DeepFool(classifier, options).attack(x).candidates == 4);
  options.candidates = 4;
  CHECK(DeepFool(classifier, options).attack(x).path.at(0).chosen == 3);
  options.candidates = 3;
  CHECK(DeepFool(classifier, options).attack(x).path.at(0).chosen == 1);
  CHECK(DeepFool(classifier, options).attack(x).candidates == 3);
  options.candidates = 2;
  CHECK(DeepFool(classifier, options).attack(x).path.at(0).chosen == 1);
}

TEST_CASE("candidates: all of up to 20 classes, the 10 most likely of more", "[deepfool]") {
  // The classes' logits at x = 0 are 0, -1, -2, ..., and the least likely is by far the nearest.
  for (const int classes : {2, 20, 21, 1000}) {
    std::vector<std::vector<float>> rows;
    std::vector<float> offsets;
    for (int k = 0; k < classes; ++k) {
      rows.push_back({k == 0 ? 0.0F : k == classes - 1 ? 1e6F : 1.0F, static_cast<float>(k)});
      offsets.push_back(static_cast<float>(-k));
    }
    Affine classifier = affine(rows, offsets);
    DeepFoolOptions options;
    options.keep_path = true;
    const Vector x = Vector::Zero(2);
    const AttackResult result = DeepFool(classifier, options).attack(x);
    CAPTURE(classes);
    CHECK(result.status == Status::flipped);
    CHECK(result.candidates == (classes <= 20 ? classes : 10));
    CHECK((result.path.at(0).chosen == classes - 1) == (classes <= 20));
    // A number that is given is taken.
    options.candidates = classes;
    const AttackResult all = DeepFool(classifier, options).attack(x);
    CHECK(all.candidates == classes);
    CHECK(all.path.at(0).chosen == classes - 1);
    // Towards a target every class may be the one in the lead.
    options.candidates.reset();
    options.target = classes - 1;
    const AttackResult targeted = DeepFool(classifier, options).attack(x);
    CHECK(targeted.adversarial == classes - 1);
    CHECK(targeted.candidates == classes);
  }
}

TEST_CASE("a Jacobian has no more rows than there are candidates", "[deepfool]") {
  struct Watched : Classifier {
    Watched(Eigen::MatrixXf W, Vector b) : affine(std::move(W), std::move(b)) {}
    Index inputs() const override { return affine.inputs(); }
    Index classes() const override { return affine.classes(); }
    void forward(const VectorRef& x, Eigen::Ref<Vector> f) override { affine.logits(x, f); }
    void pull_back_rows(const std::vector<int>& rows, Jacobian& J) override {
      most_rows = std::max(most_rows, rows.size());
      affine.jacobian(rows, J);
    }
    Affine affine;
    std::size_t most_rows = 0;
  };
  Random random(23);
  Eigen::MatrixXf W(1000, 30);
  for (Index k = 0; k < W.rows(); ++k) W.row(k) = random.signs(W.cols()).transpose();
  Watched classifier(W, random.signs(1000));
  CHECK(DeepFool(classifier, {}).attack(random.units(30)).status == Status::flipped);
  CHECK(classifier.most_rows == 10);
}

TEST_CASE("in a box, a boundary out of reach is passed over for the next", "[deepfool]") {
  // Class 1 is nearest, but needs x_0 = 2; class 2 needs x_1 = 0.9 at ten times the distance of
  // its weight.
  Affine classifier = affine({{0, 0}, {10, 0}, {0, 1}}, {0, -20, -0.9F});
  DeepFoolOptions options;
  options.box = Bounds{0, 1};
  options.keep_path = true;
  const AttackResult result = DeepFool(classifier, options).attack(point({0.5F, 0.0F}));
  CHECK(result.status == Status::flipped);
  CHECK(result.adversarial == 2);
  CHECK(result.perturbation[0] == 0);
  CHECK(result.perturbation[1] == Approx(1.02 * 0.9));
}

TEST_CASE("the path begins at the input and ends at what is returned", "[deepfool]") {
  const auto network = files::model("lenet");
  Random random(15);
  const Vector x = random.units(network->inputs());
  for (const Way& way : kWays) {
    DeepFoolOptions options = options_of(way);
    options.keep_path = true;
    const AttackResult result = DeepFool(*network, options).attack(x);
    CAPTURE(way.norm, way.box);
    REQUIRE(static_cast<int>(result.path.size()) == result.iterations + 1);
    CHECK(result.path.front().x == x);
    CHECK(result.path.back().x == result.perturbed);
    CHECK(result.path.back().logits == result.perturbed_logits);
    CHECK(result.path.back().chosen == -1);
    Vector f(network->classes());
    for (std::size_t i = 0; i + 1 < result.path.size(); ++i) {
      const Iterate& iterate = result.path[i];
      network->logits(iterate.x, f);
      CHECK(f == iterate.logits);
      CHECK(predicted_class(f) == result.label);
      CHECK(iterate.chosen != result.label);
      CHECK(iterate.step > 0);
    }
  }
}

TEST_CASE("steps one by one are the attack", "[deepfool]") {
  const auto network = files::read_onnx(small_network(12).bytes());
  Random random(16);
  const Vector x = random.units(12);
  DeepFool attack(*network, {});
  const AttackResult whole = attack.attack(x);
  bool more = attack.start(x);
  int steps = 0;
  while (more) {
    more = attack.step();
    ++steps;
    CHECK(attack.result().iterations == steps);
  }
  CHECK(steps == whole.iterations);
  CHECK(attack.result().perturbation == whole.perturbation);
}

TEST_CASE("the iteration limit is kept, and said", "[deepfool]") {
  // From outside a circle Newton's steps never cross it without overshoot.
  Binary classifier(2, [](const VectorRef& x, Eigen::Ref<Vector> g) {
    g = 2 * x;
    return x.squaredNorm() - 1;
  });
  DeepFoolOptions options;
  options.overshoot = 0;
  options.max_iterations = 3;
  const AttackResult result = DeepFool(classifier, options).attack(point({40, 30}));
  CHECK(result.status == Status::iteration_limit);
  CHECK(result.iterations == 3);
  CHECK(result.adversarial == result.label);
  CHECK(result.perturbation.norm() < 49);
}

TEST_CASE("at most two forwards a step, and one Jacobian", "[deepfool]") {
  const std::unique_ptr<Network> lenet = files::model("lenet");
  Random random(17);
  for (const Way& way : kWays) {
    const Vector x = random.units(lenet->inputs());
    const std::int64_t forwards = lenet->forwards();
    const std::int64_t pullbacks = lenet->pullbacks();
    const AttackResult result = DeepFool(*lenet, options_of(way)).attack(x);
    CAPTURE(way.norm, way.box, result.iterations);
    CHECK(result.forwards == lenet->forwards() - forwards);
    CHECK(result.pullbacks == lenet->pullbacks() - pullbacks);
    CHECK(result.pullbacks == result.iterations);
    // The first linearisation takes the logits that gave the label.
    CHECK(result.forwards <= 2 * result.iterations);
    if (way.box) CHECK(result.forwards == result.iterations + 1);
  }
}
