#include "classifier/affine.h"

#include <stdexcept>
#include <string>
#include <utility>

namespace deepfool {

Affine::Affine(Eigen::MatrixXf W, Vector b) : W_(std::move(W)), b_(std::move(b)) {
  if (W_.rows() < 2 || b_.size() != W_.rows()) {
    throw std::invalid_argument("Affine: W is " + std::to_string(W_.rows()) + " x " +
                                std::to_string(W_.cols()) + " and b has " +
                                std::to_string(b_.size()) +
                                " elements; W needs two rows or more, and b one element a row");
  }
}

void Affine::forward(const VectorRef& x, Eigen::Ref<Vector> f) {
  // Summed in double: these classifiers are the ones with closed-form answers to compare with.
  for (Index k = 0; k < W_.rows(); ++k) {
    double sum = b_[k];
    for (Index i = 0; i < W_.cols(); ++i) sum += static_cast<double>(W_(k, i)) * x[i];
    f[k] = static_cast<float>(sum);
  }
}

void Affine::pull_back_rows(const std::vector<int>& rows, Jacobian& J) {
  J.resize(padded_rows(static_cast<Index>(rows.size())), W_.cols());
  J.setZero();
  for (std::size_t r = 0; r < rows.size(); ++r) J.row(static_cast<Index>(r)) = W_.row(rows[r]);
}

}  // namespace deepfool
