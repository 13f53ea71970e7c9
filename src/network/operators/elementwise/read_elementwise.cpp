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

}  // namespace

Value arithmetic(NodeReader& node, const std::string& type, const Value& a, const Value& b) {
  const bool is_left = fits(a, b);
  if ((!is_left && !fits(b, a)) || (is_left && type == "Div")) {
    return binary(node, type.c_str(), a, b);
  }
  const Value& x = is_left ? b : a;
  std::vector<float> c = node.broadcast(is_left ? *a.constant : *b.constant, x);
  if (type == "Add" || type == "Sub") {
    Value y = x;
    if (type == "Sub" && is_left) {  // c - x
      y = with_constant<MultiplyConstant>(node, x, std::vector<float>(c.size(), -1.0F));
    } else if (type == "Sub") {
      for (float& v : c) v = -v;
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

Value read_arithmetic(NodeReader& node) {
  return arithmetic(node, node.type(), node.value(0), node.value(1));
}

Value read_relu(NodeReader& node) {
  const Value& x = node.value(0);
  return node.append(std::make_unique<Relu>(static_cast<Index>(volume(x.dims))), {x}, x.dims,
                     x.order);
}

}  // namespace deepfool::onnx
