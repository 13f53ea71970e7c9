// Operators of the domain ai.onnx.ml, as scikit-learn's exporter writes them.

#include <cmath>
#include <utility>

#include "classifier/joined.h"
#include "network/onnx/readers.h"
#include "network/operators/make.h"

namespace deepfool::onnx {

namespace {

const std::vector<float>& numbers(const NodeReader& node, const char* name) {
  static const std::vector<float> kNone;
  const Attribute* const a = node.attribute(name);
  if (!a) return kNone;
  for (const float v : a->numbers) {
    if (!std::isfinite(v)) node.refuse([&] { return joined({name, ": a number is not finite"}); });
  }
  return a->numbers;
}

Value row(NodeReader& node, const std::vector<float>& v) {
  return node.keep({{static_cast<std::int64_t>(v.size())}, v, false});
}

}  // namespace

/// The scores alone: both outputs, the label and the probabilities, stand for them.
Value read_linear_classifier(NodeReader& node) {
  const Value& x = node.value(0);
  const std::vector<float>& W = numbers(node, "coefficients");
  const std::vector<float>& b = numbers(node, "intercepts");
  const std::int64_t features = x.rank() == 0 ? 0 : x.dims.back();
  const auto size = static_cast<std::int64_t>(W.size());
  if (features < 1 || size < features || size % features != 0) {
    node.refuse([&] {
      return joined({size, " coefficients do not fit an input of shape ", text(x.dims)});
    });
  }
  const std::int64_t classes = size / features;
  if (!b.empty() && static_cast<std::int64_t>(b.size()) != classes) {
    node.refuse("its intercepts do not fit its coefficients");
  }
  Tensor weights;  // features x classes
  weights.dims = {features, classes};
  for (std::int64_t f = 0; f < features; ++f) {
    for (std::int64_t c = 0; c < classes; ++c) {
      weights.values.push_back(W[static_cast<std::size_t>(c * features + f)]);
    }
  }
  Value y = product(node, x, node.keep(std::move(weights)));
  if (!b.empty()) y = arithmetic(node, "Add", y, row(node, b));
  node.set_output(1, y);
  return y;
}

/// (x - offset) scale.
Value read_scaler(NodeReader& node) {
  Value y = node.value(0);
  const std::vector<float>& offset = numbers(node, "offset");
  const std::vector<float>& scale = numbers(node, "scale");
  if (!offset.empty()) y = arithmetic(node, "Sub", y, row(node, offset));
  return scale.empty() ? y : arithmetic(node, "Mul", y, row(node, scale));
}

Value read_normalizer(NodeReader& node) {
  const Value& x = node.value(0);
  if (x.rank() == 0) node.refuse("its input is a single number");
  std::vector<bool> axes(x.rank());
  axes.back() = true;
  const std::string norm = node.text("norm", "MAX");
  if (norm == "MAX") {
    return binary(node, "Div", x, reduce(node, "ReduceMax", unary(node, "Abs", x), axes));
  }
  return binary(node, "Div", x, reduce(node, norm == "L1" ? "ReduceL1" : "ReduceL2", x, axes));
}

}  // namespace deepfool::onnx
