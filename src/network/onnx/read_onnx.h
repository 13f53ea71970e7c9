#pragma once

#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

#include "network/network.h"

namespace deepfool {

/// Thrown for a file that is no ONNX classifier, or one that is not supported; the message names
/// the node, its operator and what would be accepted.
class OnnxError : public std::runtime_error {
 public:
  /// The message may quote names from the file: control characters in it become '?', and it is cut
  /// to `longest` bytes.
  explicit OnnxError(std::string message, std::size_t longest = 1000);
};

/// Gives the bytes of a file beside the model, in its folder or below, for weights that are not in
/// the model itself; they must stay until the model has been read. Throws for one that is not
/// there.
using DataFiles = std::function<std::string_view(const std::string& name)>;

/// Reads an ONNX model (protobuf) of a classifier. One input: [n], [batch, n],
/// [batch, height, width], [batch, channels, height, width] or [batch, height, width, channels]; a
/// batch of more than one is read as one, a height or width that is left open as 28 (of one
/// channel) or 32. Of its outputs that of the class scores (graph/scores.h); a single score z
/// becomes the two logits 0 and z. Operators: find_reader.cpp. The bytes need not be trusted and
/// are not kept. Without `files`, all weights must be inside the model. Throws OnnxError, with all
/// that hinders in one message.
std::unique_ptr<Network> read_onnx(std::string_view bytes, const DataFiles& files = {});

}  // namespace deepfool
