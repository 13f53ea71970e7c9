// Every model against values computed in double precision by make_references.py.

#include <algorithm>
#include <cmath>
#include <limits>

#include "attack/deepfool.h"
#include "attack/norm.h"
#include "catch.h"
#include "double_network.h"
#include "files.h"
#include "mnist.h"
#include "network/onnx/file.h"
#include "robustness/common_epsilon.h"
#include "values.h"

using namespace deepfool;

namespace {

constexpr std::size_t kDigits = 200;
constexpr double kInfinity = std::numeric_limits<double>::infinity();

Vector vector_of(const std::vector<float>& pixels) {
  return Eigen::Map<const Vector>(pixels.data(), static_cast<Index>(pixels.size()));
}

std::string reference(const std::string& model, const std::string& what) {
  return "tests/reference/" + model + "-" + what;
}

/// How many steps began and ended where logits in float32 tell the leading class from the next.
int resolved_steps(const AttackResult& result) {
  int points = 0;
  for (const Iterate& iterate : result.path) {
    Vector f = iterate.logits;
    std::sort(f.begin(), f.end());
    if (f[f.size() - 1] - f[f.size() - 2] < 1e-6F * f.cwiseAbs().maxCoeff()) break;
    ++points;
  }
  return points - 1;
}

struct Kind {
  const char* name;
  double p;
  bool box;
  bool target;
};

/// How the attacks on a model's digits compare with the reference's.
struct Agreement {
  int flipped = 0;    // by the reference
  int same = 0;       // of these: label, adversarial label, iterations and norm agree
  int same_norm = 0;  // of the others: the norm agrees, and float32 could not tell the sides apart
};

Agreement compare(const std::string& model, const Kind& kind) {
  const auto network = files::model(model);
  const std::vector<values::Attacked> expected =
      values::read_attacks(reference(model, std::string(kind.name) + ".csv"));
  REQUIRE(expected.size() == kDigits);
  const values::Array logits = values::read_array(reference(model, "logits.idx"));
  const mnist::Digits digits = mnist::test_digits(kDigits);
  DeepFoolOptions options;
  options.norm = kind.p;
  options.keep_path = true;
  if (kind.box) options.box = Bounds{0, 1};
  DeepFool attack(*network, options);
  Agreement agreement;
  for (std::size_t i = 0; i < kDigits; ++i) {
    const values::Attacked& e = expected[i];
    if (e.status != "flipped") continue;
    ++agreement.flipped;
    if (kind.target) {  // the fifth most likely class
      const double* const f = logits.data.data() + i * logits.dims[1];
      std::vector<int> order;
      for (int k = 0; k < static_cast<int>(logits.dims[1]); ++k) order.push_back(k);
      std::stable_sort(order.begin(), order.end(), [f](int a, int b) { return f[a] > f[b]; });
      attack.set_target(order[4]);
    }
    const AttackResult& result = attack.attack(vector_of(digits.images[i]));
    CAPTURE(i, result.iterations, e.iterations, result.adversarial, e.adversarial);
    const double norm = lp_norm(result.perturbation, kind.p);
    const double want = kind.p == 2 ? e.l2 : kind.p == 1 ? e.l1 : e.linf;
    CAPTURE(norm, want);
    const bool near = std::abs(norm - want) <= 1e-3 * want + 1e-5;
    const bool alike = result.status == Status::flipped && result.label == e.label &&
                       result.adversarial == e.adversarial && result.iterations == e.iterations;
    if (alike) CHECK(near);
    const bool unresolved = resolved_steps(result) < std::min(result.iterations, e.iterations + 1);
    agreement.same += alike && near;
    agreement.same_norm += !alike && near && unresolved;
  }
  return agreement;
}

std::string any_model() {
  return GENERATE(from_range(std::begin(files::kModels), std::end(files::kModels)));
}

}  // namespace

TEST_CASE("the test vector on a model's card gives its logits", "[reference]") {
  const std::string name = any_model();
  CAPTURE(name);
  const auto network = files::model(name);
  const std::string card = files::read("models/" + name + ".json");
  const std::string test = card.substr(card.find("\"test_vector\""));
  const std::vector<double> input = values::json_numbers(test, "input");
  const std::vector<double> expected = values::json_numbers(test, "logits");
  const auto scale = static_cast<float>(values::json_numbers(test, "scale").at(0));
  REQUIRE(static_cast<Index>(input.size()) == network->inputs());
  REQUIRE(static_cast<Index>(expected.size()) == network->classes());
  Vector x(network->inputs());
  for (Index i = 0; i < x.size(); ++i) {
    x[i] = static_cast<float>(input[static_cast<std::size_t>(i)]) / scale;
  }
  Vector f(network->classes());
  network->logits(x, f);
  for (Index k = 0; k < f.size(); ++k) {
    CHECK(std::abs(f[k] - expected[static_cast<std::size_t>(k)]) <= 1e-4);
  }
  const double parameters = values::json_numbers(card, "parameters").at(0);
  const double multiply_adds = values::json_numbers(card, "multiply_adds").at(0);
  CHECK(static_cast<double>(network->parameters()) == parameters);
  CHECK(static_cast<double>(network->multiply_adds()) == multiply_adds);
}

TEST_CASE("logits agree with double precision to 1e-4", "[reference]") {
  const std::string name = any_model();
  CAPTURE(name);
  const auto network = files::model(name);
  const values::Array expected = values::read_array(reference(name, "logits.idx"));
  const std::size_t classes = static_cast<std::size_t>(network->classes());
  REQUIRE(expected.dims == std::vector<std::size_t>{kDigits, classes});
  const mnist::Digits digits = mnist::test_digits(kDigits);
  Vector f(network->classes());
  double worst = 0;
  for (std::size_t i = 0; i < kDigits; ++i) {
    network->logits(vector_of(digits.images[i]), f);
    for (std::size_t k = 0; k < classes; ++k) {
      const double error = std::abs(f[static_cast<Index>(k)] - expected.data[i * classes + k]);
      if (!(error <= worst)) worst = error;
    }
  }
  CHECK(worst <= 1e-4);
  const double_network::Network exact(name);
  for (std::size_t i = 0; i < 20; ++i) {
    const Eigen::Map<const Eigen::VectorXd> row(expected.data.data() + i * classes, 10);
    CHECK((exact.logits(vector_of(digits.images[i])) - row).cwiseAbs().maxCoeff() <= 1e-11);
  }
}

// An element may be small only because large terms cancel in it, so that the error is measured
// against the largest element of its row (one logit's gradient): 1e-3 of it at most.
TEST_CASE("the Jacobian agrees with autograd in double precision to 1e-3", "[reference]") {
  const std::string name = any_model();
  CAPTURE(name);
  const auto network = files::model(name);
  const values::Array expected = values::read_array(reference(name, "jacobian.idx"));
  REQUIRE(expected.dims.size() == 3);
  REQUIRE(expected.dims[1] == static_cast<std::size_t>(network->classes()));
  REQUIRE(expected.dims[2] == static_cast<std::size_t>(network->inputs()));
  const mnist::Digits digits = mnist::test_digits(expected.dims[0]);
  Vector f(network->classes());
  Jacobian J;
  for (std::size_t i = 0; i < expected.dims[0]; ++i) {
    network->logits(vector_of(digits.images[i]), f);
    std::vector<int> rows;
    for (int k = 0; k < network->classes(); ++k) rows.push_back(k);
    network->jacobian(rows, J);
    for (Index k = 0; k < network->classes(); ++k) {
      const std::size_t first =
          (i * expected.dims[1] + static_cast<std::size_t>(k)) * expected.dims[2];
      const Eigen::Map<const Eigen::VectorXd> row(expected.data.data() + first, network->inputs());
      const double error = (J.row(k).transpose().cast<double>() - row).cwiseAbs().maxCoeff();
      CAPTURE(i, k);
      CHECK(error <= 1e-3 * row.cwiseAbs().maxCoeff());
    }
  }
}

// Where the reference flips a digit, label, adversarial label, iterations and norm are the same on
// 99 %. In l_1 a few long paths of `digits` come so near to a boundary on their way that float32
// logits cannot tell its sides apart; from there on they double the gap at each step, and the norm
// alone counts, as below.
TEST_CASE("DeepFool agrees with DeepFool in double precision", "[reference][many]") {
  const Kind kind =
      GENERATE(Kind{"l2", 2, false, false}, Kind{"linf", kInfinity, false, false},
               Kind{"l1", 1, false, false}, Kind{"l2-box", 2, true, false},
               Kind{"linf-box", kInfinity, true, false}, Kind{"l1-box", 1, true, false});
  const std::string model = any_model();
  CAPTURE(model, kind.name);
  const Agreement agreement = compare(model, kind);
  CHECK(agreement.flipped >= 198);
  CHECK(agreement.same >= (kind.p == 1 && !kind.box ? 0.98 : 0.99) * agreement.flipped);
  CHECK(agreement.same + agreement.same_norm >= 0.99 * agreement.flipped);
}

// Towards a target, steps may close in on a line where two classes lead the target by the same.
// What either precision does once float32 logits cannot tell these two apart is up to its rounding:
// the norm alone counts then.
TEST_CASE("targeted DeepFool agrees with it in double precision", "[reference][many]") {
  const std::string model = any_model();
  CAPTURE(model);
  const Agreement agreement = compare(model, {"target", 2, false, true});
  CAPTURE(agreement.same, agreement.same_norm);
  CHECK(agreement.flipped >= 198);
  CHECK(agreement.same >= 0.95 * agreement.flipped);
  CHECK(agreement.same + agreement.same_norm >= 0.99 * agreement.flipped);
}

// The common epsilon comes from the same bisection to 1/1,000, so that with the exact gradient it
// is the same number unless rounding moves an image across. In float32 which labels round to 1, and
// leave the gradient, depends on the last bit of the exponentials: 3 %.
TEST_CASE("FGSM's common epsilon is PyTorch's", "[reference][many]") {
  const mnist::Digits digits = mnist::test_digits(1000);
  const auto rows =
      values::read_table("tests/reference/fgsm.csv", "classifier,gradient,epsilon,rho,rho_inf");
  REQUIRE(rows.size() == 8);
  for (const auto& row : rows) {
    CAPTURE(row[0], row[1]);
    const bool single = row[1] == "single";
    const auto network = files::model(row[0]);
    CommonEpsilon search(*network, 0.9, std::nullopt, single);
    for (std::size_t i = 0; i < 1000; ++i) {
      search.add(vector_of(digits.images[i]), digits.labels[i]);
    }
    while (search.step()) {
    }
    const double tolerance = single ? 0.03 : 2e-3;
    CHECK(search.epsilon() == Approx(std::stod(row[2])).epsilon(tolerance));
    CHECK(search.rho().value() == Approx(std::stod(row[3])).epsilon(tolerance));
    CHECK(search.rho_inf().value() == Approx(std::stod(row[4])).epsilon(tolerance));
  }
}

// f = W x + b and the distance to the nearest boundary, in double precision.
TEST_CASE("softmax: one step and the closed form's norm on all 10,000 digits but near ties",
          "[reference][many]") {
  const std::string bytes = files::read("models/softmax.onnx");
  const onnx::File file = onnx::parse(bytes);
  Eigen::MatrixXd W(10, 784);
  Eigen::VectorXd b(10);
  int found = 0;
  for (const auto& [name, tensor] : file.constants) {
    if (tensor.dims == std::vector<std::int64_t>{10, 784}) {
      for (Index i = 0; i < W.size(); ++i) {
        W(i / 784, i % 784) = tensor.values[static_cast<std::size_t>(i)];
      }
      ++found;
    } else if (tensor.values.size() == 10) {
      for (Index k = 0; k < 10; ++k) b[k] = tensor.values[static_cast<std::size_t>(k)];
      ++found;
    }
  }
  REQUIRE(found == 2);
  Eigen::MatrixXd distance(10, 10);  // ||w_k - w_j||_2
  for (Index k = 0; k < 10; ++k) {
    for (Index j = 0; j < 10; ++j) distance(k, j) = (W.row(k) - W.row(j)).norm();
  }

  const auto network = files::model("softmax");
  DeepFool attack(*network, {});
  const mnist::Digits digits = mnist::test_digits(10000);
  Vector f(10);
  int flipped = 0;
  int steps = 0;  // as many as expected
  int close = 0;
  double worst = 0;  // error in units of what is allowed
  for (const std::vector<float>& image : digits.images) {
    const Vector x = vector_of(image);
    const AttackResult& result = attack.attack(x);
    network->logits(x + result.perturbation, f);
    flipped += result.status == Status::flipped && predicted_class(f) != result.label;
    const Eigen::VectorXd logits = W * x.cast<double>() + b;
    Index label = 0;
    logits.maxCoeff(&label);
    Index nearest = label == 0 ? 1 : 0;
    const auto to = [&](Index k) { return (logits[label] - logits[k]) / distance(k, label); };
    for (Index k = 0; k < 10; ++k) {
      if (k != label && to(k) < to(nearest)) nearest = k;
    }
    // Where the overshoot is less than a flip's margin, a second step adds that margin.
    const double margin = std::ldexp(48, -23) * logits.cwiseAbs().maxCoeff();
    const bool short_of = 0.02 * (logits[label] - logits[nearest]) < margin;
    close += short_of;
    steps += result.iterations == (short_of ? 2 : 1);
    const double expected =
        1.02 * (to(nearest) + (short_of ? margin / distance(nearest, label) : 0));
    const double error = std::abs(lp_norm(result.perturbation, 2) - expected);
    worst = std::max(worst, error / (1e-5 * expected + 5e-6));
  }
  CHECK(flipped == 10000);
  CHECK(steps == 10000);
  CHECK(close < 10);
  CHECK(worst <= 1);
}
