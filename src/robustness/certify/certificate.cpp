#include "robustness/certify/certificate.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

namespace deepfool::certify {

namespace {

constexpr double kFirst = 0.4;       // of the distance to the nearest linearised boundary
constexpr double kPrecision = 0.01;  // of the radius that is searched for
constexpr int kEvaluations = 24;     // at most
constexpr double kLeastStep = 0.05;  // of what is left between two balls
constexpr double kInBox = 1e-4;      // of a reach, where it is searched for
constexpr int kBisections = 40;
constexpr double kDown = 1 - 1e-9;  // for a norm, and a division

/// f_label - f_k, for all other k.
Rows margins(Index classes, int label) {
  Rows rows;
  for (Index k = 0; k < classes; ++k) rows.columns.push_back(static_cast<int>(k));
  rows.A.setZero(classes - 1, classes);
  rows.A.col(label).setOnes();
  for (Index k = 0; k < classes - 1; ++k) rows.A(k, k < label ? k : k + 1) = -1;
  return rows;
}

}  // namespace

Certificate::Certificate(std::shared_ptr<const Layers> layers, double norm,
                         std::optional<Range> box)
    : layers_(std::move(layers)), crown_(*layers_) {
  if (norm != 2 && norm != kInfinity) {
    throw std::invalid_argument("norm: bounds go with the norms 2 and infinity");
  }
  ball_.norm = norm;
  ball_.box = box;
}

void Certificate::begin(const VectorRef& x) {
  ball_.centre = x.cast<double>();
  if (!ball_.centre.allFinite()) throw std::invalid_argument("a pixel is not finite");
  if (ball_.box &&
      (ball_.centre.minCoeff() < ball_.box->lo || ball_.centre.maxCoeff() > ball_.box->hi)) {
    throw std::invalid_argument("a pixel lies outside the box");
  }
  radius_ = 0;
  evaluations_ = 0;
  inside_.reset();
  last_inside_.reset();
  outside_.reset();
  label_ = -1;
  done_ = false;
  bounding_ = false;
}

/// How far from the digit all margins stay above 0, by linear bounds that hold in the ball. May go
/// beyond the ball. Where they are not even above 0 at the digit, minus the distance that they
/// lack.
double Certificate::reach(const Below& margins) {
  const VectorXd middle = margins.constant - margins.error +
                          margins.rows.A * picked(ball_.centre, margins.rows.columns);
  double least = kInfinity;
  VectorXd row;
  for (Index r = 0; r < middle.size(); ++r) {
    row = margins.rows.A.row(r).transpose();
    double reach = middle[r] / (ball_.norm == 2 ? row.norm() : row.lpNorm<1>());
    if (reach > 0) reach = in_box(row, margins.rows.columns, middle[r], reach * kDown);
    if (std::isnan(reach)) reach = 0;  // 0 / 0
    least = std::min(least, reach);
  }
  return least;
}

/// The same for one margin, middle + row . (x - centre), where `reach` is what it is without the
/// box: in the box it may be more. Up to twice the ball's radius.
double Certificate::in_box(const VectorXd& row, const std::vector<int>& columns, double middle,
                           double reach) const {
  double outside = 2 * ball_.radius;
  if (!ball_.box || reach >= outside) return reach;
  Ball ball = ball_;
  ball.radius = outside;
  if (middle + ball.least_change(row, columns) > 0) return outside;
  for (int round = 0; round < kBisections && outside - reach > kInBox * reach; ++round) {
    ball.radius = (reach + outside) / 2;
    (middle + ball.least_change(row, columns) > 0 ? reach : outside) = ball.radius;
  }
  return reach;
}

/// What the bounds say that hold in the ball.
Certificate::Point Certificate::evaluated() {
  ++evaluations_;
  const int logits = layers_->logits();
  if (label_ < 0) {  // at the digit itself
    (crown_.interval(logits).lower + crown_.interval(logits).upper).maxCoeff(&label_);
  }
  const Point point{ball_.radius,
                    reach(crown_.below(logits, margins(layers_->size(logits), label_)))};
  radius_ = std::max(radius_, std::min(point.radius, point.reach));
  return point;
}

/// Where reach - radius, which falls from the ball inside to that outside, would be 0 if it were a
/// straight line; kept between them. It bends downward, so that the next ball is most often an
/// inside one: after two of a kind, the other end's weight is halved (the Illinois method).
double Certificate::next_radius() const {
  if (!outside_) {
    if (inside_->radius > 0) return std::min(2 * inside_->radius, inside_->reach);
    // Where no logit depends on the input nearby, there is nothing to go by.
    return std::isfinite(inside_->reach) ? kFirst * inside_->reach : 1;
  }
  const double above = inside_->reach - inside_->radius;
  const double below = outside_->radius - outside_->reach;
  const double lo = std::max(inside_->radius, radius_);
  const double hi = outside_->radius;
  const double share = std::isfinite(above) ? above / (above + below) : 0.25;
  const double at = inside_->radius + (hi - inside_->radius) * share;
  return std::clamp(at, lo + kLeastStep * (hi - lo), hi - kLeastStep * (hi - lo));
}

bool Certificate::step() {
  if (done_) return false;
  if (!bounding_) {
    ball_.radius = inside_ ? next_radius() : 0;
    crown_.begin(ball_);
    bounding_ = true;
  }
  if (crown_.step()) return true;
  bounding_ = false;
  const Point point = evaluated();
  if (!inside_) {
    done_ = !(point.reach > 0);  // a tie, or a logit that is not finite
    inside_ = point;
  } else {
    const bool inside = point.reach >= point.radius;
    std::optional<Point>& other = inside ? outside_ : inside_;
    if (other && last_inside_ == inside) other->reach = (other->reach + other->radius) / 2;
    last_inside_ = inside;
    (inside ? inside_ : outside_) = point;
    const bool near = outside_ && outside_->radius - radius_ <= kPrecision * outside_->radius;
    done_ = near || evaluations_ >= kEvaluations;
  }
  return !done_;
}

}  // namespace deepfool::certify
