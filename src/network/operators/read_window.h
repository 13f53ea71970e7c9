#pragma once

#include <vector>

#include "network/onnx/node_reader.h"
#include "network/operators/window.h"

namespace deepfool::onnx {

/// An attribute of `count` values, each between `least` and kMostWindow; `otherwise` for each if
/// the node has none.
std::vector<std::int64_t> window_values(const NodeReader& node, const char* name, std::size_t count,
                                        std::int64_t least, std::int64_t otherwise);

/// The window of height x width with the node's strides, dilations, and pads or auto_pad.
Window read_window(const NodeReader& node, const Shape& input, std::int64_t height,
                   std::int64_t width);

}  // namespace deepfool::onnx
