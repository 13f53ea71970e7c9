#include "robustness/certify/ball.h"

#include <algorithm>
#include <cmath>

namespace deepfool::certify {

namespace {
constexpr int kRounds = 60;  // of the search for the multiplier; it takes four to ten
}

double Ball::lower(int i) const {
  const double most = norm == 2 ? -kInfinity : -radius;
  return box ? std::max(most, box->lo - centre[i]) : most;
}

double Ball::upper(int i) const {
  const double most = norm == 2 ? kInfinity : radius;
  return box ? std::min(most, box->hi - centre[i]) : most;
}

/// In l_2: the s with which d_i = clamp(-s a_i, lower, upper) has the norm `radius`; infinity if
/// the whole box lies within it. s = 1 / m.
double Ball::scale(const VectorXd& a, const std::vector<int>& columns) const {
  const double norm_of_a = a.norm();
  if (norm_of_a == 0) return kInfinity;
  double s = radius / norm_of_a;
  if (!box) return s;
  // With more and more elements at the box's faces, what is left for the others grows: s rises to
  // the solution.
  for (int round = 0; round < kRounds; ++round) {
    double free = 0;     // sum of a_i^2 of the elements between the faces
    double clamped = 0;  // sum of d_i^2 of those at them
    for (std::size_t c = 0; c < columns.size(); ++c) {
      const double ai = a[static_cast<Index>(c)];
      const double face = ai > 0 ? lower(columns[c]) : upper(columns[c]);
      if (s * std::abs(ai) < std::abs(face)) {
        free += ai * ai;
      } else {
        clamped += face * face;
      }
    }
    const double left = radius * radius - clamped;
    if (left <= 0) return s;
    if (free == 0) return kInfinity;
    const double next = std::sqrt(left / free);
    if (!(next > s * (1 + 1e-12))) return s;
    s = next;
  }
  return s;
}

double Ball::least_change(const VectorXd& a, const std::vector<int>& columns) const {
  if (norm == 2 && !box) return -radius * a.norm();
  double sum = 0;
  if (norm != 2) {
    for (std::size_t c = 0; c < columns.size(); ++c) {
      const double ai = a[static_cast<Index>(c)];
      sum += ai * (ai > 0 ? lower(columns[c]) : upper(columns[c]));
    }
    return sum;
  }
  const double s = scale(a, columns);
  const bool whole = !std::isfinite(s);
  if (!whole && s == 0) return 0;
  for (std::size_t c = 0; c < columns.size(); ++c) {
    const double ai = a[static_cast<Index>(c)];
    const double d = whole ? (ai > 0   ? lower(columns[c])
                              : ai < 0 ? upper(columns[c])
                                       : 0)
                           : std::clamp(-s * ai, lower(columns[c]), upper(columns[c]));
    sum += ai * d + (whole ? 0 : d * d / (2 * s));
  }
  return whole ? sum : sum - radius * radius / (2 * s);
}

VectorXd Ball::least_point(const VectorXd& a, const std::vector<int>& columns) const {
  VectorXd d(a.size());
  const double s = norm == 2 ? scale(a, columns) : kInfinity;
  for (std::size_t c = 0; c < columns.size(); ++c) {
    const double ai = a[static_cast<Index>(c)];
    double& di = d[static_cast<Index>(c)];
    if (ai == 0) {
      di = 0;
    } else if (std::isfinite(s)) {
      di = std::clamp(-s * ai, lower(columns[c]), upper(columns[c]));
    } else {
      di = ai > 0 ? lower(columns[c]) : upper(columns[c]);
    }
  }
  return d;
}

}  // namespace deepfool::certify
