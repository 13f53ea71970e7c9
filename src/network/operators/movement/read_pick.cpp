// Nodes that take elements of a tensor, leave some out, or repeat them.

#include <algorithm>
#include <cmath>
#include <numeric>

#include "classifier/joined.h"
#include "network/limits.h"
#include "network/onnx/readers.h"
#include "network/operators/make.h"

namespace deepfool::onnx {

namespace {

std::vector<int> range(std::int64_t first, std::int64_t end) {
  std::vector<int> positions(static_cast<std::size_t>(std::max<std::int64_t>(0, end - first)));
  std::iota(positions.begin(), positions.end(), static_cast<int>(first));
  return positions;
}

std::vector<std::vector<int>> everything(const Dims& dims) {
  std::vector<std::vector<int>> all;
  for (const std::int64_t d : dims) all.push_back(range(0, d));
  return all;
}

/// The positions first, first + step, ... before `end`, as Slice counts them.
std::vector<int> sliced(std::int64_t size, std::int64_t first, std::int64_t end,
                        std::int64_t step) {
  const auto inside = [&](std::int64_t at, std::int64_t least, std::int64_t most) {
    return std::min(std::max(at < 0 ? at + size : at, least), most);
  };
  const bool forwards = step > 0;
  first = forwards ? inside(first, 0, size) : inside(first, 0, size - 1);
  end = forwards ? inside(end, 0, size) : inside(end, -1, size - 1);
  step = std::min(std::max(step, -size - 1), size + 1);
  std::vector<int> positions;
  for (std::int64_t at = first; forwards ? at < end : at > end; at += step) {
    positions.push_back(static_cast<int>(at));
  }
  return positions;
}

}  // namespace

Value read_slice(NodeReader& node) {
  const Value& x = node.value(0);
  const auto starts = node.integers("starts", 1);
  const auto ends = node.integers("ends", 2);
  auto axes = node.integers("axes", 3);
  auto steps = node.integers("steps", 4);
  if (axes.empty()) {
    axes.resize(starts.size());
    std::iota(axes.begin(), axes.end(), 0);
  }
  if (steps.empty()) steps.assign(starts.size(), 1);
  if (ends.size() != starts.size() || axes.size() != starts.size() ||
      steps.size() != starts.size()) {
    node.refuse("its starts, ends, axes and steps are not equally many");
  }
  auto positions = everything(x.dims);
  for (std::size_t i = 0; i < starts.size(); ++i) {
    const std::size_t axis = node.axis(axes[i], x.rank());
    if (steps[i] == 0) node.refuse("a step of 0");
    positions[axis] = sliced(x.dims[axis], starts[i], ends[i], steps[i]);
    if (positions[axis].empty() && !x.constant) node.refuse("it takes nothing");
  }
  return pick(node, x, positions);
}

Value read_gather(NodeReader& node) {
  const Value& x = node.value(0);
  const Tensor& which = node.constant(1);
  const std::size_t axis = node.axis(node.integer("axis", 0), x.rank());
  std::vector<int> positions;
  for (std::int64_t i : which.integers()) {
    if (i < 0) i += x.dims[axis];
    if (i < 0 || i >= x.dims[axis]) {
      node.refuse([&] { return joined({"index ", i, " of ", text(x.dims), ", axis ", axis}); });
    }
    positions.push_back(static_cast<int>(i));
  }
  Dims dims = x.dims;
  const auto at = dims.erase(dims.begin() + static_cast<std::ptrdiff_t>(axis));
  dims.insert(at, which.dims.begin(), which.dims.end());
  if (dims.size() > kMostAxes) node.refuse("more than 8 axes are not supported");
  return reshape(node, pick(node, x, axis, positions), dims);
}

Value read_pad(NodeReader& node) {
  const Value& x = node.value(0);
  auto pads = node.integers("pads", 1);
  if (pads.empty()) pads = node.integers("paddings", 1);
  auto axes = node.integers("axes", 3);
  if (axes.empty()) {
    axes.resize(x.rank());
    std::iota(axes.begin(), axes.end(), 0);
  }
  const std::string mode = node.text("mode", "constant");
  float fill = node.number("value", 0);
  if (node.has(2)) {
    const Tensor& value = node.constant(2);
    if (value.values.size() == 1) fill = value.values[0];
  }
  if (pads.size() != 2 * axes.size()) node.refuse("its pads do not fit its axes");
  auto positions = everything(x.dims);
  for (std::size_t i = 0; i < axes.size(); ++i) {
    const std::size_t axis = node.axis(axes[i], x.rank());
    const std::int64_t size = x.dims[axis];
    const std::int64_t before = pads[i];
    const std::int64_t after = pads[i + axes.size()];
    if (std::max(std::abs(before), std::abs(after)) > kMostWindow) node.refuse("pads out of range");
    if (mode == "reflect" && std::max(before, after) >= size) node.refuse("pads out of range");
    std::vector<int> along;
    for (std::int64_t at = -before; at < size + after; ++at) {
      std::int64_t from = at;
      if (mode == "reflect") {
        from = at < 0 ? -at : at >= size ? 2 * (size - 1) - at : at;
      } else if (mode == "edge") {
        from = std::min(std::max<std::int64_t>(at, 0), size - 1);
      } else if (mode == "wrap") {
        from = (at % size + size) % size;
      } else if (mode != "constant") {
        node.refuse([&] { return joined({"mode '", mode, "' is not known"}); });
      } else if (at < 0 || at >= size) {
        from = -1;
      }
      along.push_back(static_cast<int>(from));
    }
    if (along.empty()) node.refuse("it leaves nothing");
    positions[axis] = along;
  }
  return pick(node, x, positions, fill);
}

Value read_expand(NodeReader& node) {
  const Value& x = node.value(0);
  Dims dims = node.constant(1).integers();
  if (!dims.empty() && node.batch() > 1 && dims[0] == node.batch()) dims[0] = 1;
  for (const std::int64_t d : dims) {
    if (d < 1) node.refuse([&] { return joined({"the shape ", text(dims)}); });
  }
  return expand(node, x, common_dims(node, x.dims, dims));
}

Value read_tile(NodeReader& node) {
  const Value& x = node.value(0);
  const auto repeats = node.constant(1).integers();
  if (repeats.size() != x.rank()) node.refuse("its repeats do not fit its input");
  auto positions = everything(x.dims);
  for (std::size_t axis = 0; axis < x.rank(); ++axis) {
    if (repeats[axis] < 1) node.refuse("a repeat of 0");
    node.claim({repeats[axis], x.dims[axis]});
    const std::vector<int> once = positions[axis];
    for (std::int64_t i = 1; i < repeats[axis]; ++i) {
      positions[axis].insert(positions[axis].end(), once.begin(), once.end());
    }
  }
  return pick(node, x, positions);
}

Value read_concat(NodeReader& node) {
  std::vector<Value> values;
  for (std::size_t i = 0; i < node.inputs(); ++i) {
    const Value& v = node.value(i);
    if (v.constant && volume(v.dims) == 0) continue;
    values.push_back(v);
  }
  if (values.empty()) node.refuse("it has no input");
  return join(node, values, node.axis(node.integer("axis", 1), values[0].rank()));
}

Value read_split(NodeReader& node) {
  const Value& x = node.value(0);
  const std::size_t axis = node.axis(node.integer("axis", 0), x.rank());
  auto sizes = node.integers("split", 1);
  const auto parts = static_cast<std::int64_t>(node.outputs());
  if (sizes.empty()) {
    const std::int64_t each = (x.dims[axis] + parts - 1) / parts;
    for (std::int64_t left = x.dims[axis]; left > 0; left -= each) {
      sizes.push_back(std::min(each, left));
    }
  }
  if (sizes.size() != node.outputs()) node.refuse("its parts do not fit its outputs");
  std::int64_t first = 0;
  Value result;
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    if (sizes[i] < 1 || sizes[i] > x.dims[axis] - first) {
      node.refuse("its parts do not fit its input");
    }
    const Value part = pick(node, x, axis, range(first, first + sizes[i]));
    if (i == 0) result = part;
    node.set_output(i, part);
    first += sizes[i];
  }
  return result;
}

/// A choice between two tensors by a constant mask.
Value read_where(NodeReader& node) {
  const Value& mask = node.value(0);
  if (!mask.constant) node.refuse("a condition that depends on the input is not supported");
  const Dims dims =
      common_dims(node, common_dims(node, mask.dims, node.value(1).dims), node.value(2).dims);
  const Value which = expand(node, mask, dims);
  const Value a = expand(node, node.value(1), dims);
  const Value b = expand(node, node.value(2), dims);
  // Both behind each other along a new, slowest axis, of which one is taken for each element.
  Dims flat = {1, volume(dims)};
  const Value both = join(node, {reshape(node, a, flat), reshape(node, b, flat)}, 0);
  std::vector<int> positions;
  for (std::size_t i = 0; i < which.constant->values.size(); ++i) {
    const int at = static_cast<int>(i);
    positions.push_back(which.constant->values[i] != 0 ? at : at + static_cast<int>(flat[1]));
  }
  const Value line = reshape(node, both, {2 * flat[1]});
  return reshape(node, pick(node, line, 0, positions), dims);
}

}  // namespace deepfool::onnx
