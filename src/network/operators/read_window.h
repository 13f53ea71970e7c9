#pragma once

#include <vector>

#include "network/onnx/node_reader.h"
#include "network/operators/window.h"

namespace deepfool::onnx {

/// The `count` values of an attribute, or `count` times `otherwise` if the node does not have it.
/// Throws OnnxError if there are not `count`, or one is not from `least` to kMostWindow.
std::vector<std::int64_t> window_values(const NodeReader& node, const char* name, std::size_t count,
                                        std::int64_t least, std::int64_t otherwise);

/// The window of height x width with the node's strides, dilations, and pads or auto_pad. Throws
/// OnnxError if one of these is out of range, or the padded input is too large (limits.h).
Window read_window(const NodeReader& node, const Shape& input, std::int64_t height,
                   std::int64_t width);

}  // namespace deepfool::onnx
