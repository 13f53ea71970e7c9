// What readers build a node of the file from: each appends the operators that it takes, and gives
// the value. Of constants alone, that is a constant.
#pragma once

#include <string>
#include <vector>

#include "network/graph/node_reader.h"

namespace deepfool::onnx {

// movement/

/// The same elements under other dims.
Value reshape(NodeReader& node, const Value& v, const Dims& dims);

/// Axis i of the result is axis permutation[i].
Value transpose(NodeReader& node, const Value& v, const std::vector<std::size_t>& permutation);

/// For each axis, the positions that are taken from it, one after the other; -1 stands for `fill`.
Value pick(NodeReader& node, const Value& v, const std::vector<std::vector<int>>& positions,
           float fill = 0);

/// pick along one axis, all of the others.
Value pick(NodeReader& node, const Value& v, std::size_t axis, std::vector<int> positions,
           float fill = 0);

/// Broadcast to larger dims, as ONNX has it.
Value expand(NodeReader& node, const Value& v, const Dims& dims);

/// Values of one rank, one behind the other along an axis.
Value join(NodeReader& node, std::vector<Value> values, std::size_t axis);

// elementwise/

/// The dims that two tensors are broadcast to.
Dims common_dims(const NodeReader& node, const Dims& a, const Dims& b);

/// One of binary.cpp's functions, broadcast: "Add", "Sub", "Mul", "Div", "Pow", "Max" ...
Value binary(NodeReader& node, const char* name, const Value& a, const Value& b);

/// Add, Sub, Mul or Div; one whose operand is a constant that fits the other is a fast one.
Value arithmetic(NodeReader& node, const std::string& type, const Value& a, const Value& b);

/// One of unary.cpp's functions: "Exp", "Sqrt", "Tanh" ... with its parameters.
Value unary(NodeReader& node, const char* name, const Value& v, float alpha = 0, float beta = 0);

// reduction/

/// One of reduce.h's reductions over some axes: which become 1, or are dropped.
Value reduce(NodeReader& node, const char* name, const Value& v, const std::vector<bool>& axes,
             bool keep_axes = true);

/// exp(x) / sum of exp(x) over some axes.
Value softmax(NodeReader& node, const Value& v, const std::vector<bool>& axes);

// linear/

/// The matrix product of the last two axes, with those before them broadcast (ONNX MatMul).
Value product(NodeReader& node, const Value& left, const Value& right);

}  // namespace deepfool::onnx
