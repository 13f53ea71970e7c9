#include <algorithm>
#include <vector>

#include "network/onnx/readers.h"

namespace deepfool::onnx {

namespace {

struct Entry {
  const char* type;
  Reader reader;
};

// To add an operator: its reader, in the folder of its family, and a line here.
constexpr Entry kOperators[] = {
    {"Add", read_arithmetic},
    {"AveragePool", read_average_pool},
    {"Constant", read_constant},
    {"Conv", read_convolution},
    {"Div", read_arithmetic},
    {"Dropout", read_identity},
    {"Flatten", read_flatten},
    {"Gemm", read_gemm},
    {"Identity", read_identity},
    {"MatMul", read_matrix_product},
    {"MaxPool", read_max_pool},
    {"Mul", read_arithmetic},
    {"Relu", read_relu},
    {"Reshape", read_reshape},
    {"Sub", read_arithmetic},
    // What the classifiers that come along do not have.
    {"Abs", read_unary},
    {"And", read_binary},
    {"Atan", read_unary},
    {"BatchNormalization", read_batch_normalisation},
    {"Cast", read_cast},
    {"CastLike", read_cast_like},
    {"Ceil", read_unary},
    {"Celu", read_unary},
    {"Clip", read_clip},
    {"Concat", read_concat},
    {"ConstantOfShape", read_constant_of_shape},
    {"ConvTranspose", read_transposed_convolution},
    {"Cos", read_unary},
    {"DequantizeLinear", read_dequantise},
    {"DepthToSpace", read_depth_to_space},
    {"Einsum", read_einsum},
    {"Elu", read_unary},
    {"Equal", read_binary},
    {"Erf", read_unary},
    {"Exp", read_unary},
    {"Expand", read_expand},
    {"Floor", read_unary},
    {"Gather", read_gather},
    {"Gelu", read_gelu},
    {"GlobalAveragePool", read_global_pool},
    {"GlobalMaxPool", read_global_pool},
    {"Greater", read_binary},
    {"GreaterOrEqual", read_binary},
    {"GroupNormalization", read_group_normalisation},
    {"HardSigmoid", read_unary},
    {"HardSwish", read_unary},
    {"InstanceNormalization", read_instance_normalisation},
    {"LRN", read_local_response_normalisation},
    {"LayerNormalization", read_layer_normalisation},
    {"LeakyRelu", read_unary},
    {"Less", read_binary},
    {"LessOrEqual", read_binary},
    {"Log", read_unary},
    {"LogSoftmax", read_softmax},
    {"LpNormalization", read_lp_normalisation},
    {"LpPool", read_lp_pool},
    {"Max", read_binary},
    {"Mean", read_sum},
    {"MeanVarianceNormalization", read_mean_variance_normalisation},
    {"Min", read_binary},
    {"Mish", read_unary},
    {"Mod", read_binary},
    {"Neg", read_unary},
    {"Not", read_unary},
    {"Or", read_binary},
    {"PRelu", read_binary},
    {"Pad", read_pad},
    {"Pow", read_binary},
    {"QuantizeLinear", read_quantise},
    {"RMSNormalization", read_rms_normalisation},
    {"Range", read_range},
    {"Reciprocal", read_unary},
    {"ReduceL1", read_reduction},
    {"ReduceL2", read_reduction},
    {"ReduceLogSum", read_reduction},
    {"ReduceLogSumExp", read_reduction},
    {"ReduceMax", read_reduction},
    {"ReduceMean", read_reduction},
    {"ReduceMin", read_reduction},
    {"ReduceProd", read_reduction},
    {"ReduceSum", read_reduction},
    {"ReduceSumSquare", read_reduction},
    {"Resize", read_resize},
    {"Round", read_unary},
    {"Selu", read_unary},
    {"Shape", read_shape},
    {"Sigmoid", read_unary},
    {"Sign", read_unary},
    {"Sin", read_unary},
    {"Size", read_shape},
    {"Slice", read_slice},
    {"Softmax", read_softmax},
    {"Softplus", read_unary},
    {"Softsign", read_unary},
    {"SpaceToDepth", read_space_to_depth},
    {"Split", read_split},
    {"Sqrt", read_unary},
    {"Squeeze", read_squeeze},
    {"Sum", read_sum},
    {"Swish", read_unary},
    {"Tanh", read_unary},
    {"ThresholdedRelu", read_unary},
    {"Tile", read_tile},
    {"Transpose", read_transpose},
    {"Unsqueeze", read_unsqueeze},
    {"Upsample", read_resize},
    {"Where", read_where},
};

constexpr Entry kLearning[] = {
    {"LinearClassifier", read_linear_classifier},
    {"Normalizer", read_normalizer},
    {"Scaler", read_scaler},
};

}  // namespace

Reader find_reader(const Node& node) {
  if (node.domain.empty() || node.domain == "ai.onnx") {
    for (const Entry& entry : kOperators) {
      if (node.type == entry.type) return entry.reader;
    }
  } else if (node.domain == "ai.onnx.ml") {
    for (const Entry& entry : kLearning) {
      if (node.type == entry.type) return entry.reader;
    }
  }
  return nullptr;
}

std::string supported_operators() {
  std::vector<std::string> names = {"If"};  // read_onnx.cpp
  for (const Entry& entry : kOperators) names.emplace_back(entry.type);
  for (const Entry& entry : kLearning) names.emplace_back(entry.type);
  std::sort(names.begin(), names.end());
  std::string all;
  for (const std::string& name : names) all += (all.empty() ? "" : ", ") + name;
  return all;
}

}  // namespace deepfool::onnx
