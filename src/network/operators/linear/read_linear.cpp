#include <utility>

#include "classifier/joined.h"
#include "network/onnx/readers.h"
#include "network/operators/linear/linear.h"

namespace deepfool::onnx {

namespace {

/// Appends alpha x B + bias, or with B transposed; an empty bias stands for zeros.
Value linear(NodeReader& node, bool transposed, float alpha, std::vector<float> bias) {
  const Value& x = node.tensor(0);
  const Tensor& B = node.constant(1);
  if (!x.is_vector) {
    node.refuse([&] {
      return joined(
          {"its input has shape ", text(x.dims()), "; flatten it to [batch, features] first"});
    });
  }
  if (B.dims.size() != 2 || B.floats.empty()) {
    node.refuse([&] {
      return joined({"weights of shape ", text(B.dims), "; a matrix is needed"});
    });
  }
  const std::int64_t inputs = B.dims[transposed ? 1 : 0];
  const std::int64_t outputs = B.dims[transposed ? 0 : 1];
  if (inputs != x.shape.size()) {
    node.refuse([&] {
      return joined(
          {"weights of shape ", text(B.dims), " do not fit an input of shape ", text(x.dims())});
    });
  }
  bias.resize(static_cast<std::size_t>(outputs));
  std::vector<float> W(B.floats.size());
  for (std::int64_t o = 0; o < outputs; ++o) {
    for (std::int64_t i = 0; i < inputs; ++i) {
      W[static_cast<std::size_t>(o * inputs + i)] =
          alpha * B.floats[static_cast<std::size_t>(transposed ? o * inputs + i : i * outputs + o)];
    }
  }
  return node.append(std::make_unique<Linear>(inputs, outputs, W, bias), {x.tensor}, true);
}

}  // namespace

Value read_gemm(NodeReader& node) {
  if (node.integer("transA", 0) != 0) node.refuse("transA is not supported");
  const Tensor& B = node.constant(1);
  const bool transposed = node.integer("transB", 0) != 0;
  std::vector<float> bias;
  if (node.has(2) && B.dims.size() == 2) {
    const Tensor& c = node.constant(2);
    Value row;
    row.is_vector = true;
    row.shape.channels = static_cast<Index>(B.dims[transposed ? 0 : 1]);
    bias = node.broadcast(c, row);
    for (float& b : bias) b *= node.number("beta", 1);
  }
  return linear(node, transposed, node.number("alpha", 1), std::move(bias));
}

Value read_matrix_product(NodeReader& node) { return linear(node, false, 1, {}); }

}  // namespace deepfool::onnx
