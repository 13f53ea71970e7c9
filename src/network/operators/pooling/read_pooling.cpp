#include "network/onnx/readers.h"
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

/// What both kinds of pool have: the window, and the shape of the output.
struct Pool {
  Window window;
  Shape output;
};

Pool read_pool(const NodeReader& node, const Shape& input) {
  const auto kernel = window_values(node, "kernel_shape", 2, 1, 0);
  if (kernel[0] == 0) node.refuse("it has no kernel_shape");
  Pool pool;
  pool.window = read_window(node, input, kernel[0], kernel[1]);
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
  return pool;
}

}  // namespace

Value read_max_pool(NodeReader& node) {
  const Value& x = node.image(0);
  const Pool pool = read_pool(node, x.shape);
  return node.append(std::make_unique<MaxPool>(x.shape, pool.window, pool.output), {x.tensor},
                     false);
}

Value read_average_pool(NodeReader& node) {
  const Value& x = node.image(0);
  const Pool pool = read_pool(node, x.shape);
  if (pool.window.dilation_y != 1 || pool.window.dilation_x != 1) {
    node.refuse("dilations of an average are not supported");
  }
  return node.append(std::make_unique<AveragePool>(x.shape, pool.window, pool.output,
                                                   node.integer("count_include_pad", 0) != 0),
                     {x.tensor}, false);
}

}  // namespace deepfool::onnx
