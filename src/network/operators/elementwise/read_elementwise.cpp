#include <cmath>
#include <limits>
#include <utility>

#include "network/onnx/readers.h"
#include "network/operators/elementwise/elementwise.h"

namespace deepfool::onnx {

Value read_arithmetic(NodeReader& node) {
  const Value& a = node.value(0);
  const Value& b = node.value(1);
  if (a.constant && b.constant) node.refuse("both its inputs are constants");
  if (!a.constant && !b.constant) {
    if (node.type() != "Add" || a.dims() != b.dims()) {
      node.refuse("of two computed tensors, only those of one shape can be added");
    }
    return node.append(std::make_unique<Sum>(a.shape), {a.tensor, b.tensor}, a.is_vector);
  }
  const Value& x = a.constant ? b : a;
  std::vector<float> c = node.broadcast(a.constant ? *a.constant : *b.constant, x);
  Value y = x;
  if (node.type() == "Add" || node.type() == "Sub") {
    if (node.type() == "Sub" && a.constant) {  // c - x
      y = node.append(
          std::make_unique<MultiplyConstant>(x.shape, std::vector<float>(c.size(), -1.0F)),
          {x.tensor}, x.is_vector);
    } else if (node.type() == "Sub") {
      for (float& v : c) v = -v;
    }
    return node.append(std::make_unique<AddConstant>(x.shape, std::move(c)), {y.tensor},
                       x.is_vector);
  }
  if (node.type() == "Div") {
    if (a.constant) node.refuse("division by a computed tensor is not supported");
    for (float& v : c) {
      v = 1 / v;
      if (!(std::abs(v) <= std::numeric_limits<float>::max())) node.refuse("it divides by zero");
    }
  }
  return node.append(std::make_unique<MultiplyConstant>(x.shape, std::move(c)), {x.tensor},
                     x.is_vector);
}

Value read_relu(NodeReader& node) {
  const Value& x = node.tensor(0);
  return node.append(std::make_unique<Relu>(x.shape), {x.tensor}, x.is_vector);
}

}  // namespace deepfool::onnx
