#include "network/onnx/readers.h"

namespace deepfool::onnx {

Reader find_reader(const Node& node) {
  struct Entry {
    const char* type;
    Reader reader;
  };
  static constexpr Entry kOperators[] = {
      {"Add", read_arithmetic},        {"AveragePool", read_average_pool},
      {"Constant", read_constant},     {"Conv", read_convolution},
      {"Div", read_arithmetic},        {"Dropout", read_identity},
      {"Flatten", read_flatten},       {"Gemm", read_gemm},
      {"Identity", read_identity},     {"LogSoftmax", read_softmax},
      {"MatMul", read_matrix_product}, {"MaxPool", read_max_pool},
      {"Mul", read_arithmetic},        {"Relu", read_relu},
      {"Reshape", read_reshape},       {"Softmax", read_softmax},
      {"Sub", read_arithmetic}};
  if (node.domain.empty() || node.domain == "ai.onnx") {
    for (const Entry& entry : kOperators) {
      if (node.type == entry.type) return entry.reader;
    }
  }
  refuse_node(node, [&] {
    std::string known;
    for (const Entry& entry : kOperators) {
      known += std::string(known.empty() ? "" : ", ") + entry.type;
    }
    return "this operator is not supported; supported are " + known;
  });
}

}  // namespace deepfool::onnx
