#include "attack/quantise.h"

#include <cmath>
#include <limits>
#include <memory>
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

/// The pictures of x0 + t r for growing t >= 1: level by level until one flips, and then back by
/// bisection.
class Ray {
 public:
  Ray(Classifier& classifier, const VectorRef& x0, const VectorRef& r, int label,
      std::optional<int> target)
      : classifier_(classifier),
        x0_(x0.cast<double>()),
        r_(r.cast<double>()),
        label_(label),
        target_(target),
        logits_(classifier.classes()) {
    const double largest = lp_norm(r_, std::numeric_limits<double>::infinity());
    farthest_ = largest == 0 ? 0 : kLevels;
    level_ = largest == 0 ? 0 : 1 / largest / kLevels;
  }

  /// Tries one picture: the one at t = 1 first. It is written to `result` if it flips, or if
  /// `result` has none yet. Returns whether more are to come.
  bool step(Quantised& result) {
    if (!found_) {
      found_ = visit(outside_, result);
      if (found_) return outside_ > 0;
      inside_ = outside_++;
      return outside_ <= farthest_;
    }
    const double middle = (inside_ + outside_) / 2;
    (visit(middle, result) ? outside_ : inside_) = middle;
    return ++bisections_ < kBisections;
  }

 private:
  /// Makes the picture whose most changed pixel has gone `levels` further than r. Returns whether
  /// it flips.
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
  double level_ = 0;    // the share of r that moves its largest element by a level
  double inside_ = -1;  // how many levels the last picture that does not flip has gone
  double outside_ = 0;  // how many the first has that flips, or else the next one
  int farthest_ = 0;    // how many the last of all may go
  int bisections_ = 0;
  bool found_ = false;  // whether a picture on this ray has flipped
  Vector pixels_;       // the picture last visited
  Vector logits_;
  bool flips_ = false;
};

void measure(const VectorRef& x0, const VectorRef& r, Quantised& picture) {
  picture.l2_before = lp_norm(r, 2);
  picture.l2 = lp_norm(picture.pixels - x0, 2);
}

/// The whole search, with what DeepFool finds in the box. Not inlined: hardly any attack in the box
/// needs it, so the part of the module that a page loads first does not have it.
[[gnu::noinline]] Quantised quantise_in_steps(Classifier& classifier, const VectorRef& x0,
                                              const VectorRef& r, int label,
                                              std::optional<int> target, double norm) {
  Quantisation quantisation(classifier, x0, r, label, target, norm);
  while (quantisation.step()) {
  }
  return quantisation.result();
}

}  // namespace

class Quantisation::Impl {
 public:
  Impl(Classifier& classifier, const VectorRef& x0, const VectorRef& r, int label,
       std::optional<int> target, double norm)
      : classifier_(classifier),
        x0_(x0),
        r_(r),
        label_(label),
        target_(target),
        norms_({2}),
        ray_(std::make_unique<Ray>(classifier, x0, r, label, target)) {
    if (norm == 1 || std::isinf(norm)) norms_.push_back(norm);
  }

  bool step() {
    if (over_) return false;
    if (deepfool_) {
      const bool more = started_ ? deepfool_->step() : deepfool_->start(x0_);
      started_ = true;
      if (more) return true;
      ray_ = std::make_unique<Ray>(classifier_, x0_, deepfool_->result().perturbation, label_,
                                   target_);
      deepfool_ = nullptr;
      return true;
    }
    const bool more = ray_->step(result_);
    result_.boxed = result_.flipped && boxed_;
    if (more) return true;
    over_ = result_.flipped || norms_.empty();
    if (over_) return false;
    DeepFoolOptions options;
    options.norm = norms_.back();
    options.box = Bounds{0, 1};
    options.target = target_;
    norms_.pop_back();
    deepfool_ = std::make_unique<DeepFool>(classifier_, options);
    started_ = false;
    boxed_ = true;
    return true;
  }

  Quantised result() const {
    Quantised measured = result_;
    measure(x0_, r_, measured);
    return measured;
  }

 private:
  Classifier& classifier_;
  const Vector x0_;
  const Vector r_;
  const int label_;
  const std::optional<int> target_;
  std::vector<double> norms_;           // in which DeepFool may yet be asked, the next one last
  std::unique_ptr<Ray> ray_;            // that is followed
  std::unique_ptr<DeepFool> deepfool_;  // while it is under way
  bool started_ = false;                // whether it has begun
  bool boxed_ = false;                  // whether the ray is DeepFool's in the box
  bool over_ = false;
  Quantised result_;
};

Quantisation::Quantisation(Classifier& classifier, const VectorRef& x0, const VectorRef& r,
                           int label, std::optional<int> target, double norm) {
  check(classifier, x0, r);
  class_of_label(label, classifier.classes());
  if (target) class_of_label(*target, classifier.classes());
  impl_ = std::make_unique<Impl>(classifier, x0, r, label, target, norm);
}

Quantisation::~Quantisation() = default;

bool Quantisation::step() { return impl_->step(); }

Quantised Quantisation::result() const { return impl_->result(); }

Quantised quantise(Classifier& classifier, const VectorRef& x0, const VectorRef& r, int label,
                   std::optional<int> target, double norm) {
  check(classifier, x0, r);
  class_of_label(label, classifier.classes());
  if (target) class_of_label(*target, classifier.classes());
  Quantised result;
  Ray ray(classifier, x0, r, label, target);
  while (ray.step(result)) {
  }
  if (!result.flipped) return quantise_in_steps(classifier, x0, r, label, target, norm);
  measure(x0, r, result);
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
  Ray(classifier, x0, r, result.label, target).step(picture);
  measure(x0, r, picture);
  return picture;
}

}  // namespace deepfool
