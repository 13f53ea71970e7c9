#pragma once

#include <string>

#include "network/graph/node_reader.h"

namespace deepfool::onnx {

// A reader makes the operators of one node of the file and gives the value of the node's output (of
// its first one; NodeReader::set_output has the others). Each is beside the operators that it
// makes, in network/operators/.
using Reader = Value (*)(NodeReader& node);

Value read_arithmetic(NodeReader& node);
Value read_average_pool(NodeReader& node);
Value read_batch_normalisation(NodeReader& node);
Value read_binary(NodeReader& node);
Value read_cast(NodeReader& node);
Value read_cast_like(NodeReader& node);
Value read_clip(NodeReader& node);
Value read_concat(NodeReader& node);
Value read_constant(NodeReader& node);
Value read_constant_of_shape(NodeReader& node);
Value read_convolution(NodeReader& node);
Value read_dequantise(NodeReader& node);
Value read_depth_to_space(NodeReader& node);
Value read_einsum(NodeReader& node);
Value read_expand(NodeReader& node);
Value read_flatten(NodeReader& node);
Value read_gather(NodeReader& node);
Value read_gelu(NodeReader& node);
Value read_gemm(NodeReader& node);
Value read_global_pool(NodeReader& node);
Value read_group_normalisation(NodeReader& node);
Value read_identity(NodeReader& node);
Value read_instance_normalisation(NodeReader& node);
Value read_layer_normalisation(NodeReader& node);
Value read_local_response_normalisation(NodeReader& node);
Value read_lp_normalisation(NodeReader& node);
Value read_lp_pool(NodeReader& node);
Value read_matrix_product(NodeReader& node);
Value read_max_pool(NodeReader& node);
Value read_mean_variance_normalisation(NodeReader& node);
Value read_pad(NodeReader& node);
Value read_quantise(NodeReader& node);
Value read_range(NodeReader& node);
Value read_reduction(NodeReader& node);
Value read_relu(NodeReader& node);
Value read_reshape(NodeReader& node);
Value read_resize(NodeReader& node);
Value read_rms_normalisation(NodeReader& node);
Value read_shape(NodeReader& node);
Value read_slice(NodeReader& node);
Value read_softmax(NodeReader& node);
Value read_space_to_depth(NodeReader& node);
Value read_split(NodeReader& node);
Value read_squeeze(NodeReader& node);
Value read_sum(NodeReader& node);
Value read_tile(NodeReader& node);
Value read_transpose(NodeReader& node);
Value read_transposed_convolution(NodeReader& node);
Value read_unary(NodeReader& node);
Value read_unsqueeze(NodeReader& node);
Value read_where(NodeReader& node);

// Of the domain ai.onnx.ml.
Value read_linear_classifier(NodeReader& node);
Value read_normalizer(NodeReader& node);
Value read_scaler(NodeReader& node);

/// The reader of a node, or null if its operator is not supported.
Reader find_reader(const Node& node);

/// The names of all operators that have a reader, separated by commas.
std::string supported_operators();

}  // namespace deepfool::onnx
