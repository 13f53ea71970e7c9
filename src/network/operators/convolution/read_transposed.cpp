// ConvTranspose: zeros between the input's elements, then a convolution with the taps turned round.

#include <numeric>

#include "classifier/joined.h"
#include "network/limits.h"
#include "network/onnx/readers.h"
#include "network/operators/convolution/convolution.h"
#include "network/operators/make.h"
#include "network/operators/read_window.h"

namespace deepfool::onnx {

namespace {

/// The input's positions along one axis, with zeros (-1) between and around them.
std::vector<int> spread(std::int64_t size, std::int64_t stride, std::int64_t before,
                        std::int64_t after) {
  std::vector<int> positions;
  const std::int64_t length = (size - 1) * stride + 1;
  for (std::int64_t at = -before; at < length + after; ++at) {
    const bool is_element = at >= 0 && at < length && at % stride == 0;
    positions.push_back(is_element ? static_cast<int>(at / stride) : -1);
  }
  return positions;
}

/// From ONNX's inputs x (outputs / groups) x height x width to outputs x (inputs / groups) x height
/// x width, with the taps in reverse.
std::vector<float> turned(const Tensor& W, std::int64_t groups, std::int64_t taps) {
  const std::int64_t inputs = W.dims[0] / groups;
  const std::int64_t outputs = W.dims[1];
  std::vector<float> V(W.values.size());
  for (std::int64_t g = 0; g < groups; ++g) {
    for (std::int64_t i = 0; i < inputs; ++i) {
      for (std::int64_t o = 0; o < outputs; ++o) {
        for (std::int64_t t = 0; t < taps; ++t) {
          const std::int64_t from = ((g * inputs + i) * outputs + o) * taps + t;
          const std::int64_t to = ((g * outputs + o) * inputs + i) * taps + taps - 1 - t;
          V[static_cast<std::size_t>(to)] = W.values[static_cast<std::size_t>(from)];
        }
      }
    }
  }
  return V;
}

}  // namespace

Value read_transposed_convolution(NodeReader& node) {
  const Value x = node.picture(0);
  const Tensor& W = node.constant(1);
  const std::size_t axes = x.rank() - 2;
  const std::int64_t groups = node.integer("group", 1);
  if (W.dims.size() != x.rank() || W.values.empty() || W.dims[0] != x.dims[1] || groups < 1 ||
      W.dims[0] % groups != 0) {
    node.refuse([&] {
      return joined({"weights of shape ", text(W.dims), " in ", groups,
                     " groups do not fit an input of shape ", text(x.dims)});
    });
  }
  const auto strides = window_values(node, "strides", axes, 1, 1);
  const auto dilations = window_values(node, "dilations", axes, 1, 1);
  const auto pads = window_values(node, "pads", axes, 0, 0, true);
  const auto more = window_values(node, "output_padding", axes, 0, 0);
  const auto sizes = window_values(node, "output_shape", axes, 1, 0);
  const std::string rule = node.text("auto_pad", "NOTSET");
  std::vector<int> channels(static_cast<std::size_t>(x.dims[1]));
  std::iota(channels.begin(), channels.end(), 0);
  std::vector<std::vector<int>> positions = {{0}, channels};
  for (std::size_t a = 0; a < axes; ++a) {
    const std::size_t i = 2 - axes + a;  // of height and width
    const std::int64_t size = x.dims[2 + a];
    const std::int64_t taps = W.dims[2 + a];
    if (taps > kMostWindow) node.refuse("its weights are out of range");
    const std::int64_t extent = (taps - 1) * dilations[i];
    std::int64_t before = pads[i];
    std::int64_t after = pads[i + 2];
    const bool is_same = rule == "SAME_UPPER" || rule == "SAME_LOWER";
    if (is_same || node.attribute("output_shape")) {
      const std::int64_t wanted = node.attribute("output_shape") ? sizes[i] : size * strides[i];
      const std::int64_t all = (size - 1) * strides[i] + more[i] + extent + 1 - wanted;
      before = rule == "SAME_UPPER" ? all / 2 : all - all / 2;
      after = all - before;
    }
    node.claim({(size - 1) * strides[i] + 2 * extent + kMostWindow});
    positions.push_back(spread(size, strides[i], extent - before, extent - after + more[i]));
    if (positions.back().size() <= static_cast<std::size_t>(extent)) {
      node.refuse("its padding leaves nothing");
    }
  }
  const Value wide = pick(node, x, positions);

  const auto outputs = static_cast<Index>(W.dims[1] * groups);
  Window window;
  window.height = axes == 1 ? 1 : static_cast<Index>(W.dims[2]);
  window.width = static_cast<Index>(W.dims.back());
  window.dilation_y = static_cast<Index>(dilations[0]);
  window.dilation_x = static_cast<Index>(dilations[1]);
  std::vector<float> bias(static_cast<std::size_t>(outputs));
  if (node.has(2)) bias = node.constant(2).values;
  if (bias.size() != static_cast<std::size_t>(outputs)) {
    node.refuse("its bias does not fit its weights");
  }
  const Shape input = picture_shape(wide.dims);
  const Shape output{window.rows(input.height), window.columns(input.width), outputs};
  const Dims dims = picture_dims(output, axes);
  node.claim(dims);
  const Index taps = window.height * window.width;
  // Beyond the ways of a Conv, which packs the same constant otherwise.
  constexpr std::int64_t kWays = std::int64_t{1} << 32;
  const auto weights = node.shared<ConvolutionWeights>(W, kWays + groups, [&] {
    return ConvolutionWeights(turned(W, groups, taps), outputs, groups, taps);
  });
  return node.append(std::make_unique<Convolution>(input, outputs, window, groups, weights, bias),
                     {node.laid_out(wide, channel_last(wide.rank()))}, dims,
                     channel_last(wide.rank()));
}

}  // namespace deepfool::onnx
