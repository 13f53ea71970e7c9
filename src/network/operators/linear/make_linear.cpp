#include <algorithm>
#include <utility>

#include "classifier/joined.h"
#include "network/operators/convolution/convolution.h"
#include "network/operators/linear/matrix_product.h"
#include "network/operators/make.h"

namespace deepfool::onnx {

namespace {

constexpr std::int64_t kWayOfRows = 0;  // Graph::shared; convolutions have the number of groups

/// Several computed rows times constant weights: a convolution with windows of one element, whose
/// positions are the rows and whose channels are the columns.
Value rows_times_weights(NodeReader& node, const Value& a, const Tensor& B) {
  const std::int64_t inputs = B.dims[0];
  const std::int64_t outputs = B.dims[1];
  Dims dims = a.dims;
  dims.back() = outputs;
  node.claim(dims);
  const auto weights = node.shared<ConvolutionWeights>(B, kWayOfRows, [&] {
    std::vector<float> W(B.values.size());
    for (std::int64_t o = 0; o < outputs; ++o) {
      for (std::int64_t i = 0; i < inputs; ++i) {
        W[static_cast<std::size_t>(o * inputs + i)] =
            B.values[static_cast<std::size_t>(i * outputs + o)];
      }
    }
    return ConvolutionWeights(W, static_cast<Index>(outputs), 1, 1);
  });
  const Shape shape{1, static_cast<Index>(volume(a.dims) / inputs), static_cast<Index>(inputs)};
  const std::vector<float> zeros(static_cast<std::size_t>(outputs));
  const Order order = row_major(a.rank());
  return node.append(std::make_unique<Convolution>(shape, static_cast<Index>(outputs), Window{}, 1,
                                                   weights, zeros),
                     {node.row_major(a)}, dims, order);
}

}  // namespace

Value product(NodeReader& node, const Value& left, const Value& right) {
  Value a = left;
  Value b = right;
  const auto misfit = [&] {
    node.refuse([&] {
      return joined({text(left.dims), " and ", text(right.dims), " do not fit each other"});
    });
  };
  if (a.rank() == 0 || b.rank() == 0) misfit();
  // A vector is a row on the left, and a column on the right.
  if (a.rank() == 1) a = reshape(node, a, {1, a.dims[0]});
  if (b.rank() == 1) b = reshape(node, b, {b.dims[0], 1});
  const std::size_t ra = a.rank();
  const std::size_t rb = b.rank();
  const std::int64_t inner = a.dims[ra - 1];
  if (inner != b.dims[rb - 2] || inner == 0) misfit();
  Dims dims = common_dims(node, Dims(a.dims.begin(), a.dims.end() - 2),
                          Dims(b.dims.begin(), b.dims.end() - 2));
  const Dims batch = dims;
  dims.push_back(a.dims[ra - 2]);
  dims.push_back(b.dims[rb - 1]);
  node.claim(dims);
  Value y;
  if (!a.constant && b.constant && rb == 2) {
    y = rows_times_weights(node, a, *b.constant);
  } else {
    const auto whole = [&](const Value& v) {
      Dims to = batch;
      to.insert(to.end(), v.dims.end() - 2, v.dims.end());
      node.claim(to);
      return node.row_major(expand(node, v, to));
    };
    a = whole(a);
    b = whole(b);
    const Order order = row_major(dims.size());
    y = node.append(
        std::make_unique<MatrixProduct>(static_cast<Index>(volume(batch)),
                                        static_cast<Index>(dims[dims.size() - 2]),
                                        static_cast<Index>(inner), static_cast<Index>(dims.back())),
        {a, b}, dims, order);
  }
  if (left.rank() == 1) dims.erase(dims.end() - 2);
  if (right.rank() == 1) dims.pop_back();
  return reshape(node, y, dims);
}

}  // namespace deepfool::onnx
