// When a flip counts: above what rounding may be, also in double precision.

#include "attack/flip.h"

#include <cmath>
#include <limits>

#include "attack/method.h"
#include "catch.h"
#include "classifier/affine.h"
#include "files.h"

using namespace deepfool;

namespace {

constexpr float kEps = std::numeric_limits<float>::epsilon();

Vector logits(std::initializer_list<float> f) {
  return Eigen::Map<const Vector>(f.begin(), static_cast<Index>(f.size()));
}

/// W x + b in double: by how much the largest other logit leads that of class k.
double exact_lead(const Eigen::MatrixXf& W, const Vector& b, const Vector& x, int k) {
  const Eigen::VectorXd f = W.cast<double>() * x.cast<double>() + b.cast<double>();
  double other = -std::numeric_limits<double>::infinity();
  for (Index j = 0; j < f.size(); ++j) {
    if (j != k) other = std::max(other, f[j]);
  }
  return other - f[k];
}

}  // namespace

TEST_CASE("the largest logit but one", "[flip]") {
  CHECK(largest_other(logits({3, 1, 2}), 0) == 2);
  CHECK(largest_other(logits({3, 1, 2}), 1) == 0);
  CHECK(largest_other(logits({3, 3, 3}), 0) == 1);
  CHECK(largest_other(logits({3, 3, 3}), 2) == 0);
  CHECK(largest_other(logits({-1, -2}), 0) == 1);
}

TEST_CASE("a flip counts above 48 eps of the largest logit", "[flip]") {
  for (const float scale : {1e-20F, 1.0F, 1e20F}) {
    for (const float largest : {1.0F, -4.0F}) {
      // The threshold is that of class 2 where this is far below the two others.
      const float step = 48 * kEps * std::abs(largest);
      const auto f = [&](float lead) {
        return Vector(scale * logits({0.5F, 0.5F + lead, largest == 1 ? -1 : largest}));
      };
      CAPTURE(scale, largest);
      CHECK(rounding_of(f(0)) == Approx(static_cast<double>(scale) * step));
      CHECK_FALSE(flips(f(-step * 2), 0, std::nullopt));
      CHECK_FALSE(flips(f(0), 0, std::nullopt));
      CHECK_FALSE(flips(f(step * 0.9F), 0, std::nullopt));
      CHECK(flips(f(step * 1.1F), 0, std::nullopt));
      CHECK_FALSE(flips(f(step * 0.9F), 0, 1));
      CHECK(flips(f(step * 1.1F), 0, 1));
      CHECK_FALSE(flips(f(step * 1.1F), 0, 2));
      CHECK(flips(f(-step * 1.1F), 2, 0));
    }
  }
}

// Without an overshoot each of these ends on the boundary itself: by the rounding of its own sums
// on either side of it.
TEST_CASE("what flips does so in double precision, too", "[flip]") {
  random_numbers::Random random(21);
  int flipped = 0;
  for (const char* method : {"deepfool", "refine", "ddn", "fgsm", "pgd", "cw", "lbfgs"}) {
    for (const bool boxed : {false, true}) {
      for (const bool targeted : {false, true}) {
        for (int round = 0; round < 20; ++round) {
          const Index n = 300;
          Eigen::MatrixXf W(4, n);
          for (Index k = 0; k < 4; ++k) W.row(k) = random.signs(n).transpose();
          const Vector b = random.signs(4);
          const Vector x = random.units(n);
          Affine classifier(W, b);
          Vector f(4);
          classifier.logits(x, f);
          AttackSpec spec;
          spec.method = method;
          if (spec.method == "deepfool" || spec.method == "refine") spec.overshoot = 0;
          if (spec.method != "deepfool" && spec.method != "fgsm") spec.steps = 20;
          if (boxed) spec.box = Bounds{0, 1};
          const int label = predicted_class(f);
          if (targeted) spec.target = largest_other(f, label);
          const AttackResult result = make_attack(classifier, spec)->attack(x);
          CAPTURE(method, boxed, targeted, round, name(result.status), result.iterations);
          if (result.status != Status::flipped) continue;
          ++flipped;
          CHECK(flips(result.perturbed_logits, label, spec.target));
          const double lead = exact_lead(W, b, result.perturbed, targeted ? *spec.target : label);
          CHECK((targeted ? -lead : lead) > 0);
        }
      }
    }
  }
  CHECK(flipped > 450);  // of 560
}
