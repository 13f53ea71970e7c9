#pragma once

#include <vector>

#include "network/operator.h"
#include "network/operators/window.h"

namespace deepfool {

/// How many elements all windows of a pool have together, padding included.
std::int64_t window_elements(const Shape& output, const Window& window);

/// The largest of each window (ONNX MaxPool). Its gradient goes to the first of tied maxima in
/// row-major order, as PyTorch has it.
class MaxPool : public Operator {
 public:
  /// Every window must hold at least one element of the input. `output` gives height and width,
  /// since they may count a last, partial window.
  MaxPool(Shape input, Window window, Shape output);

  Index size() const override { return output_.size(); }
  Shape output() const { return output_; }
  void forward(const Activation* x, Activation& y) override;
  void pullback(const Activation* x, int input, const Cotangent& dy, Cotangent& dx) override;
  std::int64_t work() const override { return input_.size() + window_elements(output_, window_); }
  Form form() const override;

 private:
  /// The elements of a window that lie inside the input, along one axis: first, first + dilation,
  /// ..., before end.
  struct Span {
    Index first;
    Index end;
  };
  static std::vector<Span> spans(Index positions, Index size, Index window, Index stride,
                                 Index dilation, Index before);

  /// Calls f(output, the input element that is its maximum) for all outputs.
  template <class F>
  void for_winners(const F& f) {
    const auto channels = static_cast<std::size_t>(input_.channels);
    for (std::size_t first = 0; first < winner_.size(); first += channels) {
      for (std::size_t c = 0; c < channels; ++c) {
        f(first + c, static_cast<std::size_t>(winner_[first + c]) * channels + c);
      }
    }
  }

  Shape input_;
  Shape output_;
  Window window_;
  std::vector<Span> rows_;
  std::vector<Span> columns_;
  std::vector<int> winner_;           // for each output, the position of its element in the input
  std::vector<std::uint8_t> passes_;  // for each output
  std::vector<std::uint8_t> live_;    // for each input element
  std::vector<int> place_;            // for each input element
};

/// The mean of each window (ONNX AveragePool).
class AveragePool : public Operator {
 public:
  /// count_padding: whether padding counts as zeros in the mean (ONNX count_include_pad).
  AveragePool(Shape input, Window window, Shape output, bool count_padding);

  Index size() const override { return output_.size(); }
  Shape output() const { return output_; }
  void forward(const Activation* x, Activation& y) override;
  void pullback(const Activation* x, int input, const Cotangent& dy, Cotangent& dx) override;
  std::int64_t work() const override { return input_.size() + window_elements(output_, window_); }
  Form form() const override { return {Form::affine}; }

 private:
  Shape input_;
  Shape output_;
  Window window_;
  std::vector<float> weight_;  // 1 / the number of elements, for each position
};

}  // namespace deepfool
