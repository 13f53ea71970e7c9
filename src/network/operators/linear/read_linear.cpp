#include <cstdint>
#include <cstring>
#include <utility>

#include "classifier/joined.h"
#include "network/onnx/readers.h"
#include "network/operators/linear/linear.h"
#include "network/operators/make.h"

namespace deepfool::onnx {

namespace {

/// x, one row, times alpha B, or B transposed, plus a bias; an empty one stands for zeros.
Value linear(NodeReader& node, const Value& x, const Tensor& B, bool transposed, float alpha,
             std::vector<float> bias) {
  const std::int64_t inputs = B.dims[transposed ? 1 : 0];
  const std::int64_t outputs = B.dims[transposed ? 0 : 1];
  bias.resize(static_cast<std::size_t>(outputs));
  // A way for each factor: its bits, above the one that tells whether B is transposed.
  std::uint32_t bits = 0;
  std::memcpy(&bits, &alpha, sizeof bits);
  const std::int64_t way = -1 - (std::int64_t{bits} * 2 + (transposed ? 1 : 0));
  const auto weights = node.shared<LinearWeights>(
      B, way, [&] { return LinearWeights(B.values, inputs, outputs, transposed, alpha); });
  Dims dims = x.dims;
  dims.back() = outputs;
  const Order order = row_major(dims.size());
  return node.append(std::make_unique<Linear>(inputs, outputs, weights, bias), {node.row_major(x)},
                     dims, order);
}

/// Whether x is one computed row, and B constant weights for it.
bool is_layer(const NodeReader& node, const Value& x, const Value& B, bool transposed) {
  if (x.constant || !B.constant || x.rank() < 1 || B.rank() != 2) return false;
  if (x.dims.back() != B.dims[transposed ? 1 : 0] || B.constant->values.empty()) {
    node.refuse([&] {
      return joined(
          {"weights of shape ", text(B.dims), " do not fit an input of shape ", text(x.dims)});
    });
  }
  return x.dims.back() == volume(x.dims);
}

/// Gemm of matrices that are not one row and constant weights.
[[gnu::noinline]] Value general_gemm(NodeReader& node) {
  Value a = node.value(0);
  Value b = node.value(1);
  if (a.rank() != 2 || b.rank() != 2) {
    node.refuse([&] {
      return joined({text(a.dims), " and ", text(b.dims),
                     " are no matrices; flatten the input to [batch, features] first"});
    });
  }
  if (node.integer("transA", 0) != 0) a = transpose(node, a, {1, 0});
  if (node.integer("transB", 0) != 0) b = transpose(node, b, {1, 0});
  Value y = product(node, a, b);
  const auto scaled = [&](const Value& v, const char* name) {
    const float factor = node.number(name, 1);
    return factor == 1 ? v : arithmetic(node, "Mul", v, node.keep(factor));
  };
  y = scaled(y, "alpha");
  return node.has(2) ? arithmetic(node, "Add", y, scaled(node.value(2), "beta")) : y;
}

}  // namespace

Value read_gemm(NodeReader& node) {
  const Value& x = node.value(0);
  const Value& B = node.value(1);
  const bool transposed = node.integer("transB", 0) != 0;
  if (x.rank() > 2 || node.integer("transA", 0) != 0 || (node.has(2) && !node.value(2).constant) ||
      !is_layer(node, x, B, transposed)) {
    return general_gemm(node);
  }
  std::vector<float> bias;
  if (node.has(2)) {
    Value row;
    row.dims = {1, B.dims[transposed ? 0 : 1]};
    row.order = {0, 1};
    bias = node.broadcast(node.constant(2), row);
    for (float& b : bias) b *= node.number("beta", 1);
  }
  return linear(node, x, *B.constant, transposed, node.number("alpha", 1), std::move(bias));
}

Value read_matrix_product(NodeReader& node) {
  const Value& a = node.value(0);
  const Value& b = node.value(1);
  return is_layer(node, a, b, false) ? linear(node, a, *b.constant, false, 1, {})
                                     : product(node, a, b);
}

}  // namespace deepfool::onnx
