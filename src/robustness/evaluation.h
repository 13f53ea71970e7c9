#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "attack/method.h"
#include "robustness/row.h"

namespace deepfool {

/// Attacks each input of a set, one after the other, and makes a row of each result. A set may be
/// divided among several evaluations (one for each worker): `summarise` takes all their rows.
class Evaluation {
 public:
  /// Throws std::invalid_argument as make_attack does. The classifier must outlive this object.
  Evaluation(Classifier& classifier, const AttackSpec& attack);

  /// Adds an input (n elements), before the first step. `label` is its true class, where it is
  /// known. Throws std::invalid_argument if x is not of the classifier's size, or the label is no
  /// class.
  void add(const VectorRef& x, std::optional<double> label = std::nullopt);

  /// One step of the attack under way, or the beginning of the attack on the next input. False when
  /// all inputs are done. Throws std::invalid_argument for an input outside the attack's box, and
  /// for an empty set.
  bool step();

  Index done() const { return static_cast<Index>(rows_.size()); }
  Index total() const { return static_cast<Index>(inputs_.size()); }

  /// The rows of the inputs that are done, in the order in which these were added.
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
