#include "network/onnx/describe.h"

#include "network/graph/inline_functions.h"
#include "network/graph/scores.h"
#include "network/onnx/class_names.h"
#include "network/onnx/file.h"

namespace deepfool {

ModelDescription describe_onnx(std::string_view bytes, const DataFiles& files) {
  onnx::File file = onnx::parse(bytes, files);
  onnx::inline_functions(file);
  ModelDescription d;
  const bool has_both = !file.producer.empty() && !file.producer_version.empty();
  d.producer = onnx::printable(file.producer + (has_both ? " " : "") + file.producer_version, 100);
  d.class_names = class_names_of(file);
  d.operator_set = file.opset;
  if (!file.inputs.empty()) {
    d.input = onnx::printable(file.inputs[0].name, 100);
    d.input_dims = file.inputs[0].dims;
  }
  if (!file.outputs.empty()) d.scores = onnx::printable(onnx::find_scores(file).name, 100);
  for (const onnx::Node& node : file.nodes) ++d.operators[onnx::printable(node.type, 100)];
  return d;
}

}  // namespace deepfool
