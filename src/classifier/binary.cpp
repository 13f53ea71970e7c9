#include "classifier/binary.h"

#include <utility>

namespace deepfool {

Binary::Binary(Index inputs, Function f) : f_(std::move(f)), gradient_(Vector::Zero(inputs)) {}

void Binary::forward(const VectorRef& x, Eigen::Ref<Vector> f) {
  f[0] = 0;
  f[1] = f_(x, gradient_);
}

void Binary::pull_back_rows(const std::vector<int>& rows, Jacobian& J) {
  J.resize(padded_rows(static_cast<Index>(rows.size())), inputs());
  J.setZero();
  for (std::size_t r = 0; r < rows.size(); ++r) {
    if (rows[r] == 1) J.row(static_cast<Index>(r)) = gradient_.transpose();
  }
}

}  // namespace deepfool
