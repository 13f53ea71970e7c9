#include "network/onnx/read_onnx.h"

#include <algorithm>
#include <new>
#include <utility>

#include "classifier/joined.h"
#include "classifier/refuse.h"
#include "network/graph/inline_functions.h"
#include "network/graph/scores.h"
#include "network/limits.h"
#include "network/onnx/node_order.h"
#include "network/onnx/protobuf.h"
#include "network/onnx/readers.h"
#include "network/onnx/words.h"
#include "network/operators/movement/move.h"

namespace deepfool {

namespace onnx {

namespace {

/// Height and width where the file leaves them open: as MNIST's for one channel, else as CIFAR's.
[[gnu::noinline]] void choose_open_sizes(Dims& dims) {
  constexpr std::int64_t kGrey = 28;
  constexpr std::int64_t kColour = 32;
  const bool is_last = dims.size() == 4 && dims[1] == -1;
  const std::int64_t channels = dims.size() == 3 ? 1 : dims[is_last ? 3 : 1];
  for (std::size_t i = is_last || dims.size() == 3 ? 1 : 2; i < (is_last ? 3 : dims.size()); ++i) {
    if (dims[i] == -1) dims[i] = channels == 1 ? kGrey : kColour;
  }
}

/// The dims of the file's input, with one picture: `graph` learns how many it is in the file.
Dims input_dims(const File& file, Graph& graph) {
  const Declared& input = file.inputs[0];
  if (input.type != kFloat && input.type != kDouble && input.type != kFloat16 &&
      input.type != kBfloat16 && input.type != kUint8) {
    refuse<OnnxError>([&] {
      return joined({"'", input.name, "': data type ", input.type,
                     "; a network's input must be real numbers, as float32 (1), or bytes (2)"});
    });
  }
  Dims dims = input.dims;
  if (dims.empty() || dims.size() > 4) {
    refuse<OnnxError>([&] {
      return joined({"the input has shape ", text(dims),
                     "; [features], [batch, features], [batch, height, width] and [batch, "
                     "channels, height, width] are supported"});
    });
  }
  const bool has_batch =
      dims.size() == 2 || dims.size() == 4 ||
      (dims.size() == 3 && !file.outputs[0].dims.empty() && file.outputs[0].dims[0] == dims[0]);
  if (dims.size() > 1 && (has_batch || dims[0] == -1)) {
    if (dims[0] > 1) graph.batch = dims[0];
    dims[0] = 1;
  }
  if (std::count(dims.begin(), dims.end(), -1) != 0 && dims.size() > 2) choose_open_sizes(dims);
  std::int64_t size = 1;
  for (const std::int64_t d : dims) {
    if (d < 1 || d > kMostElements / size) {
      refuse<OnnxError>([&] {
        return joined({"the input has shape ", text(input.dims),
                       "; its sizes must be fixed and at most 2^26 elements together"});
      });
    }
    size *= d;
  }
  return dims;
}

/// How the input is shown: its height, width and channels, and whether the channels are its last
/// axis.
struct Picture {
  Shape shape;
  bool channel_last = false;
};

Picture input_picture(const Dims& dims) {
  constexpr std::int64_t kMostColours = 4;
  Dims d = dims;
  if (d.size() > 1 && d[0] == 1) d.erase(d.begin());
  const auto shape = [](std::int64_t height, std::int64_t width, std::int64_t channels) {
    return Shape{static_cast<Index>(height), static_cast<Index>(width),
                 static_cast<Index>(channels)};
  };
  if (d.size() == 3) {
    const bool last = d[2] <= kMostColours && d[0] > kMostColours;
    return {last ? shape(d[0], d[1], d[2]) : shape(d[1], d[2], d[0]), last};
  }
  if (d.size() == 2 && d[0] > 1 && d[1] > 1) return {shape(d[0], d[1], 1)};
  return {shape(1, 1, volume(d))};
}

/// What hinders, one message after the other.
class Problems {
 public:
  bool none() const { return count_ == 0; }

  [[gnu::noinline]] void add(const std::string& problem) {
    if (++count_ <= kMostShown) all_ += (all_.empty() ? "" : "; ") + problem;
  }

  [[gnu::noinline]] void add_unknown(const Node& node) {
    if (has_word("ArgMax ArgMin Hardmax NonZero TopK TreeEnsemble TreeEnsembleClassifier "
                 "TreeEnsembleRegressor",
                 node.type)) {
      return add(node.describe() + ": it has no useful gradient");
    }
    has_unknown_ = true;
    add(node.describe() + ": this operator is not supported");
  }

  [[noreturn, gnu::noinline]] void refuse() const {
    constexpr std::size_t kLongest = 8000;
    std::string message = all_;
    if (count_ > kMostShown) {
      message += joined({"; and ", count_ - kMostShown, " problems more"});
    }
    if (has_unknown_) message += "; supported are " + supported_operators();
    throw OnnxError(message, kLongest);
  }

 private:
  static constexpr int kMostShown = 20;
  int count_ = 0;
  std::string all_;
  bool has_unknown_ = false;
};

bool has_unknown_input(const Node& node, const Graph& graph) {
  for (const std::string& name : node.inputs) {
    if (name.empty()) continue;
    const auto it = graph.values.find(name);
    if (it == graph.values.end()) {  // in a graph inside another alone
      refuse_node(node, [&] { return joined({"its input '", name, "' is made by no node"}); });
    }
    if (it->second.is_unknown()) return true;
    if (it->second.rank() > kMostAxes) refuse_node(node, "more than 8 axes are not supported");
  }
  return false;
}

/// A first input without elements is a mistake, but for nodes that only speak of shapes.
[[gnu::noinline]] void check_elements(const Node& node) {
  if (has_word("Cast Concat ConstantOfShape Identity Shape Size", node.type)) return;
  refuse_node(node, "its input has no elements");
}

void add_constants(const File& file, Graph& graph) {
  for (const auto& [name, tensor] : file.constants) {
    Value& v = graph.values[name];
    v.constant = &tensor;
    v.dims = tensor.dims;
    v.order = row_major(v.rank());
  }
}

void read_node(const Node& node, bool is_dropped, Graph& graph, Problems& problems);

/// If: the graph of the branch that a constant condition chooses.
[[gnu::noinline]] void read_branch(const Node& node, Graph& graph, Problems& problems) {
  const Tensor& condition = NodeReader(node, graph, false).constant(0);
  const bool is_true = !condition.values.empty() && condition.values[0] != 0;
  const auto branch = node.attributes.find(is_true ? "then_branch" : "else_branch");
  if (branch == node.attributes.end() || !branch->second.body)
    refuse_node(node, "a branch is missing");
  const File& body = *branch->second.body;
  add_constants(body, graph);
  for (const Node& inner : body.nodes) {
    if (!graph.is_full) read_node(inner, false, graph, problems);
  }
  for (std::size_t i = 0; i < node.outputs.size() && i < body.outputs.size(); ++i) {
    graph.values[node.outputs[i]] = graph.values[body.outputs[i].name];
  }
}

/// Reads one node: `graph` gets the values of its outputs.
void read_node(const Node& node, bool is_dropped, Graph& graph, Problems& problems) {
  for (const std::string& name : node.outputs) graph.values[name];  // unknown
  const Reader reader = find_reader(node);
  const bool is_branch = !reader && node.type == "If";
  if (!reader && !is_branch) return problems.add_unknown(node);
  try {
    if (node.outputs.empty()) refuse_node(node, "it has no output");
    if (has_unknown_input(node, graph)) return;
    const bool has_input = !node.inputs.empty() && !node.inputs[0].empty();
    if (has_input && volume(graph.values.at(node.inputs[0]).dims) == 0) check_elements(node);
    graph.node = &node;
    if (is_branch) return read_branch(node, graph, problems);
    NodeReader node_reader(node, graph, is_dropped);
    const bool is_left_out = is_dropped && reader != read_softmax;
    const Value v = is_left_out ? node_reader.value(0) : reader(node_reader);
    graph.values[node.outputs[0]] = v;
  } catch (const OnnxError& error) {
    problems.add(error.what());
  }
}

/// One score z as the logits 0 and z.
[[gnu::noinline]] Value two_logits(const Value& z, Graph& graph) {
  return graph.append(std::make_unique<Move>(1, std::vector<int>{-1, 0}), {z}, {1, 2}, {0, 1});
}

/// The scores as the network's last tensor, in ONNX's order.
Value logits(const Value& y, Graph& graph) {
  if (y.constant || y.tensor < 1) refuse<OnnxError>("the output does not depend on the input");
  int wide = 0;
  for (const std::int64_t d : y.dims) wide += d != 1;
  if (wide > 1) {
    refuse<OnnxError>([&] {
      return joined({"the output has shape ", text(y.dims),
                     "; [batch, classes] with two classes or more is needed"});
    });
  }
  return wide == 1 ? y : two_logits(y, graph);
}

std::unique_ptr<Network> build(const File& file) {
  if (file.inputs.size() != 1 || file.outputs.empty()) {
    refuse<OnnxError>([&] {
      return joined({"the graph has ", file.inputs.size(), " inputs and ", file.outputs.size(),
                     " outputs; one input, and an output, are needed"});
    });
  }
  Graph graph;
  graph.opset = file.opset;
  add_constants(file, graph);
  Value& x = graph.values[file.inputs[0].name];
  x.dims = input_dims(file, graph);
  x.order = row_major(x.rank());
  x.tensor = 0;
  graph.elements = volume(x.dims);
  const Picture picture = input_picture(x.dims);

  const Scores scores = find_scores(file);
  if (scores.name.empty()) refuse<OnnxError>("the output has no name");
  Problems problems;
  for (const Node* node : nodes_in_order(file, scores.name)) {
    read_node(*node, scores.is_dropped(*node), graph, problems);
    if (graph.is_full) break;
  }
  if (!problems.none()) problems.refuse();

  const Value y = logits(graph.values.at(scores.name), graph);
  prune(graph.nodes, y.tensor);
  return std::make_unique<Network>(picture.shape, std::move(graph.nodes), picture.channel_last);
}

}  // namespace

}  // namespace onnx

std::unique_ptr<Network> read_onnx(std::string_view bytes, const DataFiles& files) {
  try {
    onnx::File file = onnx::parse(bytes, files);
    if (!file.functions.empty()) onnx::inline_functions(file);
    return onnx::build(file);
  } catch (const std::bad_alloc&) {
    refuse<OnnxError>("the network needs more memory than there is");
  }
}

}  // namespace deepfool
