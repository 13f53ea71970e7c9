#pragma once

#include "network/onnx/file.h"

namespace deepfool::onnx {

/// Puts the nodes of the file's own functions in the place of the nodes that call them. Throws
/// OnnxError if they become too many, as they do where a function calls itself.
void inline_functions(File& file);

}  // namespace deepfool::onnx
