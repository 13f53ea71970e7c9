#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "network/onnx/readers.h"
#include "network/onnx/words.h"

namespace deepfool::onnx {

namespace {

struct Entry {
  const char* type;
  Reader reader;
};

// What the classifiers that come along have.
constexpr Entry kFirst[] = {
    {"Add", read_arithmetic},    {"AveragePool", read_average_pool},
    {"Constant", read_constant}, {"Conv", read_convolution},
    {"Div", read_arithmetic},    {"Dropout", read_identity},
    {"Flatten", read_flatten},   {"Gemm", read_gemm},
    {"Identity", read_identity}, {"MatMul", read_matrix_product},
    {"MaxPool", read_max_pool},  {"Mul", read_arithmetic},
    {"Relu", read_relu},         {"Reshape", read_reshape},
    {"Sub", read_arithmetic},
};

// All others are in functions, and not in a table: so the part of the WebAssembly module that a
// page loads first has neither their names nor their readers. To add an operator: its reader, in
// the folder of its family, and its name here.

/// Calls visit(names, reader) for each reader, with the operators that it reads.
template <class Visit>
void for_each_other(const Visit& visit) {
  visit(
      "Abs Atan Ceil Celu Cos Elu Erf Exp Floor HardSigmoid HardSwish "
      "LeakyRelu Log Mish Neg Not Reciprocal Round Selu Sigmoid Sign "
      "Sin Softplus Softsign Sqrt Swish Tanh ThresholdedRelu",
      read_unary);
  visit(
      "And Equal Greater GreaterOrEqual Less LessOrEqual Max Min Mod Or "
      "PRelu Pow",
      read_binary);
  visit("BatchNormalization", read_batch_normalisation);
  visit("Cast", read_cast);
  visit("CastLike", read_cast_like);
  visit("Clip", read_clip);
  visit("Concat", read_concat);
  visit("ConstantOfShape", read_constant_of_shape);
  visit("ConvTranspose", read_transposed_convolution);
  visit("DepthToSpace", read_depth_to_space);
  visit("DequantizeLinear", read_dequantise);
  visit("Einsum", read_einsum);
  visit("Expand", read_expand);
  visit("Gather", read_gather);
  visit("Gelu", read_gelu);
  visit("GlobalAveragePool GlobalMaxPool", read_global_pool);
  visit("GroupNormalization", read_group_normalisation);
  visit("InstanceNormalization", read_instance_normalisation);
  visit("LRN", read_local_response_normalisation);
  visit("LayerNormalization", read_layer_normalisation);
  visit("LogSoftmax Softmax", read_softmax);
  visit("LpNormalization", read_lp_normalisation);
  visit("LpPool", read_lp_pool);
  visit("Mean Sum", read_sum);
  visit("MeanVarianceNormalization", read_mean_variance_normalisation);
  visit("Pad", read_pad);
  visit("QuantizeLinear", read_quantise);
  visit("RMSNormalization", read_rms_normalisation);
  visit("Range", read_range);
  visit(
      "ReduceL1 ReduceL2 ReduceLogSum ReduceLogSumExp ReduceMax "
      "ReduceMean ReduceMin ReduceProd ReduceSum ReduceSumSquare",
      read_reduction);
  visit("Resize Upsample", read_resize);
  visit("Shape Size", read_shape);
  visit("Slice", read_slice);
  visit("SpaceToDepth", read_space_to_depth);
  visit("Split", read_split);
  visit("Squeeze", read_squeeze);
  visit("Tile", read_tile);
  visit("Transpose", read_transpose);
  visit("Unsqueeze", read_unsqueeze);
  visit("Where", read_where);
}

/// for_each_other of the domain ai.onnx.ml.
template <class Visit>
void for_each_of_learning(const Visit& visit) {
  visit("LinearClassifier", read_linear_classifier);
  visit("Normalizer", read_normalizer);
  visit("Scaler", read_scaler);
}

[[gnu::noinline]] Reader find_other(const std::string& type, bool is_learning) {
  Reader found = nullptr;
  const auto visit = [&](std::string_view names, Reader reader) {
    if (has_word(names, type)) found = reader;
  };
  if (is_learning) {
    for_each_of_learning(visit);
  } else {
    for_each_other(visit);
  }
  return found;
}

}  // namespace

Reader find_reader(const Node& node) {
  if (node.domain.empty() || node.domain == "ai.onnx") {
    for (const Entry& entry : kFirst) {
      if (node.type == entry.type) return entry.reader;
    }
    return find_other(node.type, false);
  }
  return node.domain == "ai.onnx.ml" ? find_other(node.type, true) : nullptr;
}

std::string supported_operators() {
  std::vector<std::string> names = {"If"};  // read_onnx.cpp
  for (const Entry& entry : kFirst) names.emplace_back(entry.type);
  const auto visit = [&](std::string_view types, Reader) {
    for (std::string& type : words(types)) names.push_back(std::move(type));
  };
  for_each_other(visit);
  for_each_of_learning(visit);
  std::sort(names.begin(), names.end());
  std::string all;
  for (const std::string& name : names) all += (all.empty() ? "" : ", ") + name;
  return all;
}

}  // namespace deepfool::onnx
