#include "attack/refine.h"

#include <algorithm>
#include <utility>

namespace deepfool {

namespace {

constexpr int kBisections = 12;  // the last one moves the point by 1 / 4,096 of the norm

// A run of 20 steps from x0 finds the right region of a convolutional network, and its norm to 1 %;
// shorter ones go astray. Three classes have the nearest boundary nearly always.
constexpr int kProbe = 20;
constexpr int kFewClasses = 3;
constexpr int kMostClasses = 5;
constexpr double kGamma = 0.1;
constexpr double kLastGamma = 0.01;

/// How many classes have a run of kProbe steps: up to three as long as there are steps for them,
/// and more where most of the steps are left for going on.
int classes_for(int steps) {
  return std::max(std::clamp(steps / kProbe, 1, kFewClasses), std::min(steps / 32, kMostClasses));
}

DdnOptions ddn_options(const DeepFoolOptions& options, int steps) {
  DdnOptions o;
  o.box = options.box;
  o.target = options.target;
  o.steps = steps;
  o.last_gamma = kLastGamma;
  return o;
}

}  // namespace

Refine::Refine(Classifier& classifier, const DeepFoolOptions& options, int steps)
    : Ddn(classifier, ddn_options(options, steps)), deepfool_(classifier, options), steps_(steps) {
  check_norm<methods::refine>(options.norm);
}

bool Refine::begin() {
  Ddn::begin();
  adopt(deepfool_.attack(x0_));
  if (!found()) return false;
  result_.iterations = 0;
  best_class_ = result_.adversarial;
  classifier_.logits(x0_, logits_);
  choose_classes();
  next_ = 0;
  following_ = false;
  return begin_next();
}

/// Fills classes_ with the nearest at x0, where the classifier has last been.
void Refine::choose_classes() {
  classes_.clear();
  if (target_) {
    classes_.push_back(*target_);
    return;
  }
  const int label = result_.label;
  std::vector<std::pair<double, int>> order;  // by likelihood, then by distance; ties by class
  for (int k = 0; k < static_cast<int>(logits_.size()); ++k) {
    if (k != label) order.emplace_back(-logits_[k], k);
  }
  std::sort(order.begin(), order.end());
  order.resize(static_cast<std::size_t>(result_.candidates) - 1);
  std::vector<int> rows = {label};
  for (const auto& [key, k] : order) rows.push_back(k);
  classifier_.jacobian(rows, jacobian_);
  for (std::size_t i = 0; i < order.size(); ++i) {
    auto& [key, k] = order[i];
    const double slope =
        (jacobian_.row(static_cast<Index>(i) + 1) - jacobian_.row(0)).cast<double>().norm();
    key = (static_cast<double>(logits_[label]) - logits_[k]) / slope;
  }
  std::sort(order.begin(), order.end());
  const auto most = static_cast<std::size_t>(classes_for(steps_));
  for (const auto& [key, k] : order) {
    if (classes_.size() < most) classes_.push_back(k);
  }
}

/// Begins the next run. Returns whether there is one.
bool Refine::begin_next() {
  Run run;
  run.epsilon = best_;
  run.gamma = kGamma;
  run.steps = steps_ - result_.iterations;
  if (following_ || run.steps <= 0) return false;
  following_ = next_ == classes_.size();
  if (!following_ && classes_.size() > 1) run.steps = std::min(run.steps, kProbe);
  // The first run begins where the classes were chosen.
  if (!following_ && next_ > 0) classifier_.logits(x0_, logits_);
  const int k = following_ ? best_class_ : classes_[next_++];
  if (!target_) run.towards = k;
  begin_run(run, following_);
  return true;
}

bool Refine::advance() {
  const double before = best_;
  const bool more = Ddn::advance();
  if (best_ < before && !following_) best_class_ = classes_[next_ - 1];
  if (more || (result_.iterations < steps_ && begin_next())) return true;
  bisect(kBisections);
  return false;
}

}  // namespace deepfool
