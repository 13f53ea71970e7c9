#pragma once

#include <string>

#include "network/onnx/file.h"
#include "network/onnx/protobuf.h"
#include "network/onnx/read_onnx.h"

namespace deepfool::onnx {

/// Parses a TensorProto and writes its name to `name`. Throws as `parse` does.
Tensor parse_tensor(const protozero::data_view& view, const DataFiles& files, std::string& name);

}  // namespace deepfool::onnx
