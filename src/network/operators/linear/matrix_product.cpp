#include "network/operators/linear/matrix_product.h"

#include <algorithm>

namespace deepfool {

void MatrixProduct::forward(const Activation* x, Activation& y) {
  std::fill_n(y.value, size(), 0.0F);
  y.passes = nullptr;
  const float* a = x[0].value;
  float* c = y.value;
  for (Index b = 0; b < batch_; ++b) {
    const float* const B = x[1].value + b * inner_ * columns_;
    for (Index i = 0; i < rows_; ++i, c += columns_) {
      for (Index p = 0; p < inner_; ++p, ++a) {
        const float* const row = B + p * columns_;
        for (Index j = 0; j < columns_; ++j) c[j] += *a * row[j];
      }
    }
  }
}

void MatrixProduct::pullback(const Activation* x, int input, const Cotangent& dy, Cotangent& dx) {
  const Index elements = batch_ * inner_ * (input == 0 ? rows_ : columns_);
  std::fill_n(dx.value, elements * dy.rows, 0.0F);
  Index out = 0;
  for (Index b = 0; b < batch_; ++b) {
    for (Index i = 0; i < rows_; ++i) {
      for (Index j = 0; j < columns_; ++j, ++out) {
        if (dy.live && !dy.live[out]) continue;
        const float* const from = dy.at(out);
        for (Index p = 0; p < inner_; ++p) {
          const Index left = (b * rows_ + i) * inner_ + p;
          const Index right = (b * inner_ + p) * columns_ + j;
          const float other = input == 0 ? x[1].value[right] : x[0].value[left];
          float* const to = dx.value + (input == 0 ? left : right) * dy.rows;
          for (Index k = 0; k < dy.rows; ++k) to[k] += other * from[k];
        }
      }
    }
  }
}

}  // namespace deepfool
