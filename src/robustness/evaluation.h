#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "attack/method.h"
#include "robustness/row.h"

namespace deepfool {

/// One attack on each input of a set, one after the other, and a row for each. The rows of several
/// evaluations, as of several workers, are those of the whole set; see summarise.
class Evaluation {
 public:
  /// Throws std::invalid_argument for an attack that there is not (see make_attack). The classifier
  /// must outlive this object.
  Evaluation(Classifier& classifier, const AttackSpec& attack);

  /// Adds an input (n elements), before the first step. `label` is its true class, where it is
  /// known. Throws std::invalid_argument if x is not of the classifier's size, or the label is no
  /// class.
  void add(const VectorRef& x, std::optional<double> label = std::nullopt);

  /// One step of the attack under way, or the beginning of the next input's. False when all are
  /// through. Throws std::invalid_argument for an input outside the attack's box, and for an empty
  /// set.
  bool step();

  Index done() const { return static_cast<Index>(rows_.size()); }
  Index total() const { return static_cast<Index>(inputs_.size()); }

  /// Of the inputs that are done, in the order in which they were added.
  const std::vector<Row>& rows() const { return rows_; }

 private:
  struct Input {
    Vector x;
    std::optional<double> label;
  };

  Classifier& classifier_;
  std::unique_ptr<Attack> attack_;
  std::vector<Input> inputs_;
  std::vector<Row> rows_;
  bool attacking_ = false;  // whether the attack on the next input is under way
};

}  // namespace deepfool
