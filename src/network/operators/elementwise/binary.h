#pragma once

#include <string>
#include <vector>

#include "network/operator.h"

namespace deepfool {

/// A function of two numbers.
struct BinaryFunction {
  using Value = float (*)(float a, float b);
  using Slopes = void (*)(float a, float b, float* by_a, float* by_b);

  const char* name = nullptr;  // ONNX's
  Value value = nullptr;
  /// Its derivatives by a and b; null: it has none that is of use, and takes constants alone.
  Slopes slopes = nullptr;
};

/// The function of this name, which must be one of them.
BinaryFunction find_binary(const std::string& name);

/// A function of two tensors of one size, element by element.
class BinaryOperator : public Operator {
 public:
  BinaryOperator(const BinaryFunction& function, Index size) : function_(function), size_(size) {}

  Index size() const override { return size_; }
  void forward(const Activation* x, Activation& y) override;
  void pullback(const Activation* x, int input, const Cotangent& dy, Cotangent& dx) override;
  std::int64_t work() const override { return size_; }

 private:
  BinaryFunction function_;
  Index size_;
};

}  // namespace deepfool
