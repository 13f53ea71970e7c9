#pragma once

#include <memory>
#include <vector>

#include "network/operator.h"
#include "network/operators/kernels.h"
#include "network/operators/window.h"

namespace deepfool {

/// A convolution's weights in the orders in which it reads them. Several convolutions may share
/// them.
struct ConvolutionWeights {
  /// W: outputs x (input channels / groups) x taps, row-major, as in ONNX, with height x width
  /// taps.
  ConvolutionWeights(const std::vector<float>& W, Index outputs, Index groups, Index taps);

  std::vector<float> forward;   // groups x taps x input channels x outputs of a group, padded to 4
  std::vector<float> pullback;  // outputs x taps x input channels of a group
};

/// Cross-correlation with a bias (ONNX Conv), its channels in `groups` independent parts.
class Convolution : public Operator {
 public:
  /// b: outputs. `groups` divides both channel counts.
  Convolution(Shape input, Index outputs, Window window, Index groups,
              std::shared_ptr<const ConvolutionWeights> weights, const std::vector<float>& b);

  Index size() const override { return output_.size(); }
  Shape output() const { return output_; }
  void forward(const Activation* x, Activation& y) override;
  void pullback(const Activation* x, int input, const Cotangent& dy, Cotangent& dx) override;
  std::int64_t multiply_adds() const override;
  std::int64_t pullback_multiply_adds() const override { return pullback_multiply_adds_; }
  std::int64_t work() const override;
  Index parameters() const override;
  Form form() const override { return {Form::affine}; }

 private:
  /// Elements of a window that lie next to each other in memory.
  struct Run {
    Index offset;  // in the padded input, from the window's first element
    Index length;
  };

  /// The taps of one position that lie inside the input, along one axis.
  struct Span {
    Index begin;
    Index end;
    Index first;  // the input row or column under tap `begin`
  };

  static std::vector<Span> spans(Index positions, Index size, Index taps, Index stride,
                                 Index dilation, Index before);
  const float* padded(const float* x);
  Index cell(Index oy, Index ox, Index g) const;
  void list_live(const Cotangent& dy);
  void gather_band(Index iy, Index g);
  int list_terms(Index iy, Index ix);
  void pullback_to_inputs(const std::uint8_t* passes, const Cotangent& dy, Cotangent& dx);
  void pullback_from_outputs(const Cotangent& dy, Cotangent& dx);

  Shape input_;
  Shape output_;
  Window window_;
  Index groups_;
  Index group_inputs_;   // channels
  Index group_outputs_;  // channels
  Index stride_;         // group_outputs_, rounded up to a multiple of 4
  Shape padded_shape_;
  std::shared_ptr<const ConvolutionWeights> weights_;
  std::vector<float> bias_;  // groups x stride
  std::vector<Run> runs_;
  std::vector<float> padded_;  // empty if the window has no padding

  // For the pullback.
  std::vector<kernels::Term> live_;  // ordered by cell()
  std::vector<int> cells_;           // where each cell begins in live_
  std::vector<kernels::Term> band_;  // the terms of one input row
  std::vector<int> columns_;         // where the outputs of each column begin in the band
  std::vector<kernels::Terms> terms_;
  std::vector<Span> row_spans_;
  std::vector<Span> column_spans_;
  std::vector<Index> passing_;  // channels of one input position that pass a gradient
  std::int64_t pullback_multiply_adds_ = 0;
};

}  // namespace deepfool
