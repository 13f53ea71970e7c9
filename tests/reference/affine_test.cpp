// DeepFool on 1,000 affine classifiers against least distances found by other means
// (affine_references.py, which says how the inputs are made from a seed).

#include "classifier/affine.h"

#include <cmath>
#include <limits>

#include "attack/deepfool.h"
#include "attack/norm.h"
#include "catch.h"
#include "classifier/binary.h"
#include "values.h"

using namespace deepfool;

namespace {

struct Case {
  Eigen::MatrixXf W;
  Vector b;
  Vector x;
};

Case make_case(std::uint64_t seed, Index n, Index classes) {
  random_numbers::Random random(seed);
  Case c{Eigen::MatrixXf(classes, n), Vector(classes), Vector(n)};
  for (Index k = 0; k < classes; ++k) {
    for (Index i = 0; i < n; ++i) c.W(k, i) = random.sign();
  }
  float scale = 1;
  while (scale * scale < static_cast<float>(n)) scale *= 2;
  for (float& b : c.b) b = random.sign() * scale;
  for (float& x : c.x) x = random.unit();
  return c;
}

std::unique_ptr<Classifier> classifier_of(const Case& c) {
  if (c.W.rows() > 1) return std::make_unique<Affine>(c.W, c.b);
  return std::make_unique<Binary>(c.W.cols(), [c](const VectorRef& x, Eigen::Ref<Vector> gradient) {
    gradient = c.W.row(0).transpose();
    const Eigen::VectorXd w = c.W.row(0).transpose().cast<double>();
    return static_cast<float>(w.dot(x.cast<double>()) + c.b[0]);
  });
}

bool near(double got, double want) { return std::abs(got - want) <= 1e-5 * want + 1e-6; }

}  // namespace

// Relative 1e-5, absolute 1e-6: the returned perturbation is float32, and so are the logits.
TEST_CASE("affine classifiers: the least distance, in each norm, with and without a box",
          "[affine][reference]") {
  const auto rows = values::read_table("tests/reference/affine.csv",
                                       "seed,n,classes,p,box,class,norm,norm_overshoot");
  REQUIRE(rows.size() == 1000);
  for (const auto& row : rows) {
    const double p = std::stod(row[3]);  // "inf" too
    const int chosen = std::stoi(row[5]);
    const double norm = std::stod(row[6]);
    const double beyond = std::stod(row[7]);
    const Case c = make_case(std::stoull(row[0]), std::stoi(row[1]), std::stoi(row[2]));
    CAPTURE(row[0], row[1], row[2], row[3], row[4]);
    const auto classifier = classifier_of(c);
    DeepFoolOptions options;
    options.norm = p;
    options.keep_path = true;
    if (row[4] == "1") options.box = Bounds{0, 1};

    const AttackResult result = DeepFool(*classifier, options).attack(c.x);
    CHECK(result.status == Status::flipped);
    CHECK(result.iterations == 1);
    REQUIRE(result.path.size() == 2);
    CHECK(result.path[0].chosen == (chosen < 0 ? 1 - result.label : chosen));
    CAPTURE(lp_norm(result.perturbation, p), beyond);
    CHECK(near(lp_norm(result.perturbation, p), beyond));

    // The step itself, in double. In a box it has the overshoot in it: here none.
    options.overshoot = 0;
    options.max_iterations = 1;
    const AttackResult bare = DeepFool(*classifier, options).attack(c.x);
    REQUIRE(!bare.path.empty());
    CAPTURE(bare.path[0].step, norm);
    CHECK(near(bare.path[0].step, norm));
  }
}
