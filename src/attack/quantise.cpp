#include "attack/quantise.h"

#include <algorithm>
#include <cmath>

#include "attack/norm.h"

namespace deepfool {

namespace {

constexpr double kStep = 1.0 / 64;
constexpr double kFarthest = 4;
constexpr int kBisections = 6;
constexpr float kLevels = 255;

}  // namespace

Quantised quantise(Classifier& classifier, const VectorRef& x0, const VectorRef& r, int label,
                   std::optional<int> target) {
  Quantised best;
  best.l2_before = lp_norm(r, 2);
  best.pixels.resize(x0.size());
  Vector pixels(x0.size());
  Vector logits(classifier.classes());
  const auto flips = [&](double t) {
    for (Index i = 0; i < x0.size(); ++i) {
      const double moved = std::clamp(static_cast<double>(x0[i]) + t * r[i], 0.0, 1.0);
      pixels[i] = static_cast<float>(std::round(moved * kLevels)) / kLevels;
    }
    classifier.logits(pixels, logits);
    const int predicted = predicted_class(logits);
    best.flipped = target ? predicted == *target : predicted != label;
    if (best.flipped || best.adversarial < 0) {
      best.pixels = pixels;
      best.adversarial = predicted;
      best.stretch = t;
    }
    return best.flipped;
  };
  double t = 1;
  while (!flips(t) && t < kFarthest) t += kStep;
  if (best.flipped) {
    double inside = std::max(1.0, t - kStep);
    double outside = t;
    for (int i = 0; i < kBisections && inside < outside; ++i) {
      const double middle = (inside + outside) / 2;
      (flips(middle) ? outside : inside) = middle;
    }
    best.flipped = true;
  }
  best.l2 = lp_norm(best.pixels - x0, 2);
  return best;
}

}  // namespace deepfool
