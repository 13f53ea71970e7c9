#include "attack/deepfool.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>
#include <stdexcept>
#include <string>
#include <utility>

#include "attack/norm.h"
#include "attack/perturb.h"
#include "classifier/number_text.h"
#include "classifier/refuse.h"

namespace deepfool {

namespace {

/// Whether no element is infinite or NaN. On the bits, since compilers vectorise that.
bool all_finite(const Jacobian& J) {
  constexpr std::uint32_t kExponent = 0x7f800000;
  std::uint32_t bad = 0;
  for (Index i = 0; i < J.size(); ++i) {
    std::uint32_t bits = 0;
    std::memcpy(&bits, J.data() + i, sizeof bits);
    bad |= static_cast<std::uint32_t>((bits & kExponent) == kExponent);
  }
  return bad == 0;
}

// Classifiers of up to this many classes are attacked at all of them; of more classes, only the
// most likely ten are tried: a Jacobian of 1,000 rows takes a hundred times as long as one of ten.
constexpr int kMostClassesForAll = 20;
constexpr int kCandidatesOfMore = 10;

int default_candidates(Index classes) {
  return classes <= kMostClassesForAll ? static_cast<int>(classes) : kCandidatesOfMore;
}

/// add(sums[k], J(k, i) - J(0, i)) for all rows k and then all columns i; four rows at a time, so
/// that their sums stay in registers.
template <class Add>
void sum_differences(const Jacobian& J, Eigen::ArrayXd& sums, const Add& add) {
  for (Index first = 0; first < J.rows(); first += 4) {
    double s[4] = {0, 0, 0, 0};
    const float* column = J.data();
    for (Index i = 0; i < J.cols(); ++i, column += J.rows()) {
      const double own = column[0];
      add(s[0], column[first] - own);
      add(s[1], column[first + 1] - own);
      add(s[2], column[first + 2] - own);
      add(s[3], column[first + 3] - own);
    }
    for (Index k = 0; k < 4; ++k) sums[first + k] = s[k];
  }
}

}  // namespace

DeepFool::DeepFool(Classifier& classifier, const DeepFoolOptions& options)
    : Attack(classifier, options.box, options.target, options.keep_path), options_(options) {
  const Index classes = classifier.classes();
  check_norm<methods::deepfool>(options.norm);
  check<options::overshoot>(options.overshoot);
  check<options::max_iterations>(options.max_iterations);
  candidates_ = options.candidates.value_or(default_candidates(classes));
  if (candidates_ < options::candidates.min || candidates_ > classes) {
    refuse<std::invalid_argument>(
        [&] { return "candidates: give 2 to " + std::to_string(classes); });
  }
  if (options.box && options.norm != 1 && options.norm != 2 && !std::isinf(options.norm)) {
    refuse<std::invalid_argument>([&] {
      return "box: it goes with the norms 1, 2 and infinity, not with p = " +
             number_text(options.norm);
    });
  }
  const Index n = classifier.inputs();
  point_.setZero(n);
  point_logits_.setZero(classes);
  r_.setZero(n);
  w_.setZero(n);
  step_.setZero(n);
}

bool DeepFool::begin() {
  r_.setZero();
  point_logits_ = result_.logits;
  doubled_ = 1;
  crossed_ = false;
  passing_ = -1;
  if (target_) return true;
  result_.candidates = candidates_;
  const int label = result_.label;
  rows_.clear();
  rows_.push_back(label);
  for (int k = 0; k < static_cast<int>(classifier_.classes()); ++k) {
    if (k != label) rows_.push_back(k);
  }
  if (candidates_ < classifier_.classes()) keep_candidates();
  return true;
}

/// Leaves the most likely classes in rows_, after the predicted one. Few attacks need it, so it is
/// not inlined: the part of the module that a page loads first does not have it.
[[gnu::noinline]] void DeepFool::keep_candidates() {
  std::vector<std::pair<double, int>> order;  // the most likely first, ties by class
  for (std::size_t i = 1; i < rows_.size(); ++i)
    order.emplace_back(-result_.logits[rows_[i]], rows_[i]);
  std::sort(order.begin(), order.end());
  order.resize(static_cast<std::size_t>(candidates_) - 1);
  for (auto& [key, k] : order) key = k;
  std::sort(order.begin(), order.end());
  rows_.resize(1);
  for (const auto& [key, k] : order) rows_.push_back(k);
}

void DeepFool::restore() { classifier_.logits(result_.perturbed, result_.perturbed_logits); }

bool DeepFool::advance() { return target_ ? step_to_target() : box_ ? step_in_box() : step_free(); }

bool DeepFool::end(Status status) {
  result_.status = status;
  return false;
}

/// Adds the point where the classifier was linearised, and the step from there, to the path.
void DeepFool::record(int chosen) {
  if (keep_path_) {
    result_.path.push_back({point_, point_logits_, chosen, lp_norm(step_, options_.norm)});
  }
}

/// Works out the logits and the Jacobian at point_. False if a number in them is not finite.
bool DeepFool::linearise() {
  // Where point_ is x0 or the point last tested, the classifier has run there already.
  if (!steps_from_tested_point() && result_.iterations != 0) {
    classifier_.logits(point_, point_logits_);
  }
  if (!point_logits_.allFinite()) return false;
  classifier_.jacobian(rows_, jacobian_);
  return all_finite(jacobian_);
}

/// w = grad f_{rows[row]} - grad f_{rows[from]}.
void DeepFool::difference(int row, int from) {
  w_ = (jacobian_.row(row).cast<double>() - jacobian_.row(from).cast<double>()).transpose();
}

bool DeepFool::nearer(const Distance& a, const Distance& b) {
  return a.distance != b.distance ? a.distance < b.distance : a.row < b.row;
}

/// Fills distances_, and gives the row and the gap of the nearest class. False if all w_k are 0.
bool DeepFool::choose_nearest(int& row, double& gap) {
  const Index rows = static_cast<Index>(rows_.size());
  const double q = dual_exponent(options_.norm);
  dual_.setZero(jacobian_.rows());
  if (q == 2) {
    sum_differences(jacobian_, dual_, [](double& sum, double d) { sum += d * d; });
    dual_ = dual_.sqrt();
  } else if (q == 1) {
    sum_differences(jacobian_, dual_, [](double& sum, double d) { sum += std::abs(d); });
  } else if (std::isinf(q)) {
    sum_differences(jacobian_, dual_,
                    [](double& sum, double d) { sum = std::max(sum, std::abs(d)); });
  } else {
    for (Index k = 1; k < rows; ++k) {
      difference(static_cast<int>(k), 0);
      dual_[k] = lp_norm(w_, q);
    }
  }
  distances_.clear();
  for (Index k = 1; k < rows; ++k) {
    if (dual_[k] == 0) continue;
    const double f =
        std::abs(static_cast<double>(point_logits_[rows_[static_cast<std::size_t>(k)]]) -
                 point_logits_[rows_[0]]);
    distances_.push_back({static_cast<int>(k), f, f / dual_[k]});
  }
  if (distances_.empty()) return false;
  const auto nearest = std::min_element(distances_.begin(), distances_.end(), nearer);
  row = nearest->row;
  gap = nearest->gap;
  return true;
}

/// The gap between class k and the predicted one that the next step closes: `gap`, or the least gap
/// that rounding lets the logits show. See «Near ties» in deepfool.h.
double DeepFool::resolved(double gap, int k) {
  const double unit =
      crossed_ ? rounding_of(point_logits_)
               : std::numeric_limits<float>::epsilon() *
                     std::max(std::abs(point_logits_[k]), std::abs(point_logits_[result_.label]));
  const double least = doubled_ * unit;
  if (gap >= least) return gap;
  doubled_ *= 2;
  return least;
}

/// How far the next step goes towards the target: across the boundary between it and the class
/// `leader`, by the overshoot or the least margin. See «Margin of a target» in deepfool.h.
double DeepFool::targeted_gap(int leader) {
  const auto behind = [this](int k) {
    return static_cast<double>(point_logits_[k]) - point_logits_[*target_];
  };
  const double rounding = rounding_of(point_logits_);
  if (passing_ >= 0 && behind(passing_) > -rounding) doubled_ *= 2;
  const double margin = 2 * doubled_ * rounding;
  const double gap = behind(leader);
  const double beyond = options_.overshoot * gap;
  passing_ = beyond < margin ? leader : -1;
  return gap + std::max(beyond, margin);
}

/// One iteration of Algorithm 2.
bool DeepFool::step_free() {
  point_ = x0_ + r_.cast<float>();
  if (!linearise()) return end(Status::not_finite);
  int row = 0;
  double gap = 0;
  if (!choose_nearest(row, gap)) return end(Status::no_gradient);
  difference(row, 0);
  const int chosen = rows_[static_cast<std::size_t>(row)];
  step_to_hyperplane(w_, resolved(gap, chosen), options_.norm, step_);
  record(chosen);
  r_ += step_;
  ++result_.iterations;
  return test();
}

/// Sets step_ to the step in the box that closes the gap to a row's class. Whether the box has room
/// for it; if not, the step goes as far as the box lets it.
bool DeepFool::reach(int row, double gap) {
  difference(row, 0);
  return boxed_step_(w_, (1 + options_.overshoot) * gap, point_, *box_, options_.norm, step_);
}

/// Sets step_ to the step to the next nearest class that the box has room for; if there is none, to
/// the nearest, as far as the box lets it. Returns the row of that class. Not inlined: few attacks
/// need it, so the part of the module that a page loads first does not have it.
[[gnu::noinline]] int DeepFool::reach_another(int nearest, double gap) {
  // The nearest of those that are left, until the box reaches one.
  for (auto next = distances_.begin(); next != distances_.end(); ++next) {
    std::iter_swap(next, std::min_element(next, distances_.end(), nearer));
    if (next->row != nearest && reach(next->row, next->gap)) return next->row;
  }
  reach(nearest, gap);
  return nearest;
}

/// One iteration in a box, from the tested point.
bool DeepFool::step_in_box() {
  point_ = result_.perturbed;
  point_logits_ = result_.perturbed_logits;
  if (!linearise()) return end(Status::not_finite);
  int row = 0;
  double gap = 0;
  if (!choose_nearest(row, gap)) return end(Status::no_gradient);
  gap = resolved(gap, rows_[static_cast<std::size_t>(row)]);
  if (!reach(row, gap)) row = reach_another(row, gap);
  return take_tested_step(rows_[static_cast<std::size_t>(row)]);
}

/// One iteration towards the target, from the tested point.
bool DeepFool::step_to_target() {
  point_ = result_.perturbed;
  point_logits_ = result_.perturbed_logits;
  const int leader = largest_other(point_logits_, *target_);
  rows_ = {*target_, leader};
  if (!linearise()) return end(Status::not_finite);
  difference(0, 1);
  if ((w_.array() == 0).all()) return end(Status::no_gradient);
  const double gap = targeted_gap(leader);
  if (box_) {
    boxed_step_(w_, gap, point_, *box_, options_.norm, step_);
  } else {
    step_to_hyperplane(w_, gap, options_.norm, step_);
  }
  return take_tested_step(leader);
}

/// Takes step_, which goes to the boundary of a class, from the tested point. True if the attack
/// goes on.
bool DeepFool::take_tested_step(int chosen) {
  record(chosen);
  r_ = (point_.cast<double>() - x0_.cast<double>()) + step_;
  ++result_.iterations;
  return test();
}

/// Classifies the perturbed input. True if the attack goes on.
bool DeepFool::test() {
  step_ = r_ * (steps_from_tested_point() ? 1 : 1 + options_.overshoot);
  if (!perturb(x0_, box_, step_, result_.perturbation, result_.perturbed)) {
    return end(Status::not_finite);
  }
  classifier_.logits(result_.perturbed, result_.perturbed_logits);
  if (!result_.perturbed_logits.allFinite()) return end(Status::not_finite);
  result_.adversarial = predicted_class(result_.perturbed_logits);
  if (reached(result_.perturbed_logits)) return end(Status::flipped);
  crossed_ = result_.adversarial != result_.label;
  return result_.iterations < options_.max_iterations ? true : end(Status::iteration_limit);
}

}  // namespace deepfool
