// Certified radii against the exact distance of tiny networks, found by going through all of their
// linear regions, and against points of the ball.

#include <cmath>
#include <limits>

#include "catch.h"
#include "exact_distance.h"
#include "files.h"
#include "onnx_model.h"
#include "robustness/certify/certificate.h"

using namespace deepfool;
using onnx_model::integer;
using onnx_model::integers;
using onnx_model::Model;
using onnx_model::Tensor;
using random_numbers::Random;

namespace {

constexpr double kInf = std::numeric_limits<double>::infinity();

Tensor signs(Random& random, std::vector<std::int64_t> dims, float scale = 1) {
  Tensor t;
  t.dims = std::move(dims);
  std::int64_t size = 1;
  for (const std::int64_t d : t.dims) size *= d;
  for (std::int64_t i = 0; i < size; ++i) t.floats.push_back(scale * random.sign());
  return t;
}

/// A fully connected network with ReLU between its layers, as a file and as matrices.
struct Tiny {
  std::unique_ptr<Network> network;
  exact_distance::Relus relus;
};

Tiny tiny(Random& random, const std::vector<int>& sizes) {
  Model model;
  model.input = {1, sizes[0]};
  std::string at = "input";
  Tiny made;
  for (std::size_t i = 1; i < sizes.size(); ++i) {
    if (i > 1) at = model.add("Relu", {at});
    const Tensor W = signs(random, {sizes[i], sizes[i - 1]});
    const Tensor b = signs(random, {sizes[i]}, 0.5F);
    made.relus.W.emplace_back(Eigen::Map<const Eigen::Matrix<float, -1, -1, Eigen::RowMajor>>(
                                  W.floats.data(), sizes[i], sizes[i - 1])
                                  .cast<double>());
    made.relus.b.emplace_back(Eigen::Map<const Vector>(b.floats.data(), sizes[i]).cast<double>());
    at = model.add("Gemm", {at, model.constant(W), model.constant(b)}, {{"transB", integer(1)}});
  }
  made.network = files::read_onnx(model.bytes());
  return made;
}

double certified_radius(const Network& network, double norm, std::optional<certify::Range> box,
                        const Vector& x, int* label = nullptr) {
  certify::Certificate certificate(certify::take_apart(network), norm, box);
  certificate.begin(x);
  double before = 0;
  while (certificate.step()) {
    CHECK(certificate.radius() >= before);
    before = certificate.radius();
  }
  if (label) *label = certificate.label();
  return certificate.radius();
}

/// Images, convolutions and pools that overlap: what the operators' own tests have.
Model picture_network(Random& random, bool relu_first) {
  Model model;
  model.input = {1, 2, 7, 6};
  std::string at = model.add(
      "Conv",
      {"input", model.constant(signs(random, {3, 2, 3, 3})), model.constant(signs(random, {3}))},
      {{"pads", integers({1, 1, 1, 1})}});
  if (relu_first) at = model.add("Relu", {at});
  at = model.add("MaxPool", {at},
                 {{"kernel_shape", integers({3, 2})}, {"strides", integers({2, 1})}});
  if (!relu_first) at = model.add("Relu", {at});
  at = model.add("Conv", {at, model.constant(signs(random, {2, 3, 2, 2}))});
  at = model.add("AveragePool", {at}, {{"kernel_shape", integers({2, 2})}});
  at = model.add("MaxPool", {at}, {{"kernel_shape", integers({1, 3})}});
  at = model.add("Flatten", {at});
  model.add("Gemm",
            {at, model.constant(signs(random, {2, 4})), model.constant(signs(random, {4}))});
  return model;
}

}  // namespace

TEST_CASE("a certified radius never exceeds the exact distance", "[certify]") {
  Random random(1);
  for (const double norm : {2.0, kInf}) {
    for (const bool boxed : {false, true}) {
      double certified = 0;
      double exact = 0;
      for (int round = 0; round < 12; ++round) {
        const std::vector<std::vector<int>> sizes = {{2, 8, 3}, {3, 6, 2}, {2, 4, 4, 3}};
        const Tiny net = tiny(random, sizes[static_cast<std::size_t>(round % 3)]);
        const Vector x = random.units(net.network->inputs());
        const std::optional<certify::Range> box =
            boxed ? std::optional(certify::Range{0, 1}) : std::nullopt;
        int label = -1;
        const double radius = certified_radius(*net.network, norm, box, x, &label);
        const double truth = exact_distance::nearest(net.relus, x.cast<double>(), norm, boxed);
        CAPTURE(norm, boxed, round, radius, truth);
        CHECK(label == exact_distance::label(net.relus, x.cast<double>()));
        CHECK(radius > 0);
        CHECK(radius <= truth);
        if (!std::isfinite(truth)) continue;
        certified += radius;
        exact += truth;
      }
      // Not a law, but so small a network leaves little for the lines to lose.
      CAPTURE(norm, boxed, certified, exact);
      CHECK(certified > 0.6 * exact);
    }
  }
}

TEST_CASE("an affine classifier's certified radius is the closed form", "[certify]") {
  Random random(2);
  for (int round = 0; round < 10; ++round) {
    const Tiny net = tiny(random, {5, 4});
    const Vector x = random.signs(5);
    const Eigen::VectorXd f = net.relus.W[0] * x.cast<double>() + net.relus.b[0];
    Index label = 0;
    f.maxCoeff(&label);
    for (const double norm : {2.0, kInf}) {
      double least = kInf;
      for (Index k = 0; k < 4; ++k) {
        if (k == label) continue;
        const Eigen::VectorXd w = (net.relus.W[0].row(label) - net.relus.W[0].row(k)).transpose();
        least = std::min(least, (f[label] - f[k]) / (norm == 2 ? w.norm() : w.lpNorm<1>()));
      }
      const double radius = certified_radius(*net.network, norm, std::nullopt, x);
      CHECK(radius <= least);
      CHECK(radius == Approx(least).epsilon(0.006));
    }
  }
}

TEST_CASE("bounds of a ball hold the network's values at its points", "[certify]") {
  Random random(3);
  for (int round = 0; round < 16; ++round) {
    const Model model = picture_network(random, round % 2 == 0);
    const auto network = files::read_onnx(model.bytes());
    const auto layers = certify::take_apart(*network);
    certify::Crown crown(*layers);
    certify::Ball ball;
    const Vector x0 = random.units(network->inputs());
    ball.centre = x0.cast<double>();
    ball.norm = round % 4 < 2 ? 2 : kInf;
    if (round % 8 < 4) ball.box = certify::Range{0, 1};
    ball.radius = ball.norm == 2 ? 0.5 : 0.05;
    crown.bound(ball);
    certify::Rows rows;
    rows.columns = {0, 1, 2, 3};
    rows.A.setIdentity(4, 4);
    certify::Rows negative = rows;
    negative.A *= -1;
    const Eigen::VectorXd low = crown.least(crown.below(layers->logits(), rows));
    const Eigen::VectorXd high = -crown.least(crown.below(layers->logits(), negative));
    Vector f(4);
    network->logits(x0, f);
    const double slack = 1e-5 * f.cwiseAbs().maxCoeff();  // f is worked out in float32
    double narrowest = kInf;
    for (int trial = 0; trial < 500; ++trial) {
      Vector d = random.signs(x0.size());
      if (trial % 2 == 1) d = d.cwiseSign();
      d *= static_cast<float>(ball.radius) * 0.9999F /
           (ball.norm == 2 ? d.norm() : d.lpNorm<Eigen::Infinity>());
      Vector x = x0 + d;
      if (ball.box) x = x.cwiseMax(0).cwiseMin(1);
      network->logits(x, f);
      const Eigen::ArrayXd v = f.cast<double>();
      CHECK((v >= low.array() - slack).all());
      CHECK((v <= high.array() + slack).all());
      narrowest = std::min(narrowest, (high - low).minCoeff());
    }
    CHECK(std::isfinite(narrowest));
    CHECK(narrowest > 0);
  }
}

TEST_CASE("lines hold a ReLU between them", "[certify]") {
  Random random(4);
  for (int round = 0; round < 400; ++round) {
    // Wide and narrow ones, at 0, far from it, and with ends that differ by many orders.
    const double a = std::ldexp(random.sign(), random.integer(-60, 20));
    const double b = std::ldexp(random.sign(), random.integer(-60, 20));
    const certify::Interval x{Eigen::VectorXd::Constant(1, std::min(a, b)),
                              Eigen::VectorXd::Constant(1, std::max(a, b))};
    const certify::Lines lines = certify::relax(x);
    CAPTURE(round, x.lower[0], x.upper[0]);
    CHECK((lines.lower_slope[0] == 0 || lines.lower_slope[0] == 1));
    // The lines are straight, and a ReLU bends upward at 0: the ends and 0 are enough. In long
    // double, so that rounding here hides nothing.
    for (const double p : {x.lower[0], x.upper[0], 0.0}) {
      if (p < x.lower[0] || p > x.upper[0]) continue;
      const long double y = std::max(p, 0.0);
      CHECK(static_cast<long double>(lines.lower_slope[0]) * p <= y);
      const long double above = static_cast<long double>(lines.upper_slope[0]) * p +
                                static_cast<long double>(lines.upper_constant[0]);
      CHECK(above >= y);
      CHECK(above <= y + 1e-14L * (std::abs(a) + std::abs(b)) + (p == 0 ? x.upper[0] : 0));
    }
  }
}

TEST_CASE("the least of a linear function over a ball in a box", "[certify]") {
  Random random(5);
  for (int round = 0; round < 60; ++round) {
    certify::Ball ball;
    const int n = random.integer(1, 4);
    ball.centre = random.units(n).cast<double>();
    ball.norm = round % 2 == 0 ? 2 : kInf;
    ball.box = certify::Range{0, 1};
    ball.radius = 1.2 * random.unit();
    const Eigen::VectorXd a = random.signs(n).cast<double>();
    std::vector<int> columns;
    for (int i = 0; i < n; ++i) columns.push_back(i);
    const double least = ball.least_change(a, columns);
    // At least as small as at every point, and reached by one.
    double found = 0;
    for (int trial = 0; trial < 2000; ++trial) {
      Eigen::VectorXd d = random.signs(n).cast<double>();
      d *= ball.radius / (ball.norm == 2 ? d.norm() : d.lpNorm<Eigen::Infinity>());
      d = (ball.centre + d).cwiseMax(0).cwiseMin(1) - ball.centre;
      found = std::min(found, a.dot(d));
    }
    CAPTURE(round, n, ball.norm, ball.radius);
    CHECK(least <= found + 1e-12);
    const Eigen::VectorXd d = ball.least_point(a, columns);
    CHECK((ball.norm == 2 ? d.norm() : d.lpNorm<Eigen::Infinity>()) <= ball.radius * (1 + 1e-9));
    CHECK((ball.centre + d).minCoeff() >= -1e-12);
    CHECK((ball.centre + d).maxCoeff() <= 1 + 1e-12);
    CHECK(a.dot(d) == Approx(least).epsilon(1e-9).margin(1e-12));
  }
}

TEST_CASE("rounding is accounted for where it decides", "[certify]") {
  // f_0 = max(big (x_0 - x_1) + x_2, 0) and f_1 = 0. Where x_0 = x_1 the large terms cancel, but a
  // sum in double loses what x_2 brings, in part with big = 2^30, and wholly with 2^60.
  for (const float big : {0x1p30F, 0x1p60F}) {
    Model model;
    model.input = {1, 3};
    std::string at =
        model.add("Gemm", {"input", model.constant(Tensor{{2, 3}, {big, -big, 1, 0, 0, 0}, {}})},
                  {{"transB", integer(1)}});
    at = model.add("Relu", {at});
    model.add("Gemm", {at, model.constant(Tensor{{2, 2}, {1, 0, 0, 1}, {}})});
    const auto network = files::read_onnx(model.bytes());
    Vector x(3);
    x << 0.3F, 0.3F, 0.25F;
    for (const double norm : {2.0, kInf}) {
      const double dual =
          norm == 2 ? std::sqrt(2 * double(big) * double(big) + 1) : 2 * double(big) + 1;
      const double truth = 0.25 / dual;
      const double radius = certified_radius(*network, norm, std::nullopt, x);
      CAPTURE(big, norm, radius, truth);
      CHECK(radius <= truth);
      CHECK((radius > 0.9 * truth) == (big == 0x1p30F));
      CHECK((radius == 0) == (big == 0x1p60F));
    }
  }
}

TEST_CASE("ties, and what cannot be certified", "[certify]") {
  Random random(6);
  Model model;
  model.input = {1, 2};
  model.add("Gemm", {"input", model.constant(Tensor{{2, 2}, {1, 0, 0, 1}, {}})});
  const auto network = files::read_onnx(model.bytes());
  const Vector x = Vector::Constant(2, 0.5F);
  CHECK(certified_radius(*network, 2, std::nullopt, x) == 0);
  CHECK_THROWS_WITH(certified_radius(*network, 1, std::nullopt, x), ContainsSubstring("norm"));
  CHECK_THROWS_WITH(certified_radius(*network, 2, certify::Range{0, 0.25}, x),
                    ContainsSubstring("box"));
}
