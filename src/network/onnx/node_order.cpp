#include "network/onnx/node_order.h"

#include <map>

#include "classifier/joined.h"
#include "classifier/refuse.h"

namespace deepfool::onnx {

namespace {

constexpr std::size_t kMostNodes = 10000;

/// Whether a name stands for the input or a constant, so that no node need make it.
bool is_given(const File& file, const std::string& name) {
  return name == file.inputs[0].name || file.constants.count(name) != 0;
}

/// The node that makes each name.
std::map<std::string, const Node*> producers(const File& file) {
  std::map<std::string, const Node*> producers;
  for (const Node& node : file.nodes) {
    if (node.outputs.empty()) refuse_node(node, "it has no output");
    for (const std::string& name : node.outputs) {
      if (name.empty()) continue;
      if (is_given(file, name) || !producers.emplace(name, &node).second) {
        refuse_node(node, [&] { return joined({"its output '", name, "' is made twice"}); });
      }
    }
  }
  return producers;
}

}  // namespace

std::vector<const Node*> nodes_in_order(const File& file) {
  if (file.nodes.size() > kMostNodes) {
    refuse<OnnxError>([&] {
      return joined(
          {"the file has ", file.nodes.size(), " nodes; at most ", kMostNodes, " are supported"});
    });
  }
  const std::map<std::string, const Node*> producer = producers(file);
  enum class Mark { open, done };
  std::map<const Node*, Mark> marks;
  std::vector<const Node*> ordered;
  // A depth-first search with a stack of its own: a file may be deeper than the program's stack.
  struct Visit {
    const Node* node;
    std::size_t next;  // the input to follow next
  };
  std::vector<Visit> stack;
  const auto enter = [&](const std::string& name, const Node* reader) {
    if (name.empty() || is_given(file, name)) return;
    const auto it = producer.find(name);
    if (it == producer.end()) {
      refuse<OnnxError>([&] {
        return joined({(reader ? reader->describe() + ": its input '" : "the output '"), name,
                       "' is made by no node"});
      });
    }
    if (it->second->outputs[0] != name) {
      refuse_node(*it->second, [&] {
        return joined({"its further output '", name, "' is not supported"});
      });
    }
    const auto mark = marks.find(it->second);
    if (mark == marks.end()) {
      marks[it->second] = Mark::open;
      stack.push_back({it->second, 0});
    } else if (mark->second == Mark::open) {
      refuse_node(*it->second, "it depends on its own output");
    }
  };
  enter(file.outputs[0], nullptr);
  while (!stack.empty()) {
    Visit& top = stack.back();
    if (top.next < top.node->inputs.size()) {
      const Node* const node = top.node;
      enter(node->inputs[top.next++], node);  // may move the stack
    } else {
      marks[top.node] = Mark::done;
      ordered.push_back(top.node);
      stack.pop_back();
    }
  }
  return ordered;
}

}  // namespace deepfool::onnx
