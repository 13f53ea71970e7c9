#include "classifier/planar.h"

#include <stdexcept>
#include <utility>

namespace deepfool {

Planar::Planar(std::vector<Quadratic> logits) : logits_(std::move(logits)) {
  if (logits_.size() < 2) throw std::invalid_argument("Planar: give two logits or more");
}

void Planar::forward(const VectorRef& x, Eigen::Ref<Vector> f) {
  x_ = x;
  for (std::size_t k = 0; k < logits_.size(); ++k) {
    const Quadratic& q = logits_[k];
    f[static_cast<Index>(k)] = x_.dot(q.A * x_) + q.b.dot(x_) + q.c;
  }
}

void Planar::pull_back_rows(const std::vector<int>& rows, Jacobian& J) {
  J.resize(padded_rows(static_cast<Index>(rows.size())), 2);
  J.setZero();
  for (std::size_t r = 0; r < rows.size(); ++r) {
    const Quadratic& q = logits_[static_cast<std::size_t>(rows[r])];
    J.row(static_cast<Index>(r)) = (2 * (q.A * x_) + q.b).transpose();
  }
}

}  // namespace deepfool
