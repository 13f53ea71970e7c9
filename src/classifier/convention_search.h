#pragma once

#include <deque>
#include <vector>

#include "classifier/classifier.h"
#include "classifier/convention.h"
#include "classifier/presented.h"

namespace deepfool {

/// Finds out how a classifier wants its pictures: it reads sample pictures, whose classes are
/// known, under each of the usual conventions, one at a time, so that a caller may pause in
/// between.
class ConventionSearch {
 public:
  /// What has been read under one convention so far.
  struct Trial {
    Convention convention;
    Index right = 0;  // pictures read as what they are
    /// Sum over the pictures of the logarithm of the probability that their class gets; -infinity
    /// if a logit is not finite.
    double likelihood = 0;
  };

  /// The samples have the shape `ours`; f takes pictures of the shape `theirs`, and must outlive
  /// this object. Throws std::invalid_argument if these do not go together (see Presented).
  ConventionSearch(Classifier& f, const PictureShape& ours, const PictureShape& theirs);

  /// Adds a sample x with its class, 0 or more; of one that f does not have, every reading is
  /// wrong. Throws std::invalid_argument for another size, or a label that is no whole number.
  void add(const VectorRef& x, double label);

  /// Reads the next picture. Returns whether more are to come; throws std::invalid_argument if
  /// there are no samples.
  bool step();

  /// In the order of usual_conventions().
  const std::vector<Trial>& trials() const { return trials_; }

  /// The trial to believe. One sample read right more or less is chance, and so is a likelihood
  /// e^5 times as large: of the trials within these of the best, the first, which asks least of the
  /// classifier. More likelihood decides among those that read as many right, since a classifier
  /// that gets pictures with too much contrast is too sure of what it misreads.
  std::size_t best() const;

  Index samples() const { return static_cast<Index>(samples_.size()); }
  std::size_t done() const { return done_; }
  std::size_t total() const { return samples_.size() * trials_.size(); }

 private:
  struct Sample {
    Vector x;
    int label;
  };

  std::deque<Presented> presented_;  // f under each convention
  std::vector<Trial> trials_;
  std::vector<Sample> samples_;
  std::size_t done_ = 0;
  Vector logits_;
};

}  // namespace deepfool
