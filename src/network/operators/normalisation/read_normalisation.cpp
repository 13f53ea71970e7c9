// Normalisations, built from means, products and sums.

#include <algorithm>
#include <utility>

#include "classifier/joined.h"
#include "network/limits.h"
#include "network/onnx/readers.h"
#include "network/operators/make.h"

namespace deepfool::onnx {

namespace {

/// A value with one number for each channel, so that it is broadcast along axis 1 of `rank`.
Value by_channel(NodeReader& node, const Value& v, std::size_t rank) {
  if (v.rank() != 1 || rank < 2) return v;
  Dims dims(rank - 1, 1);
  dims[0] = v.dims[0];
  return reshape(node, v, dims);
}

/// sqrt(v + epsilon).
Value deviation(NodeReader& node, const Value& v, float epsilon) {
  return unary(node, "Sqrt", arithmetic(node, "Add", v, node.keep(epsilon)));
}

/// (x - mean) / sqrt(variance + epsilon) over some axes.
Value standardised(NodeReader& node, const Value& x, const std::vector<bool>& axes, float epsilon) {
  const Value centred = arithmetic(node, "Sub", x, reduce(node, "ReduceMean", x, axes));
  const Value variance =
      reduce(node, "ReduceMean", arithmetic(node, "Mul", centred, centred), axes);
  return arithmetic(node, "Div", centred, deviation(node, variance, epsilon));
}

std::vector<bool> from_axis(std::size_t first, std::size_t rank) {
  std::vector<bool> axes(rank);
  for (std::size_t i = first; i < rank; ++i) axes[i] = true;
  return axes;
}

/// y scale + bias, with the scale and bias that are inputs 1 and 2.
Value scaled(NodeReader& node, const Value& y, bool channels) {
  const auto parameter = [&](std::size_t input) {
    return channels ? by_channel(node, node.value(input), y.rank()) : node.value(input);
  };
  Value z = y;
  if (node.has(1)) z = arithmetic(node, "Mul", z, parameter(1));
  if (node.has(2)) z = arithmetic(node, "Add", z, parameter(2));
  return z;
}

}  // namespace

Value read_batch_normalisation(NodeReader& node) {
  const Value& x = node.value(0);
  if (x.rank() < 2) node.refuse("its input has no channels");
  if (node.integer("training_mode", 0) != 0) node.refuse("training mode is not supported");
  for (std::size_t i = 1; i <= 4; ++i) node.constant(i);
  const Value factor = arithmetic(node, "Div", node.value(1),
                                  deviation(node, node.value(4), node.number("epsilon", 1e-5F)));
  const Value offset =
      arithmetic(node, "Sub", node.value(2), arithmetic(node, "Mul", node.value(3), factor));
  const Value y = arithmetic(node, "Mul", x, by_channel(node, factor, x.rank()));
  return arithmetic(node, "Add", y, by_channel(node, offset, x.rank()));
}

Value read_instance_normalisation(NodeReader& node) {
  const Value& x = node.value(0);
  if (x.rank() < 3) node.refuse("its input has no width");
  return scaled(node, standardised(node, x, from_axis(2, x.rank()), node.number("epsilon", 1e-5F)),
                true);
}

Value read_layer_normalisation(NodeReader& node) {
  const Value& x = node.value(0);
  const std::size_t axis = node.axis(node.integer("axis", -1), x.rank());
  return scaled(
      node, standardised(node, x, from_axis(axis, x.rank()), node.number("epsilon", 1e-5F)), false);
}

Value read_rms_normalisation(NodeReader& node) {
  const Value& x = node.value(0);
  const std::size_t axis = node.axis(node.integer("axis", -1), x.rank());
  const Value square =
      reduce(node, "ReduceMean", arithmetic(node, "Mul", x, x), from_axis(axis, x.rank()));
  return scaled(node,
                arithmetic(node, "Div", x, deviation(node, square, node.number("epsilon", 1e-5F))),
                false);
}

Value read_group_normalisation(NodeReader& node) {
  const Value& x = node.value(0);
  const std::int64_t groups = node.integer("num_groups", 0);
  if (x.rank() < 3 || groups < 1 || x.dims[1] % groups != 0) {
    node.refuse([&] { return joined({groups, " groups do not fit ", text(x.dims)}); });
  }
  const Dims together = {x.dims[0], groups, volume(x.dims) / (x.dims[0] * groups)};
  const Value y = standardised(node, reshape(node, x, together), {false, false, true},
                               node.number("epsilon", 1e-5F));
  // Before operator set 21 scale and bias have a number for each group.
  Value z = reshape(node, y, x.dims);
  for (const std::size_t input : {std::size_t{1}, std::size_t{2}}) {
    Value parameter = node.value(input);
    if (volume(parameter.dims) == groups && groups != x.dims[1]) {
      const std::int64_t each = x.dims[1] / groups;
      parameter = reshape(node, expand(node, reshape(node, parameter, {groups, 1}), {groups, each}),
                          {x.dims[1]});
    }
    z = arithmetic(node, input == 1 ? "Mul" : "Add", z, by_channel(node, parameter, x.rank()));
  }
  return z;
}

Value read_lp_normalisation(NodeReader& node) {
  const Value& x = node.value(0);
  const std::int64_t p = node.integer("p", 2);
  if (p != 1 && p != 2) node.refuse([&] { return joined({"p = ", p, "; 1 and 2 are supported"}); });
  std::vector<bool> axes(x.rank());
  axes[node.axis(node.integer("axis", -1), x.rank())] = true;
  return binary(node, "Div", x, reduce(node, p == 1 ? "ReduceL1" : "ReduceL2", x, axes));
}

Value read_mean_variance_normalisation(NodeReader& node) {
  const Value& x = node.value(0);
  std::vector<std::int64_t> listed = node.integers("axes", 1);
  if (listed.empty()) listed = {0, 2, 3};
  return standardised(node, x, node.axes(listed, x.rank()), 1e-9F);
}

/// x / (bias + alpha / size * the sum of squares over `size` neighbouring channels)^beta.
Value read_local_response_normalisation(NodeReader& node) {
  const Value& x = node.value(0);
  const std::int64_t size = node.integer("size", 0);
  if (x.rank() < 3 || size < 1 || size > kMostWindow) node.refuse("its size is out of range");
  const Value square = arithmetic(node, "Mul", x, x);
  Value sum = square;
  const std::int64_t channels = x.dims[1];
  for (std::int64_t shift = -(size - 1) / 2; shift <= size / 2; ++shift) {
    if (shift == 0 || std::max(shift, -shift) >= channels) continue;
    std::vector<int> neighbours;
    for (std::int64_t c = 0; c < channels; ++c) {
      const std::int64_t from = c + shift;
      neighbours.push_back(from < 0 || from >= channels ? -1 : static_cast<int>(from));
    }
    sum = arithmetic(node, "Add", sum, pick(node, square, 1, neighbours));
  }
  const float alpha = node.number("alpha", 1e-4F) / static_cast<float>(size);
  const Value base = arithmetic(node, "Add", arithmetic(node, "Mul", sum, node.keep(alpha)),
                                node.keep(node.number("bias", 1)));
  return binary(node, "Div", x, binary(node, "Pow", base, node.keep(node.number("beta", 0.75F))));
}

}  // namespace deepfool::onnx
