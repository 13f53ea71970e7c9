#pragma once

#include "network/operator.h"

namespace deepfool {

/// A batch of products of two computed matrices: C_b = A_b B_b.
class MatrixProduct : public Operator {
 public:
  /// A: batch x rows x inner; B: batch x inner x columns, all row-major.
  MatrixProduct(Index batch, Index rows, Index inner, Index columns)
      : batch_(batch), rows_(rows), inner_(inner), columns_(columns) {}

  Index size() const override { return batch_ * rows_ * columns_; }
  void forward(const Activation* x, Activation& y) override;
  void pullback(const Activation* x, int input, const Cotangent& dy, Cotangent& dx) override;
  std::int64_t multiply_adds() const override { return std::int64_t{size()} * inner_; }
  std::int64_t work() const override { return multiply_adds(); }

 private:
  Index batch_;
  Index rows_;
  Index inner_;
  Index columns_;
};

}  // namespace deepfool
