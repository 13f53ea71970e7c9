#include "classifier/joined.h"
#include "network/limits.h"
#include "network/onnx/readers.h"
#include "network/operators/convolution/convolution.h"
#include "network/operators/read_window.h"

namespace deepfool::onnx {

Value read_convolution(NodeReader& node) {
  const Value x = node.picture(0);
  const Tensor& W = node.constant(1);
  const std::size_t axes = x.rank() - 2;
  const Shape input = picture_shape(x.dims);
  const std::int64_t groups = node.integer("group", 1);
  if (W.dims.size() != x.rank() || W.values.empty()) {
    node.refuse([&] {
      return joined({"weights of shape ", text(W.dims), " do not fit an input of shape ",
                     text(x.dims), "; convolutions over height and width are supported"});
    });
  }
  const std::int64_t outputs = W.dims[0];
  if (groups < 1 || outputs % groups != 0 || W.dims[1] > input.channels ||
      input.channels != W.dims[1] * groups) {
    node.refuse([&] {
      return joined({"weights of shape ", text(W.dims), " in ", groups,
                     " groups do not fit an input of shape ", text(x.dims)});
    });
  }
  const std::int64_t height = axes == 1 ? 1 : W.dims[2];
  const std::int64_t width = W.dims.back();
  if (height > kMostWindow || width > kMostWindow) {
    node.refuse([&] { return joined({"weights of shape ", text(W.dims), " are out of range"}); });
  }
  const auto kernel = window_values(node, "kernel_shape", axes, 1, 1);
  if (node.attribute("kernel_shape") && (kernel[0] != height || kernel[1] != width)) {
    node.refuse([&] {
      return joined({"kernel_shape ", text(kernel), " is not that of its weights, ", text(W.dims)});
    });
  }
  const Window window = read_window(node, input, axes, height, width);
  const Shape output{window.rows(input.height), window.columns(input.width),
                     static_cast<Index>(outputs)};
  if (output.height < 1 || output.width < 1) node.refuse("its window is larger than its input");
  std::vector<float> bias(static_cast<std::size_t>(outputs));
  if (node.has(2)) {
    bias = node.constant(2).values;
    if (bias.size() != static_cast<std::size_t>(outputs)) {
      node.refuse("its bias does not fit its weights");
    }
  }
  const Dims dims = picture_dims(output, axes);
  node.claim(dims);
  const auto weights = node.shared<ConvolutionWeights>(W, groups, [&] {
    return ConvolutionWeights(W.values, output.channels, groups, height * width);
  });
  return node.append(
      std::make_unique<Convolution>(input, output.channels, window, groups, weights, bias), {x},
      dims, channel_last(x.rank()));
}

}  // namespace deepfool::onnx
