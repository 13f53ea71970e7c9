#pragma once

#include <string>
#include <vector>

#include "network/operator.h"

namespace deepfool {

/// Where the elements lie that are reduced to one: outer x count x inner, `count` of them each.
struct Groups {
  Index outer = 1;
  Index count = 1;
  Index inner = 1;
};

/// One number from several. With x its elements, y the result and n how many there are:
struct Reduction {
  using Add = double (*)(double sum, float x);
  using Finish = double (*)(double sum, Index n);
  using Slope = float (*)(float x, float y, Index n);

  const char* name = nullptr;  // ONNX's
  double start = 0;
  Add add = nullptr;
  Finish finish = nullptr;
  /// dy / dx; null: it has none that is of use, and takes constants alone.
  Slope slope = nullptr;
};

/// The reduction of this name, which must be one of them.
Reduction find_reduction(const std::string& name);

/// A reduction of each group. Where it is a largest or smallest element, the gradient goes to the
/// first of those that are equal.
class Reduce : public Operator {
 public:
  Reduce(const Reduction& reduction, Groups groups);

  Index size() const override { return groups_.outer * groups_.inner; }
  void forward(const Activation* x, Activation& y) override;
  void pullback(const Activation* x, int input, const Cotangent& dy, Cotangent& dx) override;
  std::int64_t work() const override { return size() * groups_.count; }

 private:
  Reduction reduction_;
  Groups groups_;
  bool is_choice_;  // of one element
  std::vector<float> y_;
};

/// exp(x) / the sum of exp(x) over each group.
class Softmax : public Operator {
 public:
  explicit Softmax(Groups groups);

  Index size() const override { return static_cast<Index>(y_.size()); }
  void forward(const Activation* x, Activation& y) override;
  void pullback(const Activation* x, int input, const Cotangent& dy, Cotangent& dx) override;
  std::int64_t work() const override { return 3 * size(); }

 private:
  Groups groups_;
  std::vector<float> y_;
  std::vector<float> sum_;
};

}  // namespace deepfool
