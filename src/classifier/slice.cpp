#include "classifier/slice.h"

#include <numeric>
#include <stdexcept>
#include <string>
#include <utility>

namespace deepfool {

Slice::Slice(Classifier& f, Vector x0, Eigen::MatrixXf U)
    : f_(f), x0_(std::move(x0)), U_(std::move(U)) {
  const Index n = f.inputs();
  if (x0_.size() != n || U_.rows() != n || U_.cols() < 1) {
    throw std::invalid_argument("Slice: x0 has " + std::to_string(x0_.size()) +
                                " elements and U is " + std::to_string(U_.rows()) + " x " +
                                std::to_string(U_.cols()) + "; the classifier takes " +
                                std::to_string(n) + " elements, and U needs as many rows");
  }
  if (!x0_.allFinite() || !U_.allFinite()) {
    throw std::invalid_argument("Slice: a number in x0 or U is not finite");
  }
  x_ = x0_;
  x_gradient_.setZero(n);
  logits_.setZero(f.classes());
}

/// Writes x0 + U z to x. Summed in double, so that x is the nearest float32.
void Slice::place(const VectorRef& z, Eigen::Ref<Vector> x) const {
  for (Index i = 0; i < x.size(); ++i) {
    double sum = x0_[i];
    for (Index j = 0; j < z.size(); ++j) sum += static_cast<double>(U_(i, j)) * z[j];
    x[i] = static_cast<float>(sum);
  }
}

Vector Slice::input_at(const VectorRef& z) const {
  if (z.size() != inputs()) {
    throw std::invalid_argument("Slice: the point has " + std::to_string(z.size()) +
                                " coordinates, not " + std::to_string(inputs()));
  }
  Vector x(x0_.size());
  place(z, x);
  return x;
}

/// Throws std::invalid_argument unless x is an input of f.
void Slice::check(const VectorRef& x) const {
  if (x.size() == x0_.size()) return;
  throw std::invalid_argument("Slice: the input has " + std::to_string(x.size()) +
                              " elements, not " + std::to_string(x0_.size()));
}

Slice::Place Slice::place_of(const VectorRef& x) const {
  check(x);
  const Eigen::MatrixXd U = U_.cast<double>();
  const Eigen::VectorXd offset = x.cast<double>() - x0_.cast<double>();
  const Eigen::VectorXd z = U.transpose() * offset;
  return {z, (offset - U * z).norm()};
}

Slice::Linear Slice::linearised(const VectorRef& x) {
  check(x);
  std::vector<int> rows(static_cast<std::size_t>(classes()));
  std::iota(rows.begin(), rows.end(), 0);
  f_.logits(x, logits_);
  f_.jacobian(rows, x_jacobian_);
  const Eigen::MatrixXd J = x_jacobian_.topRows(classes()).cast<double>();
  return {J * U_.cast<double>(),
          logits_.cast<double>() + J * (x0_.cast<double>() - x.cast<double>())};
}

void Slice::forward(const VectorRef& z, Eigen::Ref<Vector> f) {
  place(z, x_);
  f_.logits(x_, f);
  f_forwards_ = f_.forwards();
}

/// Runs f at x_ again if somebody else has used it since.
void Slice::restore() {
  if (f_.forwards() == f_forwards_) return;
  f_.logits(x_, logits_);
  f_forwards_ = f_.forwards();
}

void Slice::pull_back_rows(const std::vector<int>& rows, Jacobian& J) {
  restore();
  f_.jacobian(rows, x_jacobian_);
  J.resize(x_jacobian_.rows(), inputs());
  for (Index j = 0; j < inputs(); ++j) {
    for (Index k = 0; k < J.rows(); ++k) {
      double sum = 0;
      for (Index i = 0; i < U_.rows(); ++i) {
        sum += static_cast<double>(x_jacobian_(k, i)) * U_(i, j);
      }
      J(k, j) = static_cast<float>(sum);
    }
  }
}

void Slice::pull_back_sum(const VectorRef& v, Eigen::Ref<Vector> g) {
  restore();
  f_.gradient(v, x_gradient_);
  for (Index j = 0; j < inputs(); ++j) {
    g[j] = static_cast<float>(U_.col(j).cast<double>().dot(x_gradient_.cast<double>()));
  }
}

}  // namespace deepfool
