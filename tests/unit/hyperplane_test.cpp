// The least-norm steps to a hyperplane, alone and in a box: feasible, and optimal by their
// optimality conditions as well as against random feasible points.

#include "attack/hyperplane.h"

#include <cmath>
#include <limits>

#include "attack/norm.h"
#include "catch.h"
#include "files.h"

using namespace deepfool;
using Eigen::VectorXd;
using random_numbers::Random;

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

VectorXd signs(Random& random, Index n) { return random.signs(n).cast<double>(); }

/// A problem in the box [-0.5, 1.5], with zero weights, equal weights, and elements at the bounds.
struct Problem {
  Bounds box{-0.5F, 1.5F};
  VectorXd w;
  Vector x;
  VectorXd room;
  double reach = 0;  // the largest w.d in the box

  explicit Problem(Random& random) {
    const Index n = random.integer(1, 40);
    w = signs(random, n);
    x = random.units(n) * 2 - Vector::Constant(n, 0.5F);
    for (Index i = 0; i < n; ++i) {
      if (random.integer(0, 5) == 0) w[i] = 0;
      if (random.integer(0, 3) == 0) w[i] = w[i] < 0 ? -0.75 : 0.75;
      if (random.integer(0, 5) == 0) x[i] = random.integer(0, 1) == 0 ? box.lo : box.hi;
    }
    w[0] = 0.75;
    x[0] = 0.25F;
    room.resize(n);
    for (Index i = 0; i < n; ++i) {
      room[i] = w[i] > 0 ? double{box.hi} - x[i] : w[i] < 0 ? double{x[i]} - box.lo : 0;
    }
    reach = room.dot(w.cwiseAbs());
  }

  /// A random d with w.d = gap inside the box.
  VectorXd feasible(Random& random, double gap) const {
    const VectorXd vertex = room.array() * w.array().sign();
    VectorXd d(w.size());
    for (Index i = 0; i < d.size(); ++i) d[i] = box.lo + 2.0 * random.unit() - x[i];
    const double along = w.dot(d);
    if (along > gap) return along <= 0 ? d : VectorXd(d * (gap / along));
    const double t = (gap - along) / (reach - along);
    return (1 - t) * d + t * vertex;
  }
};

}  // namespace

TEST_CASE("dual exponents", "[hyperplane]") {
  CHECK(dual_exponent(1) == kInfinity);
  CHECK(dual_exponent(kInfinity) == 1);
  CHECK(dual_exponent(2) == 2);
  CHECK(dual_exponent(4) == Approx(4.0 / 3));
}

TEST_CASE("norms neither overflow nor underflow", "[hyperplane]") {
  const Eigen::Vector3d v(3, -4, 0);
  for (const double scale : {1.0, 1e200, 1e-200}) {
    CAPTURE(scale);
    CHECK(lp_norm(VectorXd(v * scale), 2) == Approx(5 * scale).epsilon(1e-14));
    CHECK(lp_norm(VectorXd(v * scale), 1) == Approx(7 * scale).epsilon(1e-14));
    CHECK(lp_norm(VectorXd(v * scale), kInfinity) == Approx(4 * scale).epsilon(1e-14));
    CHECK(lp_norm(VectorXd(v * scale), 3) == Approx(std::cbrt(91) * scale).epsilon(1e-14));
  }
  CHECK(lp_norm(VectorXd(VectorXd::Zero(3)), 2) == 0);
  CHECK(lp_norm(VectorXd(0), 2) == 0);
  CHECK(std::isnan(lp_norm(VectorXd(Eigen::Vector2d(std::nan(""), 1)), 2)));
}

TEST_CASE("a step reaches the hyperplane with the least norm", "[hyperplane]") {
  Random random(1);
  for (const double p : {1.0, 1.2, 1.5, 2.0, 3.0, 7.0, 100.0, kInfinity}) {
    for (const double scale : {1.0, 1e-20, 1e20}) {
      for (int round = 0; round < 20; ++round) {
        const Index n = random.integer(1, 30);
        const VectorXd w = signs(random, n) * scale;
        const double gap = random.unit() + 0.1;
        CAPTURE(p, scale, n, gap);
        VectorXd d;
        step_to_hyperplane(w, gap, p, d);
        REQUIRE(d.size() == n);
        CHECK(w.dot(d) == Approx(gap).epsilon(1e-9));
        const double norm = lp_norm(d, p);
        CHECK(norm == Approx(gap / lp_norm(w, dual_exponent(p))).epsilon(1e-9));
        for (int other = 0; other < 20; ++other) {
          // Near the step or far from it, brought to the hyperplane.
          VectorXd v = d + signs(random, n) * (norm * std::pow(10, -random.integer(0, 4)));
          v += w * ((gap - w.dot(v)) / w.norm() / w.norm());
          CHECK(lp_norm(v, p) >= norm * (1 - 1e-9));
        }
      }
    }
  }
}

TEST_CASE("an l_1 step moves the first of the steepest elements alone", "[hyperplane]") {
  Eigen::VectorXd w(4);
  w << 1, -2, 2, -2;
  VectorXd d;
  step_to_hyperplane(w, 3, 1, d);
  CHECK(d == VectorXd(Eigen::Vector4d(0, -1.5, 0, 0)));
  BoxedStep boxed;
  const Vector x = Vector::Constant(4, 0.5F);
  REQUIRE(boxed(w, 1.5, x, {0, 1}, 1, d));
  CHECK(d == VectorXd(Eigen::Vector4d(0, -0.5, 0.25, 0)));
}

TEST_CASE("a step in a box is feasible and optimal", "[hyperplane]") {
  Random random(2);
  BoxedStep step;
  for (const double p : {1.0, 2.0, kInfinity}) {
    for (int round = 0; round < 300; ++round) {
      const Problem problem(random);
      const VectorXd& w = problem.w;
      const double gap = problem.reach * random.unit();
      CAPTURE(p, round, w.size(), gap, problem.reach);
      VectorXd d;
      REQUIRE(step(w, gap, problem.x, problem.box, p, d));
      const VectorXd moved = d.cwiseAbs();
      CHECK(w.dot(d) == Approx(gap).epsilon(1e-12).margin(1e-14));
      CHECK((d.array() * w.array() >= 0).all());
      CHECK((moved.array() <= problem.room.array()).all());

      // The conditions of Karush, Kuhn and Tucker.
      double least = 0;  // of what still can move
      double most = 0;   // of what has moved
      double least_free = kInfinity;
      double most_free = 0;
      for (Index i = 0; i < w.size(); ++i) {
        const double slope = std::abs(w[i]);
        if (slope == 0) continue;
        const bool free = moved[i] < problem.room[i];
        if (p == 1) {  // nothing moves while something steeper can
          if (free) least = std::max(least, slope);
          if (moved[i] > 0) most_free = most_free == 0 ? slope : std::min(most_free, slope);
        } else {  // one lambda (or t) for all that can move, and no larger one elsewhere
          const double by = p == 2 ? moved[i] / slope : moved[i];
          if (free) least_free = std::min(least_free, by), most = std::max(most, by);
          if (!free) most_free = std::max(most_free, by);
        }
      }
      if (p == 1) {
        CHECK((most_free == 0 || most_free >= least));
      } else if (least_free < kInfinity) {
        CHECK(most <= least_free * (1 + 1e-12));
        CHECK(most_free <= least_free * (1 + 1e-12));
      }

      const double norm = lp_norm(d, p);
      for (int other = 0; other < 10; ++other) {
        const VectorXd v = problem.feasible(random, gap);
        CHECK(lp_norm(v, p) >= norm * (1 - 1e-9));
      }

      // Idempotent: on the hyperplane there is nothing to do.
      VectorXd again;
      REQUIRE(step(w, 0, problem.x + d.cast<float>(), problem.box, p, again));
      CHECK(again.isZero(0));
    }
  }
}

TEST_CASE("a wide box changes no step", "[hyperplane]") {
  Random random(3);
  BoxedStep boxed;
  for (const double p : {1.0, 2.0, kInfinity}) {
    for (int round = 0; round < 50; ++round) {
      const Index n = random.integer(1, 30);
      const VectorXd w = signs(random, n);
      const Vector x = random.units(n);
      VectorXd d;
      VectorXd in_box;
      step_to_hyperplane(w, 0.5, p, d);
      REQUIRE(boxed(w, 0.5, x, {-1e6F, 1e6F}, p, in_box));
      CHECK((d - in_box).cwiseAbs().maxCoeff() <= 1e-12 * d.cwiseAbs().maxCoeff());
    }
  }
}

TEST_CASE("a hyperplane out of the box's reach gives the nearest vertex", "[hyperplane]") {
  Random random(4);
  BoxedStep step;
  for (const double p : {1.0, 2.0, kInfinity}) {
    for (int round = 0; round < 50; ++round) {
      const Problem problem(random);
      VectorXd d;
      CHECK_FALSE(step(problem.w, problem.reach * 1.001 + 1e-6, problem.x, problem.box, p, d));
      CHECK(d == VectorXd(problem.room.array() * problem.w.array().sign()));
    }
  }
}

TEST_CASE("a hyperplane that touches the box at its vertex", "[hyperplane]") {
  BoxedStep step;
  VectorXd w(3);
  w << 2, -1, 0;
  const Vector x = Vector::Constant(3, 0.25F);
  for (const double p : {1.0, 2.0, kInfinity}) {
    CAPTURE(p);
    VectorXd d;
    CHECK(step(w, 1.75, x, {0, 1}, p, d));
    CHECK(d == VectorXd(Eigen::Vector3d(0.75, -0.25, 0)));
  }
}
