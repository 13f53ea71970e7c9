#include <algorithm>
#include <cmath>
#include <limits>

#include "classifier/joined.h"
#include "network/onnx/readers.h"
#include "network/operators/elementwise/binary.h"
#include "network/operators/elementwise/elementwise.h"
#include "network/operators/elementwise/unary.h"
#include "network/operators/make.h"

namespace deepfool::onnx {

Dims common_dims(const NodeReader& node, const Dims& a, const Dims& b) {
  Dims dims(std::max(a.size(), b.size()), 1);
  for (const Dims& other : {a, b}) {
    for (std::size_t i = 1; i <= other.size(); ++i) {
      const std::int64_t size = other[other.size() - i];
      std::int64_t& to = dims[dims.size() - i];
      if (to != 1 && size != 1 && to != size) {
        node.refuse([&] { return joined({text(a), " and ", text(b), " do not fit"}); });
      }
      if (to == 1) to = size;
    }
  }
  return dims;
}

Value binary(NodeReader& node, const char* name, const Value& a, const Value& b) {
  const BinaryFunction function = find_binary(name);
  const bool is_constant = a.constant && b.constant;
  if (!function.slopes && !is_constant) node.refuse("it has no useful gradient");
  const Dims dims = common_dims(node, a.dims, b.dims);
  const auto size = static_cast<Index>(volume(dims));
  const bool is_whole = is_constant && a.constant->is_whole && b.constant->is_whole;
  Value left = expand(node, a, dims);
  Value right = expand(node, b, dims);
  const Order order = left.constant ? right.order : left.order;
  left = node.laid_out(left, order);
  right = node.laid_out(right, order);
  if (!is_constant && function.name == std::string("Add")) {
    return node.append(std::make_unique<Sum>(size), {left, right}, dims, order);
  }
  Value y =
      node.append(std::make_unique<BinaryOperator>(function, size), {left, right}, dims, order);
  return is_whole && name == std::string("Div") ? unary(node, "Truncate", y) : y;
}

Value unary(NodeReader& node, const char* name, const Value& v, float alpha, float beta) {
  const UnaryFunction function = find_unary(name);
  if (!function.slope && !v.constant) node.refuse("it has no useful gradient");
  return node.append(
      std::make_unique<UnaryOperator>(function, alpha, beta, static_cast<Index>(volume(v.dims))),
      {v}, v.dims, v.order);
}

Value read_unary(NodeReader& node) {
  const UnaryFunction function = find_unary(node.type());
  const float alpha = node.number("alpha", function.alpha);
  const float beta = node.number("beta", node.number("gamma", function.beta));
  return unary(node, function.name, node.value(0), alpha, beta);
}

Value read_gelu(NodeReader& node) {
  return unary(node, node.text("approximate", "none") == "tanh" ? "Gelu tanh" : "Gelu",
               node.value(0));
}

Value read_clip(NodeReader& node) {
  constexpr float kMost = std::numeric_limits<float>::max();
  const auto bound = [&](const char* name, std::size_t input, float otherwise) {
    if (!node.has(input)) return node.number(name, otherwise);
    const Tensor& c = node.constant(input);
    if (c.values.size() != 1) node.refuse("its bounds must be single numbers");
    return c.values[0];
  };
  return unary(node, "Clip", node.value(0), bound("min", 1, -kMost), bound("max", 2, kMost));
}

/// A function of two tensors, or of several, one after the other.
Value read_binary(NodeReader& node) {
  Value y = node.value(0);
  for (std::size_t i = 1; i < node.inputs(); ++i) {
    y = binary(node, node.type().c_str(), y, node.value(i));
  }
  return y;
}

Value read_sum(NodeReader& node) {
  Value y = node.value(0);
  for (std::size_t i = 1; i < node.inputs(); ++i) y = arithmetic(node, "Add", y, node.value(i));
  if (node.type() != "Mean") return y;
  return arithmetic(node, "Div", y, node.keep(static_cast<float>(node.inputs())));
}

}  // namespace deepfool::onnx
