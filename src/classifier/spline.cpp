#include "classifier/spline.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

#include "classifier/refuse.h"

namespace deepfool {

Spline::Spline(double first, double distance, std::vector<double> heights)
    : first_(first), distance_(distance), heights_(std::move(heights)) {
  const std::size_t n = heights_.size();
  const bool finite = std::all_of(heights_.begin(), heights_.end(),
                                  [](double height) { return std::isfinite(height); });
  if (n < 2 || !(distance > 0) || !finite) {
    refuse<std::invalid_argument>("Spline: give two finite heights or more, at a distance above 0");
  }
  // bends_[i-1] + 4 bends_[i] + bends_[i+1] = 6 (second difference at i) / distance^2, and no bend
  // at the ends: a tridiagonal system, solved by elimination.
  bends_.assign(n, 0);
  std::vector<double> share(n, 0);
  for (std::size_t i = 1; i + 1 < n; ++i) {
    const double second = heights_[i - 1] - 2 * heights_[i] + heights_[i + 1];
    const double pivot = 4 - share[i - 1];
    share[i] = 1 / pivot;
    bends_[i] = (6 * second / (distance * distance) - bends_[i - 1]) / pivot;
  }
  for (std::size_t i = n - 1; i-- > 1;) bends_[i] -= share[i] * bends_[i + 1];
}

double Spline::at(double x, double& slope) const {
  const double place = (x - first_) / distance_;
  const auto last = static_cast<double>(heights_.size() - 2);
  const auto i = static_cast<std::size_t>(std::clamp(std::floor(place), 0.0, last));
  const double h = distance_;
  // On the piece from point i to point i + 1, or on its straight continuation.
  const double t = std::clamp(place - static_cast<double>(i), 0.0, 1.0);
  const double s = 1 - t;
  const double rise = (heights_[i + 1] - heights_[i]) / h;
  slope = rise + h / 6 * ((1 - 3 * s * s) * bends_[i] + (3 * t * t - 1) * bends_[i + 1]);
  const double on_piece =
      s * heights_[i] + t * heights_[i + 1] +
      h * h / 6 * ((s * s * s - s) * bends_[i] + (t * t * t - t) * bends_[i + 1]);
  return on_piece + slope * (place - static_cast<double>(i) - t) * h;
}

}  // namespace deepfool
