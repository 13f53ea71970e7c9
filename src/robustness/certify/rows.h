#pragma once

#include <vector>

#include "robustness/certify/layers.h"
#include "robustness/certify/relaxation.h"

namespace deepfool::certify {

/// Linear functions of a tensor, a row each: row r is sum_c A(r, c) x[columns[c]].
struct Rows {
  std::vector<int> columns;  // ascending
  MatrixXd A;
  bool unit = false;  // A is not filled: it is the unit matrix above its negative

  Index count() const { return unit ? 2 * static_cast<Index>(columns.size()) : A.rows(); }
};

/// x at the elements `columns`.
VectorXd picked(const VectorXd& x, const std::vector<int>& columns);

/// The same functions, of the input of an affine layer instead of its output, its bias left out.
Rows through_affine(const Rows& y, const Weights& weights);

/// Functions of a ReLU's input that lie below those of its output: where a coefficient is positive
/// the lower line takes its place, elsewhere the upper one. The constants of these are added to
/// `constant`.
Rows through_relu(const Rows& y, const Lines& lines, VectorXd& constant);

/// A row an element, then all of these once more with the other sign, filled in.
MatrixXd filled(const Rows& rows);

/// sum += more.
void add(Rows& sum, const Rows& more);

}  // namespace deepfool::certify
