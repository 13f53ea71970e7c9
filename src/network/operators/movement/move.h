#pragma once

#include <vector>

#include "network/operator.h"

namespace deepfool {

/// Elements of a tensor, each at its new place, some left out or repeated, and constants between
/// them: all operators that only move data, and the way from one order in memory to another.
class Move : public Operator {
 public:
  /// y[i] = x[source[i]], or `fill` where the source is -1. x has `inputs` elements.
  Move(Index inputs, std::vector<int> source, float fill = 0);

  Index size() const override { return static_cast<Index>(source_.size()); }
  void forward(const Activation* x, Activation& y) override;
  void pullback(const Activation* x, int input, const Cotangent& dy, Cotangent& dx) override;
  std::int64_t work() const override { return inputs_ > size() ? inputs_ : size(); }
  Form form() const override { return {Form::affine}; }

 private:
  void forward_with_fill(const Activation& x, Activation& y);
  void sum_back(const Cotangent& dy, Cotangent& dx);
  void place_back(const Cotangent& dy, Cotangent& dx);

  Index inputs_;
  std::vector<int> source_;
  float fill_;
  bool is_permutation_ = true;        // each element of x is in y, and once
  bool has_repeats_ = false;          // one of them more often
  std::vector<std::uint8_t> passes_;  // for each output
  std::vector<std::uint8_t> live_;    // for each input element
  std::vector<int> place_;            // for each input element
};

/// Several tensors, one behind the other.
class Join : public Operator {
 public:
  /// sizes: how many elements each input has.
  explicit Join(std::vector<Index> sizes);

  Index size() const override { return static_cast<Index>(passes_.size()); }
  void forward(const Activation* x, Activation& y) override;
  void pullback(const Activation* x, int input, const Cotangent& dy, Cotangent& dx) override;
  std::int64_t work() const override { return size(); }
  Form form() const override { return {Form::affine}; }

 private:
  std::vector<Index> sizes_;
  std::vector<Index> first_;          // where each input begins
  std::vector<std::uint8_t> passes_;  // for each output
};

}  // namespace deepfool
