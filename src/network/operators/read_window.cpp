#include "network/operators/read_window.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "classifier/joined.h"
#include "network/limits.h"

namespace deepfool::onnx {

namespace {

/// Padding before and after, so that the output has ceil(size / stride) positions (auto_pad
/// SAME_*).
std::pair<Index, Index> same_padding(Index size, Index extent, Index stride, bool more_after) {
  const Index out = (size + stride - 1) / stride;
  const Index all = std::max<Index>(0, (out - 1) * stride + extent - size);
  const Index less = all / 2;
  return more_after ? std::make_pair(less, all - less) : std::make_pair(all - less, less);
}

/// The padding that auto_pad asks for.
[[gnu::noinline]] void pad(const NodeReader& node, const std::string& rule, const Shape& input,
                           std::size_t axes, Window& w) {
  w.top = w.left = w.bottom = w.right = 0;
  if (rule == "SAME_UPPER" || rule == "SAME_LOWER") {
    const bool more_after = rule == "SAME_UPPER";
    std::tie(w.top, w.bottom) =
        same_padding(input.height, (w.height - 1) * w.dilation_y + 1, w.stride_y, more_after);
    std::tie(w.left, w.right) =
        same_padding(input.width, (w.width - 1) * w.dilation_x + 1, w.stride_x, more_after);
    if (axes == 1) w.top = w.bottom = 0;
  } else if (rule != "VALID") {
    node.refuse([&] { return joined({"auto_pad '", rule, "' is not known"}); });
  }
}

}  // namespace

std::vector<std::int64_t> window_values(const NodeReader& node, const char* name, std::size_t axes,
                                        std::int64_t least, std::int64_t otherwise,
                                        bool both_sides) {
  const std::size_t count = both_sides ? 2 * axes : axes;
  const Attribute* const attribute = node.attribute(name);
  if (!attribute || attribute->integers.empty()) {
    return std::vector<std::int64_t>(both_sides ? 4 : 2, otherwise);
  }
  std::vector<std::int64_t> values = attribute->integers;
  if (values.size() != count) {
    node.refuse([&] {
      return joined({name, " ", text(values), " has not ", count,
                     " values; windows over height and width are supported"});
    });
  }
  for (const std::int64_t v : values) {
    if (v < least || v > kMostWindow) {
      node.refuse([&] { return joined({name, " ", text(values), " is out of range"}); });
    }
  }
  if (axes == 1) {
    if (both_sides) values.insert(values.begin() + 1, otherwise);
    values.insert(values.begin(), otherwise);
  }
  return values;
}

Dims picture_dims(const Shape& shape, std::size_t axes) {
  Dims dims(axes + 2, 1);
  dims[1] = shape.channels;
  if (axes > 1) dims[2] = shape.height;
  dims.back() = shape.width;
  return dims;
}

Window read_window(const NodeReader& node, const Shape& input, std::size_t axes,
                   std::int64_t height, std::int64_t width) {
  Window w;
  w.height = static_cast<Index>(height);
  w.width = static_cast<Index>(width);
  const auto strides = window_values(node, "strides", axes, 1, 1);
  const auto dilations = window_values(node, "dilations", axes, 1, 1);
  const auto pads = window_values(node, "pads", axes, 0, 0, true);
  w.stride_y = static_cast<Index>(strides[0]);
  w.stride_x = static_cast<Index>(strides[1]);
  w.dilation_y = static_cast<Index>(dilations[0]);
  w.dilation_x = static_cast<Index>(dilations[1]);
  w.top = static_cast<Index>(pads[0]);
  w.left = static_cast<Index>(pads[1]);
  w.bottom = static_cast<Index>(pads[2]);
  w.right = static_cast<Index>(pads[3]);
  const Attribute* const auto_pad = node.attribute("auto_pad");
  if (auto_pad && auto_pad->text != "NOTSET") {
    pad(node, auto_pad->text, input, axes, w);
  }
  const std::int64_t area = (std::int64_t{input.height} + w.top + w.bottom) *
                            (std::int64_t{input.width} + w.left + w.right);
  if (area > kMostElements / input.channels) {
    node.refuse("its padded input has over 2^26 elements");
  }
  return w;
}

}  // namespace deepfool::onnx
