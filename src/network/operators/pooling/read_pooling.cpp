#include <algorithm>
#include <numeric>
#include <utility>

#include "network/onnx/readers.h"
#include "network/operators/make.h"
#include "network/operators/pooling/pooling.h"
#include "network/operators/read_window.h"

namespace deepfool::onnx {

namespace {

/// Output positions of a pool along one axis; in ceil mode a last, partial window counts if it
/// begins inside the input or its leading padding.
Index pool_positions(Index size, Index before, Index after, Index window, Index dilation,
                     Index stride, bool ceil_mode) {
  const Index room = size + before + after - ((window - 1) * dilation + 1);
  if (room < 0) return 0;
  if (!ceil_mode) return room / stride + 1;
  const Index n = (room + stride - 1) / stride + 1;
  return (n - 1) * stride >= size + before ? n - 1 : n;
}

/// Whether some position of the window holds no element of the input, along one axis. Such a window
/// has no largest element and no mean.
bool misses_input(Index positions, Index stride, Index before, Index window, Index dilation,
                  Index size) {
  for (Index o = 0; o < positions; ++o) {
    const Index first = o * stride - before;
    const Index outside = elements_before(first, dilation);
    if (outside >= window || first + outside * dilation >= size) return true;
  }
  return false;
}

/// What both kinds of pool have: the input, the window, and the shape of the output.
struct Pool {
  Value x;
  Shape input;
  Window window;
  Shape output;
};

Pool read_pool(NodeReader& node) {
  Pool pool;
  pool.x = node.picture(0);
  pool.input = picture_shape(pool.x.dims);
  const Shape& input = pool.input;
  const std::size_t axes = pool.x.rank() - 2;
  if (!node.attribute("kernel_shape")) node.refuse("it has no kernel_shape");
  const auto kernel = window_values(node, "kernel_shape", axes, 1, 1);
  pool.window = read_window(node, input, axes, kernel[0], kernel[1]);
  const Window& w = pool.window;
  const bool ceil_mode = node.integer("ceil_mode", 0) != 0;
  pool.output = {
      pool_positions(input.height, w.top, w.bottom, w.height, w.dilation_y, w.stride_y, ceil_mode),
      pool_positions(input.width, w.left, w.right, w.width, w.dilation_x, w.stride_x, ceil_mode),
      input.channels};
  if (pool.output.height < 1 || pool.output.width < 1) {
    node.refuse("its window is larger than its input");
  }
  if (misses_input(pool.output.height, w.stride_y, w.top, w.height, w.dilation_y, input.height) ||
      misses_input(pool.output.width, w.stride_x, w.left, w.width, w.dilation_x, input.width)) {
    node.refuse("its padding is as large as its window");
  }
  node.claim(picture_dims(pool.output, axes));
  return pool;
}

Value append(NodeReader& node, const Pool& pool, std::unique_ptr<Operator> op) {
  const std::size_t rank = pool.x.rank();
  return node.append(std::move(op), {pool.x}, picture_dims(pool.output, rank - 2),
                     channel_last(rank));
}

/// The mean over [batch, 1, depth, height, width] of neighbours along the depth alone, as PyTorch
/// writes its local response normalisation.
[[gnu::noinline]] Value mean_of_neighbours(NodeReader& node) {
  const Value& x = node.value(0);
  const std::vector<std::int64_t> kernel = node.integers("kernel_shape", 1);
  const auto all = [&](const char* name, std::int64_t wanted) {
    const std::vector<std::int64_t> values = node.integers(name, 1);
    return std::all_of(values.begin(), values.end(), [&](auto v) { return v == wanted; });
  };
  if (kernel.size() != 3 || kernel[0] < 1 || kernel[0] > x.dims[2] || kernel[1] != 1 ||
      kernel[2] != 1 || !all("strides", 1) || !all("pads", 0)) {
    node.refuse("of five axes, a window along the first of the last three is supported");
  }
  Value sum;
  for (std::int64_t k = 0; k < kernel[0]; ++k) {
    std::vector<int> positions(static_cast<std::size_t>(x.dims[2] - kernel[0] + 1));
    std::iota(positions.begin(), positions.end(), static_cast<int>(k));
    const Value part = pick(node, x, 2, positions);
    sum = k == 0 ? part : arithmetic(node, "Add", sum, part);
  }
  return arithmetic(node, "Div", sum, node.keep(static_cast<float>(kernel[0])));
}

}  // namespace

Value read_max_pool(NodeReader& node) {
  const Pool pool = read_pool(node);
  return append(node, pool, std::make_unique<MaxPool>(pool.input, pool.window, pool.output));
}

Value read_average_pool(NodeReader& node) {
  if (node.value(0).rank() == 5) return mean_of_neighbours(node);
  const Pool pool = read_pool(node);
  if (pool.window.dilation_y != 1 || pool.window.dilation_x != 1) {
    node.refuse("dilations of an average are not supported");
  }
  return append(node, pool,
                std::make_unique<AveragePool>(pool.input, pool.window, pool.output,
                                              node.integer("count_include_pad", 0) != 0));
}

/// (The sum of |x|^p over each window)^(1/p): a mean with the padding, times the window's size.
Value read_lp_pool(NodeReader& node) {
  const auto p = static_cast<float>(node.integer("p", 2));
  if (p < 1 || node.integer("ceil_mode", 0) != 0) node.refuse("p below 1, or ceil_mode");
  Pool pool = read_pool(node);
  if (pool.window.dilation_y != 1 || pool.window.dilation_x != 1) {
    node.refuse("dilations of an average are not supported");
  }
  pool.x = binary(node, "Pow", unary(node, "Abs", pool.x), node.keep(p));
  const Value mean =
      append(node, pool, std::make_unique<AveragePool>(pool.input, pool.window, pool.output, true));
  const auto size = static_cast<float>(pool.window.height * pool.window.width);
  const Value sum = arithmetic(node, "Mul", mean, node.keep(size));
  return binary(node, "Pow", sum, node.keep(1 / p));
}

}  // namespace deepfool::onnx
