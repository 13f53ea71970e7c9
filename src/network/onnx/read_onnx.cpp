#include "network/onnx/read_onnx.h"

#include <utility>

#include "classifier/joined.h"
#include "classifier/refuse.h"
#include "network/limits.h"
#include "network/onnx/node_order.h"
#include "network/onnx/readers.h"
#include "network/operators/layout/permute.h"

namespace deepfool {

namespace onnx {

namespace {

/// The dims of the file's input, checked: [batch, features] or [batch, channels, height, width].
std::vector<std::int64_t> input_dims(const File& file) {
  std::vector<std::int64_t> dims = file.inputs[0].dims;
  if (dims.size() == 1) dims.insert(dims.begin(), 1);
  if (dims.size() != 2 && dims.size() != 4) {
    refuse<OnnxError>([&] {
      return joined(
          {"the input has shape ", text(dims),
           "; [features], [batch, features] and [batch, channels, height, width] are supported"});
    });
  }
  if (dims[0] != -1 && dims[0] != 1) {
    refuse<OnnxError>([&] {
      return joined({"the input is a batch of ", dims[0], "; save the model for one image"});
    });
  }
  std::int64_t size = 1;
  for (std::size_t i = 1; i < dims.size(); ++i) {
    if (dims[i] < 1 || dims[i] > kMostElements / size) {
      refuse<OnnxError>([&] {
        return joined({"the input has shape ", text(file.inputs[0].dims),
                       "; its sizes must be fixed and at most 2^22 elements together"});
      });
    }
    size *= dims[i];
  }
  return dims;
}

/// The file's input as the operators read it: in the order of Shape.
Value input_value(Graph& graph, const std::vector<std::int64_t>& dims) {
  Value x;
  x.tensor = 0;
  x.is_vector = dims.size() == 2;
  x.shape = x.is_vector ? Shape{1, 1, static_cast<Index>(dims[1])} : image_shape(dims);
  if (!x.shape.order_matters()) return x;
  return graph.append(std::make_unique<Permute>(x.shape, Permute::from_onnx(x.shape)), {0}, false);
}

std::unique_ptr<Network> build(const File& file) {
  if (file.inputs.size() != 1 || file.outputs.size() != 1) {
    refuse<OnnxError>([&] {
      return joined({"the graph has ", file.inputs.size(), " inputs and ", file.outputs.size(),
                     " outputs; one of each is supported"});
    });
  }
  if (file.outputs[0].empty()) refuse<OnnxError>("the output has no name");
  Graph graph;
  graph.output = file.outputs[0];
  for (const auto& [name, tensor] : file.constants) graph.values[name].constant = &tensor;
  const Value x = input_value(graph, input_dims(file));
  graph.values[file.inputs[0].name] = x;

  for (const Node* node : nodes_in_order(file)) {
    NodeReader reader(*node, graph);
    const Value v = find_reader(*node)(reader);
    graph.values[node->outputs[0]] = v;
  }

  const Value& y = graph.values.at(graph.output);
  if (y.constant || graph.nodes.empty() || y.tensor != static_cast<int>(graph.nodes.size())) {
    refuse<OnnxError>("the output does not depend on the input");
  }
  if (!y.is_vector || y.shape.size() < 2) {
    refuse<OnnxError>([&] {
      return joined({"the output has shape ", text(y.dims()),
                     "; [batch, classes] with two classes or more is needed"});
    });
  }
  return std::make_unique<Network>(x.shape, std::move(graph.nodes));
}

}  // namespace

}  // namespace onnx

std::unique_ptr<Network> read_onnx(std::string_view bytes) {
  return onnx::build(onnx::parse(bytes));
}

}  // namespace deepfool
