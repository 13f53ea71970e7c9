// Certified radii of the classifiers that come along: against the closed form, against the shortest
// perturbations known, and against attacks within.

#include <cmath>
#include <limits>

#include "attack/method.h"
#include "attack/norm.h"
#include "catch.h"
#include "double_network.h"
#include "files.h"
#include "mnist.h"
#include "robustness/certify/certificate.h"
#include "values.h"

using namespace deepfool;
using random_numbers::Random;

namespace {

constexpr double kInf = std::numeric_limits<double>::infinity();

struct Kind {
  double norm;
  bool boxed;
};
constexpr Kind kKinds[] = {{2, false}, {2, true}, {kInf, false}, {kInf, true}};

certify::Certificate certificate_of(const Network& network, const Kind& kind) {
  return {certify::take_apart(network), kind.norm,
          kind.boxed ? std::optional(certify::Range{0, 1}) : std::nullopt};
}

double certified_radius(certify::Certificate& certificate, const Vector& x) {
  certificate.begin(x);
  while (certificate.step()) {
  }
  return certificate.radius();
}

Vector image(const mnist::Digits& digits, std::size_t i) {
  return Eigen::Map<const Vector>(digits.images[i].data(), 784);
}

/// Certifies digits, and attacks each within its ball: by refine or pgd, which look for the
/// shortest perturbation, by pgd on the ball, and by points of its surface.
void attack_within(const std::string& model, const Kind& kind, std::size_t count, int points) {
  const auto network = files::model(model);
  const mnist::Digits digits = mnist::test_digits(count);
  certify::Certificate certificate = certificate_of(*network, kind);
  Random random(count);
  Vector f(10);
  for (std::size_t i = 0; i < count; ++i) {
    const Vector x = image(digits, i);
    const double radius = certified_radius(certificate, x);
    CAPTURE(model, kind.norm, kind.boxed, i, radius);
    REQUIRE(radius > 0);
    AttackSpec spec;
    spec.norm = kind.norm;
    if (kind.boxed) spec.box = Bounds{0, 1};
    spec.method = kind.norm == 2 ? "refine" : "pgd";
    spec.steps = 60;
    const AttackResult shortest = make_attack(*network, spec)->attack(x);
    CHECK(shortest.label == certificate.label());
    REQUIRE(shortest.status == Status::flipped);
    CHECK(lp_norm(shortest.perturbation, kind.norm) > radius);
    spec.method = "pgd";
    spec.epsilon = radius;
    CHECK(make_attack(*network, spec)->attack(x).status != Status::flipped);
    for (int p = 0; p < points; ++p) {
      Vector d = random.signs(784);
      if (p % 2 == 1) d = d.cwiseSign();
      d *= static_cast<float>(radius / lp_norm(d, kind.norm));
      Vector there = x + d;
      if (kind.boxed) there = there.cwiseMax(0).cwiseMin(1);
      network->logits(there, f);
      CHECK(predicted_class(f) == certificate.label());
    }
  }
}

}  // namespace

TEST_CASE("softmax: the certified radius is the closed form", "[certify]") {
  const auto network = files::model("softmax");
  const double_network::Network exact("softmax");
  const mnist::Digits digits = mnist::test_digits(100);
  for (const double norm : {2.0, kInf}) {
    certify::Certificate certificate = certificate_of(*network, {norm, false});
    for (std::size_t i = 0; i < digits.images.size(); ++i) {
      const Vector x = image(digits, i);
      const Eigen::VectorXd f = exact.logits(x);
      Index label = 0;
      f.maxCoeff(&label);
      Jacobian J;
      Vector logits(10);
      network->logits(x, logits);
      network->jacobian({0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, J);  // the weights themselves
      double least = kInf;
      for (Index k = 0; k < 10; ++k) {
        if (k == label) continue;
        const Eigen::VectorXd w =
            (J.row(label).cast<double>() - J.row(k).cast<double>()).transpose();
        least = std::min(least, (f[label] - f[k]) / (norm == 2 ? w.norm() : w.lpNorm<1>()));
      }
      const double radius = certified_radius(certificate, x);
      CAPTURE(norm, i, least);
      CHECK(certificate.label() == label);
      CHECK(radius <= least);
      CHECK(radius == Approx(least).epsilon(1e-8));
    }
  }
}

TEST_CASE("certified radii are below the shortest perturbations known", "[certify][many]") {
  const std::string model = GENERATE("softmax", "fc500-150-10");
  const bool boxed = GENERATE(false, true);
  const auto known = values::read_table(
      "tests/reference/" + model + "-shortest-l2" + (boxed ? "-box" : "") + ".csv",
      "index,label,adversarial,norm,how");
  const auto network = files::model(model);
  const std::size_t count = 20;
  const mnist::Digits digits = mnist::test_digits(count);
  certify::Certificate certificate = certificate_of(*network, {2, boxed});
  double lower = 0;
  double upper = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const double radius = certified_radius(certificate, image(digits, i));
    const double shortest = std::stod(known[i][3]);
    CAPTURE(model, boxed, i);
    CHECK(certificate.label() == std::stoi(known[i][1]));
    // Of softmax the two are the same number; the file has nine digits of it.
    CHECK(radius <= shortest * (1 + 1e-8));
    lower += radius;
    upper += shortest;
  }
  CAPTURE(model, boxed, lower, upper);
  CHECK(lower >= (model == "softmax" ? 0.999 : 0.47) * upper);
}

TEST_CASE("attacks within a certified ball never succeed", "[certify][many]") {
  for (const Kind& kind : kKinds) {
    attack_within("softmax", kind, 10, 20);
    attack_within("fc500-150-10", kind, 5, 20);
    attack_within("digits", kind, 1, 20);
  }
}

TEST_CASE("10,000 attacks within certified balls never succeed", "[certify][slow]") {
  for (const Kind& kind : kKinds) {
    for (const char* model : {"softmax", "fc500-150-10", "digits"}) {
      attack_within(model, kind, 50, 18);
    }
  }
}
