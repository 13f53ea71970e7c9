#include "attack/measures.h"

#include <cmath>

#include "catch.h"

using namespace deepfool;

TEST_CASE("measures of a perturbation", "[measures]") {
  AttackResult result;
  const Vector x = (Vector(4) << 0.0F, 0.5F, 1.0F, 0.75F).finished();
  result.perturbation = (Vector(4) << -0.25F, 0.5F, 0.0F, 0.5F).finished();
  result.perturbed = x + result.perturbation;
  const Measures m = measure(x, result, 3);
  CHECK(m.l1 == 1.25);
  CHECK(m.l2 == Approx(0.75).epsilon(1e-12));  // sqrt(1/16 + 1/4 + 1/4)
  CHECK(m.linf == 0.5);
  CHECK(m.lp == Approx(std::cbrt(17.0 / 64)).epsilon(1e-12));
  CHECK(m.relative_l2 == Approx(0.75 / std::sqrt(0.25 + 1 + 0.5625)).epsilon(1e-12));
  CHECK(m.relative_linf == 0.5);
  CHECK(m.increased == 2);
  CHECK(m.decreased == 1);
  CHECK(m.changed == 3);
  CHECK(m.outside == 2);  // -0.25 and 1.25; 1 itself is inside
  CHECK(m.largest_increase == 0.5);
  CHECK(m.largest_decrease == -0.25);
}

TEST_CASE("the ninth with most of the change", "[measures]") {
  Vector r = Vector::Zero(28 * 28);
  CHECK(most_changed_ninth(r, 1, 28, 28) == 0);
  r[28 * 9 + 9] = -0.5F;  // row 9 and column 9 belong to the first third: 28 / 3 = 9.33
  CHECK(most_changed_ninth(r, 1, 28, 28) == 0);
  r[28 * 27 + 10] = 0.75F;
  CHECK(most_changed_ninth(r, 1, 28, 28) == 7);
  // Two channels of 2 x 3: the sums are over both.
  Vector colours = Vector::Zero(12);
  colours[2] = 0.5F;
  colours[3] = 0.3F;
  colours[9] = 0.3F;
  CHECK(most_changed_ninth(colours, 2, 2, 3) == 3);
}
