#pragma once

#include "network/onnx/node_reader.h"

namespace deepfool::onnx {

// A reader makes the operators of one node of the file and gives the value of the node's output.
// Each is beside the operators that it makes, in network/operators/.
using Reader = Value (*)(NodeReader& node);

Value read_convolution(NodeReader& node);     // Conv
Value read_max_pool(NodeReader& node);        // MaxPool
Value read_average_pool(NodeReader& node);    // AveragePool
Value read_gemm(NodeReader& node);            // Gemm
Value read_matrix_product(NodeReader& node);  // MatMul
Value read_arithmetic(NodeReader& node);      // Add, Sub, Mul, Div
Value read_relu(NodeReader& node);            // Relu
Value read_flatten(NodeReader& node);         // Flatten
Value read_reshape(NodeReader& node);         // Reshape
Value read_identity(NodeReader& node);        // Identity, Dropout
Value read_constant(NodeReader& node);        // Constant
Value read_softmax(NodeReader& node);         // Softmax, LogSoftmax

/// The reader of a node. Throws OnnxError, with a list of all, for an operator that has none.
Reader find_reader(const Node& node);

}  // namespace deepfool::onnx
