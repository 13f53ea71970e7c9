#include "classifier/joined.h"
#include "network/onnx/readers.h"
#include "network/operators/layout/permute.h"

namespace deepfool::onnx {

namespace {

/// x as [batch, n], its elements in ONNX's order.
Value as_vector(NodeReader& node, const Value& x) {
  if (x.is_vector) return x;
  const Shape flat{1, 1, x.shape.size()};
  if (!x.shape.order_matters()) {
    Value y = x;
    y.shape = flat;
    y.is_vector = true;
    return y;
  }
  return node.append(std::make_unique<Permute>(flat, Permute::to_onnx(x.shape)), {x.tensor}, true);
}

/// The shape that Reshape makes of `from`: 0 keeps a size (unless allowzero is set), one -1 stands
/// for what is left.
std::vector<std::int64_t> reshaped(const NodeReader& node, const std::vector<std::int64_t>& from,
                                   std::int64_t size, const std::vector<std::int64_t>& target) {
  std::vector<std::int64_t> to = target;
  const bool keep_zero = node.integer("allowzero", 0) != 0;
  std::int64_t known = 1;
  std::ptrdiff_t open = -1;
  const auto misfit = [&] {
    node.refuse([&] {
      return joined({"an input of shape ", text(from), " cannot become ", text(target)});
    });
  };
  for (std::size_t i = 0; i < to.size(); ++i) {
    if (to[i] == 0 && !keep_zero && i < from.size()) to[i] = from[i];
    if (to[i] == -1 && open < 0) {
      open = static_cast<std::ptrdiff_t>(i);
      continue;
    }
    if (to[i] < 1 || to[i] > size) misfit();
    known *= to[i];
    if (known > size) misfit();
  }
  if (open >= 0) {
    to[static_cast<std::size_t>(open)] = size / known;
    known *= to[static_cast<std::size_t>(open)];
  }
  if (known != size) misfit();
  return to;
}

}  // namespace

Value read_flatten(NodeReader& node) {
  const Value& x = node.tensor(0);
  const std::int64_t axis = node.integer("axis", 1);
  if (axis != 1 && axis != 1 - static_cast<std::int64_t>(x.dims().size())) {
    node.refuse([&] { return joined({"axis ", axis, "; axis 1 is supported"}); });
  }
  return as_vector(node, x);
}

Value read_reshape(NodeReader& node) {
  const Value& x = node.tensor(0);
  const Tensor& target = node.constant(1);
  if (target.dims.size() != 1 || target.integers.empty()) {
    node.refuse("its shape is no list of integers");
  }
  const std::vector<std::int64_t> from = x.dims();
  const std::vector<std::int64_t> to = reshaped(node, from, x.shape.size(), target.integers);
  if (to == from) return x;
  if (to.size() == 2 && to[0] == 1) return as_vector(node, x);
  if (to.size() == 4 && to[0] == 1) {
    const Shape shape = image_shape(to);
    Value flat = as_vector(node, x);
    if (!shape.order_matters()) {
      flat.shape = shape;
      flat.is_vector = false;
      return flat;
    }
    return node.append(std::make_unique<Permute>(shape, Permute::from_onnx(shape)), {flat.tensor},
                       false);
  }
  node.refuse([&] {
    return joined({"it makes the shape ", text(to),
                   "; [1, features] and [1, channels, height, width] are supported"});
  });
}

}  // namespace deepfool::onnx
