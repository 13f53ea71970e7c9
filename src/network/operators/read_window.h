#pragma once

#include <vector>

#include "network/graph/node_reader.h"
#include "network/operators/window.h"

namespace deepfool::onnx {

/// The values of an attribute for height and width, or `otherwise` if the node does not have it. A
/// window over a width alone (`axes` 1) has `otherwise` for the height. With `both_sides`, there is
/// a second pair, behind the first. Throws OnnxError if there are not as many as axes, or one is
/// not from `least` to kMostWindow.
std::vector<std::int64_t> window_values(const NodeReader& node, const char* name, std::size_t axes,
                                        std::int64_t least, std::int64_t otherwise,
                                        bool both_sides = false);

/// The window of height x width over the last `axes` axes of a picture, with the node's strides,
/// dilations, and pads or auto_pad. Throws OnnxError if one of these is out of range, or the padded
/// input is too large (limits.h).
Window read_window(const NodeReader& node, const Shape& input, std::size_t axes,
                   std::int64_t height, std::int64_t width);

/// [1, channels, height, width] or, of `axes` 1, [1, channels, width].
Dims picture_dims(const Shape& shape, std::size_t axes);

}  // namespace deepfool::onnx
