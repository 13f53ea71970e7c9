#include "classifier/joined.h"
#include "network/limits.h"
#include "network/onnx/readers.h"
#include "network/operators/convolution/convolution.h"
#include "network/operators/read_window.h"

namespace deepfool::onnx {

Value read_convolution(NodeReader& node) {
  const Value& x = node.image(0);
  const Tensor& W = node.constant(1);
  const std::int64_t groups = node.integer("group", 1);
  if (W.dims.size() != 4 || W.floats.empty()) {
    node.refuse([&] {
      return joined({"weights of shape ", text(W.dims),
                     "; convolutions over height and width are supported"});
    });
  }
  const std::int64_t outputs = W.dims[0];
  if (groups < 1 || outputs % groups != 0 || W.dims[1] > x.shape.channels ||
      x.shape.channels != W.dims[1] * groups) {
    node.refuse([&] {
      return joined({"weights of shape ", text(W.dims), " in ", groups,
                     " groups do not fit an input of shape ", text(x.dims())});
    });
  }
  if (W.dims[2] > kMostWindow || W.dims[3] > kMostWindow) {
    node.refuse([&] { return joined({"weights of shape ", text(W.dims), " are out of range"}); });
  }
  const auto kernel = window_values(node, "kernel_shape", 2, 1, 0);
  if (kernel[0] != 0 && (kernel[0] != W.dims[2] || kernel[1] != W.dims[3])) {
    node.refuse([&] {
      return joined({"kernel_shape ", text(kernel), " is not that of its weights, ", text(W.dims)});
    });
  }
  const Window window = read_window(node, x.shape, W.dims[2], W.dims[3]);
  if (window.rows(x.shape.height) < 1 || window.columns(x.shape.width) < 1) {
    node.refuse("its window is larger than its input");
  }
  std::vector<float> bias(static_cast<std::size_t>(outputs));
  if (node.has(2)) {
    bias = node.constant(2).floats;
    if (bias.size() != static_cast<std::size_t>(outputs)) {
      node.refuse("its bias does not fit its weights");
    }
  }
  if (outputs * window.rows(x.shape.height) > kMostElements / window.columns(x.shape.width)) {
    node.refuse("its output is too large");
  }
  return node.append(
      std::make_unique<Convolution>(x.shape, outputs, window, groups, W.floats, bias), {x.tensor},
      false);
}

}  // namespace deepfool::onnx
