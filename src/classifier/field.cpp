#include "classifier/field.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <string>

namespace deepfool {

namespace {

constexpr Index kMostCells = Index{1} << 24;

bool is_interval(double first, double last) {
  return std::isfinite(first) && std::isfinite(last) && first != last;
}

}  // namespace

Field::Field(Classifier& classifier, const Grid& grid, Index each)
    : classifier_(classifier), grid_(grid), each_(each) {
  if (classifier.inputs() != 2) {
    throw std::invalid_argument("Field: the classifier has " + std::to_string(classifier.inputs()) +
                                " inputs, not two");
  }
  if (grid.columns < 1 || grid.rows < 1 || grid.columns > kMostCells / grid.rows) {
    throw std::invalid_argument("Field: a grid has at least one column and one row, and at most " +
                                std::to_string(kMostCells) + " cells");
  }
  if (!is_interval(grid.left, grid.right) || !is_interval(grid.top, grid.bottom)) {
    throw std::invalid_argument("Field: the ends of a grid are finite and differ");
  }
  const Index cells = grid.columns * grid.rows;
  classes_.assign(static_cast<std::size_t>(cells), -1);
  logits_.setZero(classifier.classes(), cells);
}

Eigen::Vector2f Field::centre(Index column, Index row) const {
  const auto between = [](double first, double last, Index i, Index count) {
    const double share = (static_cast<double>(i) + 0.5) / static_cast<double>(count);
    return static_cast<float>(first + (last - first) * share);
  };
  return {between(grid_.left, grid_.right, column, grid_.columns),
          between(grid_.top, grid_.bottom, row, grid_.rows)};
}

Eigen::MatrixXf Field::leads() const {
  Eigen::MatrixXf leads(logits_.cols(), logits_.rows());
  leads.setConstant(std::numeric_limits<float>::quiet_NaN());
  for (Index cell = 0; cell < logits_.cols(); ++cell) {
    const int best = classes_[static_cast<std::size_t>(cell)];
    if (best < 0) continue;
    float second = -std::numeric_limits<float>::infinity();
    for (Index k = 0; k < logits_.rows(); ++k) {
      if (k != best) second = std::max(second, logits_(k, cell));
    }
    for (Index k = 0; k < logits_.rows(); ++k) {
      leads(cell, k) = logits_(k, cell) - (k == best ? second : logits_(best, cell));
    }
  }
  return leads;
}

bool Field::step() {
  const auto cells = static_cast<Index>(classes_.size());
  for (const Index end = std::min(cells, done_ + each_); done_ < end; ++done_) {
    auto logits = logits_.col(done_);
    classifier_.logits(centre(done_ % grid_.columns, done_ / grid_.columns), logits);
    if (logits.allFinite()) {
      classes_[static_cast<std::size_t>(done_)] = predicted_class(logits);
    }
  }
  return done_ < cells;
}

}  // namespace deepfool
