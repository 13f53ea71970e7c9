#pragma once

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
  /// to 1,000 bytes.
  explicit OnnxError(std::string message);
};

/// Reads an ONNX model (protobuf, weights inside it) of an image classifier. One input, of shape
/// [n], [batch, n] or [batch, channels, height, width]; one output, of two logits or more; a batch
/// of one. Operators: Add, AveragePool, Constant, Conv, Div, Dropout, Flatten, Gemm, Identity,
/// MatMul, MaxPool, Mul, Relu, Reshape, Sub, and a last Softmax or LogSoftmax, which is left out so
/// that the outputs are logits. The bytes need not be trusted and are not kept. Throws OnnxError.
std::unique_ptr<Network> read_onnx(std::string_view bytes);

}  // namespace deepfool
