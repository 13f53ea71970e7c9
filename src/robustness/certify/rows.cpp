#include "robustness/certify/rows.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace deepfool::certify {

namespace {

/// Collects columns in any order, and then knows the place of each among all in ascending order.
class Columns {
 public:
  explicit Columns(Index size) : place_(static_cast<std::size_t>(size), -1) {}

  void mark(int column) { place_[static_cast<std::size_t>(column)] = 0; }

  std::vector<int> list() {
    std::vector<int> all;
    for (std::size_t c = 0; c < place_.size(); ++c) {
      if (place_[c] < 0) continue;
      place_[c] = static_cast<int>(all.size());
      all.push_back(static_cast<int>(c));
    }
    return all;
  }

  Index place(int column) const { return place_[static_cast<std::size_t>(column)]; }

 private:
  std::vector<int> place_;
};

std::vector<int> all_columns(Index size) {
  std::vector<int> all(static_cast<std::size_t>(size));
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = static_cast<int>(i);
  return all;
}

RowMajor picked_rows(const RowMajor& W, const std::vector<int>& rows) {
  RowMajor some(static_cast<Index>(rows.size()), W.cols());
  for (std::size_t r = 0; r < rows.size(); ++r) some.row(static_cast<Index>(r)) = W.row(rows[r]);
  return some;
}

Rows through_sparse(const Rows& y, const Sparse& W) {
  Columns columns(W.cols());
  for (const int o : y.columns) {
    for (Sparse::InnerIterator w(W, o); w; ++w) columns.mark(w.col());
  }
  Rows x;
  x.columns = columns.list();
  x.A.setZero(y.count(), static_cast<Index>(x.columns.size()));
  const auto half = static_cast<Index>(y.columns.size());
  for (Index c = 0; c < half; ++c) {
    for (Sparse::InnerIterator w(W, y.columns[static_cast<std::size_t>(c)]); w; ++w) {
      const Index place = columns.place(w.col());
      if (y.unit) {
        x.A(c, place) = w.value();
        x.A(half + c, place) = -w.value();
      } else {
        x.A.col(place) += w.value() * y.A.col(c);
      }
    }
  }
  return x;
}

}  // namespace

VectorXd picked(const VectorXd& x, const std::vector<int>& columns) {
  VectorXd some(static_cast<Index>(columns.size()));
  for (std::size_t c = 0; c < columns.size(); ++c) some[static_cast<Index>(c)] = x[columns[c]];
  return some;
}

MatrixXd filled(const Rows& rows) {
  if (!rows.unit) return rows.A;
  const auto n = static_cast<Index>(rows.columns.size());
  MatrixXd A(2 * n, n);
  A << MatrixXd::Identity(n, n), -MatrixXd::Identity(n, n);
  return A;
}

Rows through_affine(const Rows& y, const Weights& weights) {
  if (!weights.is_dense) return through_sparse(y, weights.sparse);
  const RowMajor& W = weights.dense;
  Rows x;
  x.columns = all_columns(W.cols());
  const bool all = static_cast<Index>(y.columns.size()) == W.rows();
  const RowMajor some = all ? RowMajor() : picked_rows(W, y.columns);
  const RowMajor& factor = all ? W : some;
  if (y.unit) {
    x.A.resize(2 * factor.rows(), W.cols());
    x.A << factor, -factor;
  } else {
    x.A.noalias() = y.A * factor;
  }
  return x;
}

Rows through_relu(const Rows& y, const Lines& lines, VectorXd& constant) {
  Rows x;
  std::vector<Index> kept;  // of y's columns, where a line is not 0
  for (std::size_t c = 0; c < y.columns.size(); ++c) {
    if (lines.upper_slope[y.columns[c]] == 0) continue;
    x.columns.push_back(y.columns[c]);
    kept.push_back(static_cast<Index>(c));
  }
  const MatrixXd A = filled(y);
  x.A.resize(A.rows(), static_cast<Index>(kept.size()));
  for (std::size_t c = 0; c < kept.size(); ++c) {
    const int i = x.columns[c];
    const auto to = static_cast<Index>(c);
    const auto from = A.col(kept[c]);
    const double below = lines.lower_slope[i];
    const double above = lines.upper_slope[i];
    x.A.col(to) = below * from.cwiseMax(0) + above * from.cwiseMin(0);
    if (lines.upper_constant[i] != 0) constant += lines.upper_constant[i] * from.cwiseMin(0);
  }
  return x;
}

void add(Rows& sum, const Rows& more) {
  Rows both;
  std::set_union(sum.columns.begin(), sum.columns.end(), more.columns.begin(), more.columns.end(),
                 std::back_inserter(both.columns));
  both.A.setZero(sum.count(), static_cast<Index>(both.columns.size()));
  for (const Rows* part : {&std::as_const(sum), &more}) {
    const MatrixXd A = filled(*part);
    std::size_t at = 0;
    for (std::size_t c = 0; c < part->columns.size(); ++c) {
      while (both.columns[at] != part->columns[c]) ++at;
      both.A.col(static_cast<Index>(at)) += A.col(static_cast<Index>(c));
    }
  }
  sum = std::move(both);
}

}  // namespace deepfool::certify
