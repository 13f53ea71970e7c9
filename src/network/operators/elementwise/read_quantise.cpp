// QuantizeLinear and DequantizeLinear. Rounding to whole numbers has no useful gradient: backwards
// it counts as no rounding at all ("straight through"), and stops only what lies outside the range.

#include <limits>
#include <utility>

#include "network/onnx/protobuf.h"
#include "network/onnx/readers.h"
#include "network/operators/make.h"

namespace deepfool::onnx {

namespace {

/// A parameter of one number, or with one for each element along an axis of x.
Value along_axis(NodeReader& node, const Value& v, const Value& x) {
  if (v.rank() != 1 || v.dims[0] == 1) return v;
  const std::size_t axis = node.axis(node.integer("axis", 1), x.rank());
  Dims dims(x.rank() - axis, 1);
  dims[0] = v.dims[0];
  return reshape(node, v, dims);
}

/// The least and the largest number of a type.
std::pair<float, float> range_of(std::int64_t type) {
  switch (type) {
    case kInt8:
      return {-128, 127};
    case kInt16:
      return {-32768, 32767};
    case kUint16:
      return {0, 65535};
    default:
      return {0, 255};
  }
}

}  // namespace

Value read_quantise(NodeReader& node) {
  const Value& x = node.value(0);
  Value y = arithmetic(node, "Div", x, along_axis(node, node.value(1), x));
  std::int64_t type = node.integer("output_dtype", kUint8);
  if (node.has(2) && node.constant(2).type != 0) type = node.constant(2).type;
  const auto [least, most] = range_of(type);
  if (!node.has(2)) return unary(node, "Quantise", y, least, most);
  constexpr float kMost = std::numeric_limits<float>::max();
  y = unary(node, "Quantise", y, -kMost, kMost);
  y = arithmetic(node, "Add", y, along_axis(node, node.value(2), x));
  return unary(node, "Clip", y, least, most);
}

Value read_dequantise(NodeReader& node) {
  const Value& x = node.value(0);
  Value y = x;
  if (node.has(2)) y = arithmetic(node, "Sub", y, along_axis(node, node.value(2), x));
  return arithmetic(node, "Mul", y, along_axis(node, node.value(1), x));
}

}  // namespace deepfool::onnx
