#include "attack/hyperplane.h"

#include <algorithm>
#include <cmath>

#include "attack/norm.h"

namespace deepfool {

namespace {

/// step_to_hyperplane for p other than 2. Not inlined, so that the part of the module that a page
/// loads first does not have it.
[[gnu::noinline]] void step_in_lp(const Eigen::VectorXd& w, double gap, double p,
                                  Eigen::VectorXd& d) {
  if (std::isinf(p)) {
    d = w.array().sign() * (gap / lp_norm(w, 1));
    return;
  }
  Eigen::Index first = 0;
  const double largest = w.array().abs().maxCoeff(&first);
  if (p == 1) {
    d.setZero(w.size());
    d[first] = gap / w[first];
    return;
  }
  // v = |w| / largest keeps powers in range: w.d = gap needs d = gap v^(q-1) / (largest sum v^q).
  const double q = dual_exponent(p);
  d = (w.array().abs() / largest).pow(q - 1);
  const double sum = d.dot(w.cwiseAbs()) / largest;
  d.array() *= w.array().sign() * (gap / largest / sum);
}

}  // namespace

void step_to_hyperplane(const Eigen::VectorXd& w, double gap, double p, Eigen::VectorXd& d) {
  if (p == 2) {
    const double norm = lp_norm(w, 2);
    d = w * (gap / norm / norm);
  } else {
    step_in_lp(w, gap, p, d);
  }
}

bool BoxedStep::operator()(const Eigen::VectorXd& w, double gap, const VectorRef& x,
                           const Bounds& box, double p, Eigen::VectorXd& d) {
  const Eigen::Index n = w.size();
  d.setZero(n);
  elements_.clear();
  order_.clear();
  // Room for all, so that a later call that uses more elements allocates nothing.
  elements_.reserve(static_cast<std::size_t>(n));
  order_.reserve(static_cast<std::size_t>(n));
  moving_.reserve(static_cast<std::size_t>(n));
  double reach = 0;
  for (Eigen::Index i = 0; i < n; ++i) {
    const double slope = std::abs(w[i]);
    const double room =
        w[i] > 0 ? static_cast<double>(box.hi) - x[i] : static_cast<double>(x[i]) - box.lo;
    if (slope == 0 || room <= 0) continue;
    reach += slope * room;
    // l_2 moves all by lambda |w|, l_infinity all by t, until each is out of room; l_1 moves the
    // steepest.
    const double key = p == 2 ? room / slope : p == 1 ? -slope : room;
    order_.emplace_back(key, static_cast<int>(elements_.size()));
    elements_.push_back({slope, room, i});
  }
  const auto move = [&](const Element& e, double by) { d[e.i] = w[e.i] > 0 ? by : -by; };
  if (reach < gap) {
    for (const Element& e : elements_) move(e, e.room);
    return false;
  }
  // Ties in element order, so that l_1 takes the first of equally steep elements.
  std::sort(order_.begin(), order_.end());
  const auto at = [&](std::size_t k) -> const Element& {
    return elements_[static_cast<std::size_t>(order_[k].second)];
  };
  if (p == 1) {
    for (std::size_t k = 0; k < order_.size(); ++k) {
      const Element& e = at(k);
      const double by = std::min(e.room, gap / e.slope);
      move(e, by);
      gap -= by * e.slope;
      if (by < e.room) break;
    }
    return true;
  }
  // While t (or lambda) grows from one key to the next, the gap lessens at the rate of the elements
  // that still move: sum |w| (l_infinity) or sum w^2 (l_2).
  const auto rate = [p](const Element& e) { return p == 2 ? e.slope * e.slope : e.slope; };
  // Suffix sums from the small end lose nothing to cancellation.
  moving_.resize(elements_.size());
  double sum = 0;
  for (std::size_t i = elements_.size(); i-- > 0;) {
    sum += rate(at(i));
    moving_[i] = sum;
  }
  double used = 0;  // gap closed by the elements that are out of room
  for (std::size_t i = 0; i < elements_.size(); ++i) {
    const double t = (gap - used) / moving_[i];
    if (t <= order_[i].first) {
      for (std::size_t j = i; j < elements_.size(); ++j) {
        const Element& e = at(j);
        move(e, std::min(e.room, p == 2 ? t * e.slope : t));
      }
      return true;
    }
    move(at(i), at(i).room);
    used += at(i).slope * at(i).room;
  }
  return true;  // the vertex itself lies on the hyperplane
}

}  // namespace deepfool
