#pragma once

#include <vector>

#include "network/operator.h"

namespace deepfool {

/// The same numbers in another order: between this project's order (the channel fastest) and ONNX's
/// (the channel slowest), wherever a network flattens an image or takes one in.
class Permute : public Operator {
 public:
  /// y[i] = x[source[i]]; source is a permutation of output.size() indices.
  Permute(Shape output, std::vector<Index> source);

  Shape output() const override { return output_; }
  void forward(const Activation* x, Activation& y) override;
  void pullback(const Activation* x, int input, const Cotangent& dy, Cotangent& dx) override;
  std::int64_t work() const override { return output_.size(); }

  /// The `source` that takes an image from this project's order to ONNX's.
  static std::vector<Index> to_onnx(Shape image);

  /// The `source` that takes an image from ONNX's order to this project's.
  static std::vector<Index> from_onnx(Shape image);

 private:
  Shape output_;
  std::vector<Index> source_;
  std::vector<std::uint8_t> passes_;
  std::vector<std::uint8_t> live_;
  std::vector<int> place_;
};

}  // namespace deepfool
