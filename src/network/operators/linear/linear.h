#pragma once

#include <vector>

#include "network/operator.h"
#include "network/operators/kernels.h"

namespace deepfool {

/// y = W x + b on a vector (ONNX Gemm, MatMul).
class Linear : public Operator {
 public:
  /// W: outputs x inputs, row-major; b: outputs.
  Linear(Index inputs, Index outputs, const std::vector<float>& W, const std::vector<float>& b);

  Shape output() const override { return {1, 1, outputs_}; }
  void forward(const Activation* x, Activation& y) override;
  void pullback(const Activation* x, int input, const Cotangent& dy, Cotangent& dx) override;
  std::int64_t multiply_adds() const override { return std::int64_t{inputs_} * outputs_; }
  std::int64_t pullback_multiply_adds() const override { return pullback_multiply_adds_; }
  std::int64_t work() const override { return std::int64_t{inputs_} * stride_; }
  Index parameters() const override { return (inputs_ + 1) * outputs_; }

 private:
  Index inputs_;
  Index outputs_;
  Index stride_;                // outputs_, rounded up to a multiple of 4
  std::vector<float> weights_;  // inputs_ x stride_: W transposed, its rows padded with zeros
  std::vector<float> bias_;     // stride_
  std::vector<float> sum_;      // stride_
  std::vector<int> used_;  // in forward the inputs that are not 0; in a pullback those that pass a
                           // gradient
  std::vector<kernels::Term> live_;  // the outputs that a gradient comes through
  std::int64_t pullback_multiply_adds_ = 0;
};

}  // namespace deepfool
