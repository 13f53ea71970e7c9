#pragma once

#include <string>
#include <vector>

#include "network/onnx/file.h"

namespace deepfool::onnx {

/// The nodes that the value of this name needs, each after those whose outputs it reads. Throws
/// OnnxError for too many nodes, for a name that no node or two nodes make, and for circles.
std::vector<const Node*> nodes_in_order(const File& file, const std::string& output);

}  // namespace deepfool::onnx
