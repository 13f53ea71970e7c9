#pragma once

#include <vector>

#include "network/operator.h"

namespace deepfool {

/// max(x, 0). Its gradient at 0 is 0, as PyTorch has it.
class Relu : public Operator {
 public:
  explicit Relu(Shape shape);

  Shape output() const override { return shape_; }
  void forward(const Activation* x, Activation& y) override;
  void pullback(const Activation* x, int input, const Cotangent& dy, Cotangent& dx) override;
  std::int64_t work() const override { return shape_.size(); }

 private:
  Shape shape_;
  std::vector<std::uint8_t> passes_;
  std::vector<std::uint8_t> live_;
};

/// x + c, element by element.
class AddConstant : public Operator {
 public:
  /// c: shape.size() elements, the channel fastest.
  AddConstant(Shape shape, std::vector<float> c);

  Shape output() const override { return shape_; }
  void forward(const Activation* x, Activation& y) override;
  void pullback(const Activation* x, int input, const Cotangent& dy, Cotangent& dx) override;
  std::int64_t work() const override { return shape_.size(); }

 private:
  Shape shape_;
  std::vector<float> c_;
};

/// x * c, element by element.
class MultiplyConstant : public Operator {
 public:
  /// c: shape.size() elements, the channel fastest.
  MultiplyConstant(Shape shape, std::vector<float> c);

  Shape output() const override { return shape_; }
  void forward(const Activation* x, Activation& y) override;
  void pullback(const Activation* x, int input, const Cotangent& dy, Cotangent& dx) override;
  std::int64_t work() const override { return shape_.size(); }

 private:
  Shape shape_;
  std::vector<float> c_;
};

/// The sum of two tensors of one shape (a residual connection).
class Sum : public Operator {
 public:
  explicit Sum(Shape shape) : shape_(shape) {}

  Shape output() const override { return shape_; }
  void forward(const Activation* x, Activation& y) override;
  void pullback(const Activation* x, int input, const Cotangent& dy, Cotangent& dx) override;
  std::int64_t work() const override { return shape_.size(); }

 private:
  Shape shape_;
};

}  // namespace deepfool
