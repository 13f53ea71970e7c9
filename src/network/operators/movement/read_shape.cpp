// Nodes that give the same elements another shape.

#include <algorithm>

#include "classifier/joined.h"
#include "network/onnx/readers.h"
#include "network/operators/make.h"

namespace deepfool::onnx {

namespace {

/// The dims that Reshape makes of `from`: 0 keeps a size (unless allowzero is set), one -1 stands
/// for what is left. A batch of the file's own size becomes 1.
Dims reshaped(const NodeReader& node, const Dims& from, const Dims& target) {
  const std::int64_t size = volume(from);
  const bool keep_zero = node.integer("allowzero", 0) != 0;
  const auto misfit = [&] {
    node.refuse([&] {
      return joined({"an input of shape ", text(from), " cannot become ", text(target)});
    });
  };
  Dims to = target;
  if (to.size() > kMostAxes) misfit();
  for (int attempt = 0;; ++attempt) {
    std::int64_t known = 1;
    std::ptrdiff_t open = -1;
    bool fits = true;
    for (std::size_t i = 0; i < to.size(); ++i) {
      if (to[i] == 0 && !keep_zero && i < from.size()) to[i] = from[i];
      if (to[i] == -1 && open < 0) {
        open = static_cast<std::ptrdiff_t>(i);
        continue;
      }
      if (to[i] < 1 || to[i] > size || known > size / to[i]) {
        fits = false;
        break;
      }
      known *= to[i];
    }
    if (fits && open >= 0) {
      to[static_cast<std::size_t>(open)] = size / known;
      known *= to[static_cast<std::size_t>(open)];
    }
    if (fits && known == size) return to;
    if (attempt > 0 || node.batch() == 1 || to.empty() || target[0] != node.batch()) misfit();
    to = target;
    to[0] = 1;
  }
}

}  // namespace

Value read_flatten(NodeReader& node) {
  const Value& x = node.value(0);
  const std::int64_t axis = node.integer("axis", 1);
  const std::size_t first =
      axis == static_cast<std::int64_t>(x.rank()) ? x.rank() : node.axis(axis, x.rank());
  return reshape(node, x, {volume(x.dims, 0, first), volume(x.dims, first, x.rank())});
}

Value read_reshape(NodeReader& node) {
  const Value& x = node.value(0);
  Dims target;
  if (node.has(1)) {
    const Tensor& shape = node.constant(1);
    if (shape.dims.size() != 1 || !shape.is_whole) node.refuse("its shape is no list of integers");
    target = shape.integers();
  } else {
    target = node.integers("shape", 1);
  }
  return reshape(node, x, reshaped(node, x.dims, target));
}

Value read_squeeze(NodeReader& node) {
  const Value& x = node.value(0);
  const auto listed = node.integers("axes", 1);
  const std::vector<bool> axes = node.axes(listed, x.rank());
  Dims dims;
  for (std::size_t i = 0; i < x.rank(); ++i) {
    if (listed.empty() ? x.dims[i] == 1 : axes[i]) {
      if (x.dims[i] != 1) node.refuse([&] { return joined({"of ", text(x.dims), ", axis ", i}); });
    } else {
      dims.push_back(x.dims[i]);
    }
  }
  return reshape(node, x, dims);
}

Value read_unsqueeze(NodeReader& node) {
  const Value& x = node.value(0);
  const auto listed = node.integers("axes", 1);
  if (x.rank() + listed.size() > kMostAxes) node.refuse("more than 8 axes are not supported");
  const std::vector<bool> axes = node.axes(listed, x.rank() + listed.size());
  Dims dims;
  std::size_t next = 0;
  for (const bool is_new : axes) {
    if (!is_new && next == x.rank()) node.refuse("an axis is named twice");
    dims.push_back(is_new ? 1 : x.dims[next++]);
  }
  return reshape(node, x, dims);
}

Value read_transpose(NodeReader& node) {
  const Value& x = node.value(0);
  const Attribute* const perm = node.attribute("perm");
  std::vector<std::size_t> permutation;
  for (std::size_t i = 0; i < x.rank(); ++i) permutation.push_back(x.rank() - 1 - i);
  if (perm) {
    permutation.clear();
    for (const std::int64_t i : perm->integers) permutation.push_back(node.axis(i, x.rank()));
    std::vector<std::size_t> sorted = permutation;
    std::sort(sorted.begin(), sorted.end());
    for (std::size_t i = 0; i < sorted.size(); ++i) {
      if (sorted[i] != i || sorted.size() != x.rank()) node.refuse("perm is no permutation");
    }
    if (sorted.size() != x.rank()) node.refuse("perm is no permutation");
  }
  return transpose(node, x, permutation);
}

/// DepthToSpace: channels become rows and columns of a block; SpaceToDepth: back.
Value read_depth_to_space(NodeReader& node) {
  const Value& x = node.value(0);
  const std::int64_t b = node.integer("blocksize", 0);
  if (x.rank() != 4 || b < 1 || b > x.dims[1] + x.dims[2] || x.dims[1] % (b * b) != 0) {
    node.refuse([&] { return joined({"blocks of ", b, " do not fit ", text(x.dims)}); });
  }
  const std::int64_t c = x.dims[1] / (b * b);
  const bool columns_first = node.text("mode", "DCR") == "CRD";
  Value y = columns_first ? reshape(node, x, {x.dims[0], c, b, b, x.dims[2], x.dims[3]})
                          : reshape(node, x, {x.dims[0], b, b, c, x.dims[2], x.dims[3]});
  y = columns_first ? transpose(node, y, {0, 1, 4, 2, 5, 3})
                    : transpose(node, y, {0, 3, 4, 1, 5, 2});
  return reshape(node, y, {x.dims[0], c, x.dims[2] * b, x.dims[3] * b});
}

Value read_space_to_depth(NodeReader& node) {
  const Value& x = node.value(0);
  const std::int64_t b = node.integer("blocksize", 0);
  if (x.rank() != 4 || b < 1 || x.dims[2] % b != 0 || x.dims[3] % b != 0) {
    node.refuse([&] { return joined({"blocks of ", b, " do not fit ", text(x.dims)}); });
  }
  Value y = reshape(node, x, {x.dims[0], x.dims[1], x.dims[2] / b, b, x.dims[3] / b, b});
  y = transpose(node, y, {0, 3, 5, 1, 2, 4});
  return reshape(node, y, {x.dims[0], x.dims[1] * b * b, x.dims[2] / b, x.dims[3] / b});
}

}  // namespace deepfool::onnx
