#include <cmath>
#include <limits>
#include <utility>

#include "network/onnx/readers.h"
#include "network/operators/elementwise/elementwise.h"
#include "network/operators/make.h"

namespace deepfool::onnx {

namespace {

/// x + c or x * c.
template <class Op>
Value with_constant(NodeReader& node, const Value& x, std::vector<float> c) {
  return node.append(std::make_unique<Op>(std::move(c)), {x}, x.dims, x.order);
}

/// Whether c can be broadcast to x, which is computed, without x growing.
bool fits(const Value& c, const Value& x) {
  if (!c.constant || x.constant || c.rank() > x.rank()) return false;
  for (std::size_t i = 1; i <= c.rank(); ++i) {
    const std::int64_t d = c.dims[c.rank() - i];
    if (d != 1 && d != x.dims[x.rank() - i]) return false;
  }
  return true;
}

/// All but the sum or the difference of a tensor and a constant that fits it.
[[gnu::noinline]] Value other_arithmetic(NodeReader& node, const std::string& type, const Value& a,
                                         const Value& b) {
  const bool is_left = fits(a, b);
  if ((!is_left && !fits(b, a)) || (is_left && type == "Div")) {
    return binary(node, type.c_str(), a, b);
  }
  const Value& x = is_left ? b : a;
  std::vector<float> c = node.broadcast(is_left ? *a.constant : *b.constant, x);
  if (type == "Add" || type == "Sub") {  // c + x, c - x
    Value y = x;
    if (type == "Sub") {
      y = with_constant<MultiplyConstant>(node, x, std::vector<float>(c.size(), -1.0F));
    }
    return with_constant<AddConstant>(node, y, std::move(c));
  }
  if (type == "Div") {
    for (float& v : c) {
      v = 1 / v;
      if (!(std::abs(v) <= std::numeric_limits<float>::max())) node.refuse("it divides by zero");
    }
  }
  return with_constant<MultiplyConstant>(node, x, std::move(c));
}

}  // namespace

Value arithmetic(NodeReader& node, const std::string& type, const Value& a, const Value& b) {
  const bool is_difference = type == "Sub";
  if ((!is_difference && type != "Add") || !fits(b, a)) return other_arithmetic(node, type, a, b);
  std::vector<float> c = node.broadcast(*b.constant, a);
  if (is_difference) {
    for (float& v : c) v = -v;
  }
  return with_constant<AddConstant>(node, a, std::move(c));
}

Value read_arithmetic(NodeReader& node) {
  return arithmetic(node, node.type(), node.value(0), node.value(1));
}

Value read_relu(NodeReader& node) {
  const Value& x = node.value(0);
  return node.append(std::make_unique<Relu>(static_cast<Index>(volume(x.dims))), {x}, x.dims,
                     x.order);
}

}  // namespace deepfool::onnx
