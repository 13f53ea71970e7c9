#include "classifier/convention_search.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <utility>

#include "classifier/joined.h"
#include "classifier/label.h"
#include "classifier/refuse.h"

namespace deepfool {

ConventionSearch::ConventionSearch(Classifier& f, const PictureShape& ours,
                                   const PictureShape& theirs) {
  for (Convention& convention : usual_conventions(theirs.channels)) {
    presented_.emplace_back(f, ours, theirs, convention);
    trials_.push_back({std::move(convention)});
  }
  logits_.setZero(f.classes());
}

void ConventionSearch::add(const VectorRef& x, double label) {
  const Index inputs = presented_.front().inputs();
  if (x.size() != inputs) {
    refuse<std::invalid_argument>([&] {
      return joined({"a sample has ", x.size(), " pixels; ", inputs, " are needed"});
    });
  }
  samples_.push_back({x, class_of_label(label, std::numeric_limits<int>::max())});
}

bool ConventionSearch::step() {
  if (samples_.empty()) refuse<std::invalid_argument>("there are no samples to read");
  if (done_ == total()) return false;
  const Sample& sample = samples_[done_ / trials_.size()];
  const std::size_t i = done_ % trials_.size();
  Trial& trial = trials_[i];
  const auto read = predict(presented_[i], sample.x, logits_);
  if (!read) {
    trial.likelihood = -std::numeric_limits<double>::infinity();
  } else if (sample.label < logits_.size()) {
    if (*read == sample.label) ++trial.right;
    const auto f = logits_.cast<double>().array();
    trial.likelihood += f[sample.label] - f.maxCoeff() - std::log((f - f.maxCoeff()).exp().sum());
  }
  return ++done_ < total();
}

std::size_t ConventionSearch::best() const {
  constexpr Index kChance = 1;               // samples
  constexpr double kChanceLikelihood = 5.0;  // its logarithm
  Index right = 0;
  for (const Trial& trial : trials_) right = std::max(right, trial.right);
  const auto reads_well = [&](const Trial& trial) { return trial.right + kChance >= right; };
  double likelihood = -std::numeric_limits<double>::infinity();
  for (const Trial& trial : trials_) {
    if (reads_well(trial)) likelihood = std::max(likelihood, trial.likelihood);
  }
  const auto first = std::find_if(trials_.begin(), trials_.end(), [&](const Trial& trial) {
    return reads_well(trial) && trial.likelihood >= likelihood - kChanceLikelihood;
  });
  return static_cast<std::size_t>(first - trials_.begin());
}

}  // namespace deepfool
