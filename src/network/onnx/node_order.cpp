#include "network/onnx/node_order.h"

#include <map>
#include <set>

#include "classifier/joined.h"
#include "classifier/refuse.h"
#include "network/limits.h"

namespace deepfool::onnx {

namespace {

[[gnu::noinline]] void add_names_read(const File& body, std::vector<std::string>& names) {
  std::set<std::string> made;
  for (const auto& [name, tensor] : body.constants) made.insert(name);
  for (const Declared& input : body.inputs) made.insert(input.name);
  const auto add = [&](const std::string& name) {
    if (made.count(name) == 0) names.push_back(name);
  };
  for (const Node& node : body.nodes) {
    for (const std::string& name : node.inputs) add(name);
    for (const auto& [key, attribute] : node.attributes) {
      std::vector<std::string> inner;
      if (attribute.body) add_names_read(*attribute.body, inner);
      for (const std::string& name : inner) add(name);
    }
    made.insert(node.outputs.begin(), node.outputs.end());
  }
  for (const Declared& output : body.outputs) add(output.name);
}

/// Whether a name stands for the input or a constant, so that no node need make it.
bool is_given(const File& file, const std::string& name) {
  return name == file.inputs[0].name || file.constants.count(name) != 0;
}

/// The names that a node reads: its inputs, and what the graphs inside it read from outside.
std::vector<std::string> names_read(const Node& node) {
  std::vector<std::string> names = node.inputs;
  for (const auto& [name, attribute] : node.attributes) {
    if (attribute.body) add_names_read(*attribute.body, names);
  }
  return names;
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

/// Whether each node reads the one before it, and besides constants nothing else, and the last
/// makes the output, as in most classifiers: then the order is the file's. Of few nodes alone; each
/// has one output, of a name of its own.
bool is_chain(const File& file, const std::string& output) {
  constexpr std::size_t kMostInChain = 64;
  const std::vector<Node>& nodes = file.nodes;
  if (nodes.empty() || nodes.size() > kMostInChain) return false;
  const std::string* last = &file.inputs[0].name;
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    const Node& node = nodes[i];
    if (node.outputs.size() != 1 || node.outputs[0].empty()) return false;
    if (is_given(file, node.outputs[0])) return false;
    for (std::size_t j = 0; j < i; ++j) {
      if (nodes[j].outputs[0] == node.outputs[0]) return false;
    }
    bool follows = false;
    for (const std::string& name : node.inputs) {
      if (name == *last) {
        follows = true;
      } else if (file.constants.count(name) == 0) {
        return false;
      }
    }
    if (!follows) return false;
    for (const auto& [name, attribute] : node.attributes) {
      if (attribute.body) return false;
    }
    last = &node.outputs[0];
  }
  return *last == output;
}

/// The nodes of a graph that is no chain.
[[gnu::noinline]] std::vector<const Node*> search_order(const File& file,
                                                        const std::string& output) {
  if (file.nodes.size() > kMostNodes) {
    refuse<OnnxError>([&] {
      return joined(
          {"the file has ", file.nodes.size(), " nodes; at most ", kMostNodes, " are supported"});
    });
  }
  const std::map<std::string, const Node*> producer = producers(file);
  enum class Mark : char { unseen, open, done };
  std::vector<Mark> marks(file.nodes.size());
  const auto mark_of = [&](const Node* node) -> Mark& {
    return marks[static_cast<std::size_t>(node - file.nodes.data())];
  };
  std::vector<const Node*> ordered;
  // A depth-first search with a stack of its own: a file may be deeper than the program's stack.
  struct Visit {
    const Node* node;
    std::vector<std::string> names;
    std::size_t next;  // the name to follow next
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
    Mark& mark = mark_of(it->second);
    if (mark == Mark::unseen) {
      mark = Mark::open;
      stack.push_back({it->second, names_read(*it->second), 0});
    } else if (mark == Mark::open) {
      refuse_node(*it->second, "it depends on its own output");
    }
  };
  enter(output, nullptr);
  while (!stack.empty()) {
    Visit& top = stack.back();
    if (top.next < top.names.size()) {
      const std::string name = top.names[top.next++];
      enter(name, top.node);  // may move the stack
    } else {
      mark_of(top.node) = Mark::done;
      ordered.push_back(top.node);
      stack.pop_back();
    }
  }
  return ordered;
}

}  // namespace

std::vector<const Node*> nodes_in_order(const File& file, const std::string& output) {
  if (!is_chain(file, output)) return search_order(file, output);
  std::vector<const Node*> ordered;
  for (const Node& node : file.nodes) ordered.push_back(&node);
  return ordered;
}

}  // namespace deepfool::onnx
