#include "attack/perturb.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <string>

#include "classifier/refuse.h"

namespace deepfool {

bool perturb(const Vector& x0, const std::optional<Bounds>& box, const Eigen::VectorXd& r,
             Vector& perturbation, Vector& perturbed) {
  if (!(r.array().abs() <= std::numeric_limits<float>::max()).all()) return false;
  perturbation = r.cast<float>();
  if (!box) {
    perturbed = x0 + perturbation;
    return true;
  }
  for (Index i = 0; i < x0.size(); ++i) {
    float& d = perturbation[i];
    d = std::clamp(x0[i] + d, box->lo, box->hi) - x0[i];
    while (x0[i] + d < box->lo || x0[i] + d > box->hi) d = std::nextafter(d, 0.0F);
    perturbed[i] = x0[i] + d;
  }
  return true;
}

void check_input(const VectorRef& x, Index n, const std::optional<Bounds>& box) {
  if (x.size() != n) {
    refuse<std::invalid_argument>([&] {
      return "the input has " + std::to_string(x.size()) + " elements; the classifier takes " +
             std::to_string(n);
    });
  }
  for (Index i = 0; box && i < n; ++i) {
    if (x[i] < box->lo || x[i] > box->hi) {
      refuse<std::invalid_argument>(
          [&] { return "box: element " + std::to_string(i) + " of the input lies outside it"; });
    }
  }
}

void check_box(const std::optional<Bounds>& box) {
  if (box && !(box->lo < box->hi)) {
    refuse<std::invalid_argument>("box: its lower bound must be below its upper one");
  }
}

}  // namespace deepfool
