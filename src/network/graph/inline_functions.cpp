#include "network/graph/inline_functions.h"

#include <algorithm>
#include <utility>

#include "classifier/refuse.h"
#include "network/limits.h"

namespace deepfool::onnx {

namespace {

const Function* called(const File& file, const Node& node) {
  const auto it = std::find_if(
      file.functions.begin(), file.functions.end(),
      [&](const Function& f) { return f.name == node.type && f.domain == node.domain; });
  return it == file.functions.end() ? nullptr : &*it;
}

/// The names inside a function as they are outside, for one call of it.
class Names {
 public:
  Names(const Function& function, const Node& call, std::size_t number)
      : prefix_("call " + std::to_string(number) + " ") {
    for (std::size_t i = 0; i < function.inputs.size(); ++i) {
      outside_[function.inputs[i]] = i < call.inputs.size() ? call.inputs[i] : "";
    }
    for (std::size_t i = 0; i < function.outputs.size() && i < call.outputs.size(); ++i) {
      if (!call.outputs[i].empty()) outside_[function.outputs[i]] = call.outputs[i];
    }
  }

  void translate(std::vector<std::string>& names) const {
    for (std::string& name : names) {
      const auto it = outside_.find(name);
      if (it != outside_.end()) {
        name = it->second;
      } else if (!name.empty()) {
        name.insert(0, prefix_);
      }
    }
  }

 private:
  std::string prefix_;
  std::map<std::string, std::string> outside_;
};

/// One node of a function, as a node of the graph that calls it.
Node outside(const Node& inside, const Function& function, const Node& call, const Names& names) {
  Node node = inside;
  names.translate(node.inputs);
  names.translate(node.outputs);
  node.attributes.clear();
  for (const auto& [name, attribute] : inside.attributes) {
    if (attribute.reference.empty()) {
      node.attributes[name] = attribute;
      continue;
    }
    // The caller's attribute, or the one that the function has in its stead.
    const auto given = call.attributes.find(attribute.reference);
    const auto otherwise = function.attributes.find(attribute.reference);
    if (given != call.attributes.end()) {
      node.attributes[name] = given->second;
    } else if (otherwise != function.attributes.end()) {
      node.attributes[name] = otherwise->second;
    }
  }
  return node;
}

}  // namespace

void inline_functions(File& file) {
  constexpr int kDeepest = 100;
  std::size_t calls = 0;
  bool any = !file.functions.empty();
  for (int depth = 0; any; ++depth) {
    if (depth > kDeepest) refuse<OnnxError>("its functions call each other over 100 deep");
    any = false;
    std::vector<Node> nodes;
    for (Node& node : file.nodes) {
      const Function* const function = called(file, node);
      if (!function) {
        nodes.push_back(std::move(node));
      } else {
        any = true;
        const Names names(*function, node, calls++);
        for (const Node& inside : function->nodes) {
          nodes.push_back(outside(inside, *function, node, names));
        }
      }
      if (nodes.size() > kMostNodes || calls > kMostNodes) {
        refuse<OnnxError>("its functions make over 10000 nodes");
      }
    }
    file.nodes = std::move(nodes);
  }
}

}  // namespace deepfool::onnx
