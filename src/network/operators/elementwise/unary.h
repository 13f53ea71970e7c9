#pragma once

#include <string>
#include <vector>

#include "network/operator.h"

namespace deepfool {

/// A function of one number x, with up to two parameters a and b.
struct UnaryFunction {
  using Value = float (*)(float x, float a, float b);

  const char* name = nullptr;  // ONNX's
  Value value = nullptr;
  /// Its derivative by x; null: it has none that is of use, and takes constants alone.
  Value slope = nullptr;
  // What the node's `alpha` and its `beta` or `gamma` are if it does not have them.
  float alpha = 0;
  float beta = 0;
};

/// The function of this name, which must be one of them.
UnaryFunction find_unary(const std::string& name);

/// A function of each element of a tensor.
class UnaryOperator : public Operator {
 public:
  UnaryOperator(const UnaryFunction& function, float alpha, float beta, Index size)
      : function_(function), alpha_(alpha), beta_(beta), size_(size) {}

  Index size() const override { return size_; }
  void forward(const Activation* x, Activation& y) override;
  void pullback(const Activation* x, int input, const Cotangent& dy, Cotangent& dx) override;
  std::int64_t work() const override { return size_; }

 private:
  UnaryFunction function_;
  float alpha_;
  float beta_;
  Index size_;
};

}  // namespace deepfool
