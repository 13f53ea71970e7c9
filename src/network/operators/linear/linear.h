#pragma once

#include <memory>
#include <vector>

#include "network/operator.h"
#include "network/operators/kernels.h"

namespace deepfool {

/// The weights of a Linear, as it reads them. Several may share them.
struct LinearWeights {
  /// W: inputs x outputs, row-major, or the other way round if it is `transposed`; times a factor.
  LinearWeights(const std::vector<float>& W, Index inputs, Index outputs, bool transposed = false,
                float factor = 1);

  std::vector<float> by_input;  // inputs x outputs, its rows padded with zeros to a multiple of 4
};

/// y = W x + b on a vector (ONNX Gemm, MatMul).
class Linear : public Operator {
 public:
  /// b: outputs.
  Linear(Index inputs, Index outputs, std::shared_ptr<const LinearWeights> weights,
         const std::vector<float>& b);

  Index size() const override { return outputs_; }
  void forward(const Activation* x, Activation& y) override;
  void pullback(const Activation* x, int input, const Cotangent& dy, Cotangent& dx) override;
  std::int64_t multiply_adds() const override { return std::int64_t{inputs_} * outputs_; }
  std::int64_t pullback_multiply_adds() const override { return pullback_multiply_adds_; }
  std::int64_t work() const override { return std::int64_t{inputs_} * stride_; }
  Index parameters() const override { return (inputs_ + 1) * outputs_; }
  Form form() const override { return {Form::affine}; }

 private:
  Index inputs_;
  Index outputs_;
  Index stride_;  // outputs_, rounded up to a multiple of 4
  std::shared_ptr<const LinearWeights> weights_;
  std::vector<float> bias_;  // stride_
  std::vector<float> sum_;   // stride_
  std::vector<int> used_;  // in forward the inputs that are not 0; in a pullback those that pass a
                           // gradient
  std::vector<kernels::Term> live_;  // the outputs that a gradient comes through
  std::int64_t pullback_multiply_adds_ = 0;
};

}  // namespace deepfool
