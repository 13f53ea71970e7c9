#pragma once

#include <vector>

#include "classifier/classifier.h"

namespace deepfool {

/// A rectangle of the plane, cut into columns x rows cells. Column 0 is at `left` and row 0 at
/// `top`, whichever of top and bottom is the larger.
struct Grid {
  double left = 0;
  double right = 1;
  double top = 0;
  double bottom = 1;
  Index columns = 0;
  Index rows = 0;
};

/// The logits and the predicted classes of a classifier of two inputs at the centres of a grid's
/// cells, some cells at a time, so that a caller may pause in between.
class Field {
 public:
  /// Throws std::invalid_argument if the classifier does not have two inputs, if the grid has no
  /// cells or more than 2^24, or if two opposite sides are equal or one is not finite. The
  /// classifier must outlive this object. `each` is how many cells a step works out (at least 1).
  Field(Classifier& classifier, const Grid& grid, Index each = 256);

  /// Works out the next cells, row after row. Returns whether more are to come.
  bool step();

  Index cells_done() const { return done_; }

  /// The predicted class of each cell, row after row: columns x rows numbers; -1 where a logit is
  /// not finite, and in the cells to come.
  const std::vector<int>& classes() const { return classes_; }

  /// The logits of each cell: C x (columns x rows), one column for each cell, in the order of
  /// classes(); 0 in the cells to come.
  const Eigen::MatrixXf& logits() const { return logits_; }

  /// By how much each class leads the largest of the others: (columns x rows) x C, one row for each
  /// cell. Where class k is predicted, column k is not negative, and it is 0 on the boundaries. NaN
  /// where a logit is not finite, and in the rows to come.
  Eigen::MatrixXf leads() const;

  /// The centre of a cell.
  Eigen::Vector2f centre(Index column, Index row) const;

 private:
  Classifier& classifier_;
  Grid grid_;
  const Index each_;
  Index done_ = 0;
  std::vector<int> classes_;
  Eigen::MatrixXf logits_;
};

}  // namespace deepfool
