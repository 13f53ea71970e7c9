#include "attack/quantise.h"

#include <cmath>
#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

#include "attack/deepfool.h"
#include "attack/norm.h"
#include "classifier/label.h"
#include "classifier/number_text.h"
#include "classifier/refuse.h"

namespace deepfool {

namespace {

constexpr int kLevels = 255;
constexpr int kBisections = 6;

void check_size(const char* name, Index size, Index inputs) {
  if (size == inputs) return;
  refuse<std::invalid_argument>([&] {
    return std::string(name) + " has " + std::to_string(size) + " elements; the classifier takes " +
           std::to_string(inputs);
  });
}

void check(const Classifier& classifier, const VectorRef& x0, const VectorRef& r) {
  check_size("the input", x0.size(), classifier.inputs());
  check_size("the perturbation", r.size(), classifier.inputs());
  for (Index i = 0; i < x0.size(); ++i) {
    if (!(x0[i] >= 0 && x0[i] <= 1)) {
      refuse<std::invalid_argument>([&] {
        return "pixel " + std::to_string(i) + " is " + number_text(x0[i]) +
               ": a picture's pixels are in [0, 1]";
      });
    }
    if (!std::isfinite(r[i])) {
      refuse<std::invalid_argument>([&] {
        return "element " + std::to_string(i) + " of the perturbation is " + number_text(r[i]);
      });
    }
  }
}

/// The pictures of x0 + t r for growing t >= 1.
class Ray {
 public:
  Ray(Classifier& classifier, const VectorRef& x0, const VectorRef& r, int label,
      std::optional<int> target)
      : classifier_(classifier),
        x0_(x0.cast<double>()),
        r_(r.cast<double>()),
        label_(label),
        target_(target),
        logits_(classifier.classes()) {}

  /// Writes the first picture that flips to `result`, or, if none does, the one at t = 1.
  void search(Quantised& result) {
    const double largest = lp_norm(r_, std::numeric_limits<double>::infinity());
    const int farthest = largest == 0 ? 0 : kLevels;
    level_ = largest == 0 ? 0 : 1 / largest / kLevels;
    int levels = 0;
    while (!visit(levels, result) && levels < farthest) ++levels;
    if (!result.flipped || levels == 0) return;
    double inside = levels - 1;
    double outside = levels;
    for (int i = 0; i < kBisections; ++i) {
      const double middle = (inside + outside) / 2;
      (visit(middle, result) ? outside : inside) = middle;
    }
  }

  /// Writes the picture at t = 1 to `result`, whether it flips or not.
  void visit_start(Quantised& result) { visit(0, result); }

 private:
  /// Makes the picture whose most changed pixel has gone `levels` further than r. Returns whether
  /// it flips. It is written to `result` if it does, or if it is the first.
  bool visit(double levels, Quantised& result) {
    const Eigen::ArrayXd moved = (x0_ + (1 + levels * level_) * r_).array().max(0).min(1);
    const Vector pixels = (moved * kLevels).round().cast<float>() / static_cast<float>(kLevels);
    if (pixels_.size() == 0 || pixels_ != pixels) {
      pixels_ = pixels;
      classifier_.logits(pixels_, logits_);
      flips_ = logits_.allFinite() && flips(logits_, label_, target_);
    }
    if (flips_ || result.adversarial < 0) {
      result.flipped = flips_;
      result.pixels = pixels_;
      result.logits = logits_;
      result.adversarial = predicted_class(logits_);
      result.levels = levels;
    }
    return flips_;
  }

  Classifier& classifier_;
  Eigen::VectorXd x0_;
  Eigen::VectorXd r_;
  int label_;
  std::optional<int> target_;
  double level_ = 0;  // the share of r that moves its largest element by a level
  Vector pixels_;     // the picture last visited
  Vector logits_;
  bool flips_ = false;
};

/// Makes a picture that flips of what DeepFool finds in the box [0, 1], if there is one. Not
/// inlined: hardly any attack in the box needs it, so the part of the module that a page loads
/// first does not have it.
[[gnu::noinline]] void search_in_box(Classifier& classifier, const VectorRef& x0, int label,
                                     std::optional<int> target, double norm, Quantised& result) {
  std::vector<double> norms = {2};
  if (norm == 1 || std::isinf(norm)) norms.insert(norms.begin(), norm);
  for (const double p : norms) {
    DeepFoolOptions options;
    options.norm = p;
    options.box = Bounds{0, 1};
    options.target = target;
    const AttackResult boxed = DeepFool(classifier, options).attack(x0);
    Quantised other;
    Ray(classifier, x0, boxed.perturbation, label, target).search(other);
    if (!other.flipped) continue;
    result = other;
    result.boxed = true;
    return;
  }
}

}  // namespace

Quantised quantise(Classifier& classifier, const VectorRef& x0, const VectorRef& r, int label,
                   std::optional<int> target, double norm) {
  check(classifier, x0, r);
  class_of_label(label, classifier.classes());
  if (target) class_of_label(*target, classifier.classes());
  Quantised result;
  Ray(classifier, x0, r, label, target).search(result);
  if (!result.flipped) search_in_box(classifier, x0, label, target, norm, result);
  result.l2_before = lp_norm(r, 2);
  result.l2 = lp_norm(result.pixels - x0, 2);
  return result;
}

Quantised shown_picture(Classifier& classifier, const VectorRef& x0, const AttackResult& result,
                        std::optional<int> target, double norm) {
  const Vector& r = result.perturbation;
  const bool inside = result.perturbed.minCoeff() >= 0 && result.perturbed.maxCoeff() <= 1;
  const bool attacked =
      result.status == Status::flipped || result.status == Status::iteration_limit;
  if (inside && attacked) return quantise(classifier, x0, r, result.label, target, norm);
  check(classifier, x0, r);
  Quantised picture;
  Ray(classifier, x0, r, result.label, target).visit_start(picture);
  picture.l2_before = lp_norm(r, 2);
  picture.l2 = lp_norm(picture.pixels - x0, 2);
  return picture;
}

}  // namespace deepfool
