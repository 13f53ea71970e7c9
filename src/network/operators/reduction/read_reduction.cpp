#include <utility>

#include "network/onnx/readers.h"
#include "network/operators/make.h"
#include "network/operators/reduction/reduce.h"

namespace deepfool::onnx {

namespace {

/// A value whose elements of some axes lie together, and where.
struct Gathered {
  Value x;
  Groups groups;
};

Gathered gathered(NodeReader& node, const Value& v, const std::vector<bool>& axes) {
  Gathered g;
  const auto size = [&](int axis) { return v.dims[static_cast<std::size_t>(axis)]; };
  const auto is_reduced = [&](int axis) { return axes[static_cast<std::size_t>(axis)]; };
  Order together;  // the axes that stay, then those that are reduced
  for (const bool reduced : {false, true}) {
    for (const int axis : v.order) {
      if (is_reduced(axis) == reduced) together.push_back(axis);
    }
  }
  // How often reduced axes begin or end, in memory.
  int changes = 0;
  bool before = false;
  for (const int axis : v.order) {
    if (size(axis) == 1) continue;
    changes += is_reduced(axis) != before;
    before = is_reduced(axis);
  }
  g.x = changes <= 2 ? v : node.laid_out(v, together);
  for (const int axis : g.x.order) {
    const auto n = static_cast<Index>(size(axis));
    if (is_reduced(axis)) {
      g.groups.count *= n;
    } else if (g.groups.count == 1) {
      g.groups.outer *= n;
    } else {
      g.groups.inner *= n;
    }
  }
  return g;
}

/// The axes of a reduction, all if it names none.
std::vector<bool> reduced_axes(const NodeReader& node, std::size_t rank) {
  const auto listed = node.integers("axes", 1);
  if (!listed.empty()) return node.axes(listed, rank);
  return std::vector<bool>(rank, node.integer("noop_with_empty_axes", 0) == 0);
}

/// The axes that a softmax runs over: before operator set 13 all from `axis` on.
std::vector<bool> softmax_axes(const NodeReader& node, std::size_t rank) {
  const bool is_old = node.opset() < 13;
  const std::size_t axis = node.axis(node.integer("axis", is_old ? 1 : -1), rank);
  std::vector<bool> axes(rank);
  for (std::size_t i = axis; i < (is_old ? rank : axis + 1); ++i) axes[i] = true;
  return axes;
}

}  // namespace

Value reduce(NodeReader& node, const char* name, const Value& v, const std::vector<bool>& axes,
             bool keep_axes) {
  const Reduction reduction = find_reduction(name);
  if (!reduction.slope && !v.constant) node.refuse("it is supported of constants alone");
  const Gathered g = gathered(node, v, axes);
  Dims ones = v.dims;
  Dims kept;
  for (std::size_t i = 0; i < v.rank(); ++i) {
    if (axes[i]) {
      ones[i] = 1;
    } else {
      kept.push_back(v.dims[i]);
    }
  }
  Value y = node.append(std::make_unique<Reduce>(reduction, g.groups), {g.x}, ones, g.x.order);
  if (keep_axes) return y;
  if (y.constant) return reshape(node, y, kept);
  Order order;
  for (const int axis : y.order) {
    if (axes[static_cast<std::size_t>(axis)]) continue;
    int number = 0;
    for (int before = 0; before < axis; ++before) number += !axes[static_cast<std::size_t>(before)];
    order.push_back(number);
  }
  y.dims = kept;
  y.order = order;
  return y;
}

Value softmax(NodeReader& node, const Value& v, const std::vector<bool>& axes) {
  const Gathered g = gathered(node, v, axes);
  return node.append(std::make_unique<Softmax>(g.groups), {g.x}, v.dims, g.x.order);
}

Value read_reduction(NodeReader& node) {
  const Value& x = node.value(0);
  return reduce(node, node.type().c_str(), x, reduced_axes(node, x.rank()),
                node.integer("keepdims", 1) != 0);
}

/// GlobalAveragePool, GlobalMaxPool: over height and width.
Value read_global_pool(NodeReader& node) {
  const Value& x = node.value(0);
  if (x.rank() < 3) node.refuse("its input has no width");
  std::vector<bool> axes(x.rank(), true);
  axes[0] = axes[1] = false;
  return reduce(node, node.type() == "GlobalMaxPool" ? "ReduceMax" : "ReduceMean", x, axes);
}

/// One over the class scores is left out: attacks work on logits.
Value read_softmax(NodeReader& node) {
  const Value& x = node.value(0);
  const std::vector<bool> axes = softmax_axes(node, x.rank());
  if (node.is_dropped()) {
    std::int64_t count = 1;
    for (std::size_t i = 0; i < x.rank(); ++i) count *= axes[i] ? x.dims[i] : 1;
    if (count == volume(x.dims)) return x;
  }
  if (node.type() == "Softmax") return softmax(node, x, axes);
  return binary(node, "Sub", x, reduce(node, "ReduceLogSumExp", x, axes));
}

}  // namespace deepfool::onnx
