#pragma once

#include <utility>
#include <vector>

#include "network/operator.h"

namespace deepfool {

/// A constant tensor that operators read like a computed one. It has no inputs.
class Given : public Operator {
 public:
  explicit Given(std::vector<float> values) : values_(std::move(values)) {}

  Index size() const override { return static_cast<Index>(values_.size()); }
  void forward(const Activation* /*x*/, Activation& y) override { y = {values_.data(), nullptr}; }
  void pullback(const Activation* /*x*/, int /*input*/, const Cotangent& /*dy*/,
                Cotangent& /*dx*/) override {}
  std::int64_t work() const override { return 1; }
  Index parameters() const override { return size(); }

 private:
  std::vector<float> values_;
};

}  // namespace deepfool
