#pragma once

#include <vector>

#include "network/operator.h"

namespace deepfool {

/// max(x, 0). Its gradient at 0 is 0, as PyTorch has it.
class Relu : public Operator {
 public:
  explicit Relu(Index size);

  Index size() const override { return size_; }
  void forward(const Activation* x, Activation& y) override;
  void pullback(const Activation* x, int input, const Cotangent& dy, Cotangent& dx) override;
  std::int64_t work() const override { return size_; }
  Form form() const override { return {Form::relu}; }

 private:
  Index size_;
  std::vector<std::uint8_t> passes_;
  std::vector<std::uint8_t> live_;
};

/// x + c, element by element.
class AddConstant : public Operator {
 public:
  explicit AddConstant(std::vector<float> c);

  Index size() const override { return static_cast<Index>(c_.size()); }
  void forward(const Activation* x, Activation& y) override;
  void pullback(const Activation* x, int input, const Cotangent& dy, Cotangent& dx) override;
  std::int64_t work() const override { return size(); }
  Form form() const override { return {Form::affine}; }

 private:
  std::vector<float> c_;
};

/// x * c, element by element.
class MultiplyConstant : public Operator {
 public:
  explicit MultiplyConstant(std::vector<float> c);

  Index size() const override { return static_cast<Index>(c_.size()); }
  void forward(const Activation* x, Activation& y) override;
  void pullback(const Activation* x, int input, const Cotangent& dy, Cotangent& dx) override;
  std::int64_t work() const override { return size(); }
  Form form() const override { return {Form::affine}; }

 private:
  std::vector<float> c_;
};

/// The sum of two tensors of one size (a residual connection).
class Sum : public Operator {
 public:
  explicit Sum(Index size) : size_(size) {}

  Index size() const override { return size_; }
  void forward(const Activation* x, Activation& y) override;
  void pullback(const Activation* x, int input, const Cotangent& dy, Cotangent& dx) override;
  std::int64_t work() const override { return size_; }
  Form form() const override { return {Form::affine}; }

 private:
  Index size_;
};

}  // namespace deepfool
