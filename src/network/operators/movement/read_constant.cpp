// Nodes that add no operator to the network: they give a constant, or their input.

#include <algorithm>
#include <cmath>

#include "classifier/joined.h"
#include "network/limits.h"
#include "network/onnx/protobuf.h"
#include "network/onnx/readers.h"
#include "network/operators/make.h"

namespace deepfool::onnx {

namespace {

Tensor whole_numbers(const std::vector<std::int64_t>& numbers) {
  Tensor t;
  t.dims = {static_cast<std::int64_t>(numbers.size())};
  for (const std::int64_t n : numbers) t.values.push_back(static_cast<float>(n));
  t.is_whole = true;
  return t;
}

}  // namespace

Value read_identity(NodeReader& node) { return node.value(0); }

Value read_constant(NodeReader& node) {
  if (const Attribute* const a = node.attribute("value")) return node.keep(a->tensor);
  if (const Attribute* const a = node.attribute("value_float")) return node.keep(a->number);
  if (const Attribute* const a = node.attribute("value_floats")) {
    return node.keep({{static_cast<std::int64_t>(a->numbers.size())}, a->numbers, false});
  }
  if (const Attribute* const a = node.attribute("value_ints")) {
    return node.keep(whole_numbers(a->integers));
  }
  const Attribute* const a = node.attribute("value_int");
  if (!a) node.refuse("only constants of numbers are supported");
  return node.keep({{}, {static_cast<float>(a->integer)}, true});
}

Value read_shape(NodeReader& node) {
  const Dims& dims = node.value(0).dims;
  const auto rank = static_cast<std::int64_t>(dims.size());
  if (node.type() == "Size") {
    return node.keep({{}, {static_cast<float>(volume(dims))}, true});
  }
  const auto inside = [&](std::int64_t at) {
    return std::min(std::max<std::int64_t>(at < 0 ? at + rank : at, 0), rank);
  };
  const std::int64_t first = inside(node.integer("start", 0));
  const std::int64_t end = std::max(first, inside(node.integer("end", rank)));
  return node.keep(whole_numbers({dims.begin() + first, dims.begin() + end}));
}

Value read_constant_of_shape(NodeReader& node) {
  Tensor t;
  t.dims = node.constant(0).integers();
  for (const std::int64_t d : t.dims) {
    if (d < 0) node.refuse("a size is negative");
  }
  if (t.dims.size() > kMostAxes) node.refuse("more than 8 axes are not supported");
  node.claim(t.dims);
  const Attribute* const value = node.attribute("value");
  const bool has_value = value && value->tensor.values.size() == 1;
  t.is_whole = has_value && value->tensor.is_whole;
  t.values.assign(static_cast<std::size_t>(volume(t.dims)),
                  has_value ? value->tensor.values[0] : 0);
  return node.keep(std::move(t));
}

Value read_range(NodeReader& node) {
  Tensor t;
  float ends[3];
  t.is_whole = true;
  for (std::size_t i = 0; i < 3; ++i) {
    const Tensor& c = node.constant(i);
    if (c.values.size() != 1) node.refuse("its limits must be single numbers");
    ends[i] = c.values[0];
    t.is_whole = t.is_whole && c.is_whole;
  }
  const float count = std::ceil((ends[1] - ends[0]) / ends[2]);
  if (!(count < static_cast<float>(kMostElements))) node.refuse("it is too long");
  for (int i = 0; static_cast<float>(i) < count; ++i) {
    t.values.push_back(ends[0] + static_cast<float>(i) * ends[2]);
  }
  t.dims = {static_cast<std::int64_t>(t.values.size())};
  return node.keep(std::move(t));
}

/// To real numbers: nothing changes. To whole ones: of constants alone.
Value read_cast(NodeReader& node) {
  const Value& x = node.value(0);
  const std::int64_t to = node.integer("to", kFloat);
  const bool is_real = to == kFloat || to == kDouble || to == kFloat16 || to == kBfloat16;
  if (!x.constant) {
    if (!is_real) node.refuse("whole numbers that depend on the input have no useful gradient");
    return x;
  }
  Tensor t = *x.constant;
  if (to == kBool) {
    for (float& v : t.values) v = v != 0 ? 1.0F : 0.0F;
  } else if (!is_real) {
    for (float& v : t.values) v = std::trunc(v);
  }
  t.is_whole = !is_real;
  return node.keep(std::move(t));
}

/// CastLike's second input is a constant of the type that is wanted.
Value read_cast_like(NodeReader& node) {
  const Value& x = node.value(0);
  if (x.constant && node.value(1).constant) {
    Tensor t = *x.constant;
    t.is_whole = node.value(1).constant->is_whole;
    return node.keep(std::move(t));
  }
  return x;
}

}  // namespace deepfool::onnx
