// Nodes that add no operator to the network.

#include "network/onnx/readers.h"

namespace deepfool::onnx {

Value read_identity(NodeReader& node) { return node.value(0); }

Value read_constant(NodeReader& node) {
  const Attribute* const value = node.attribute("value");
  if (!value) node.refuse("only constants given as a tensor ('value') are supported");
  Value v;
  v.constant = &value->tensor;
  return v;
}

/// A softmax is left out, since attacks work on logits.
Value read_softmax(NodeReader& node) {
  const Value& x = node.tensor(0);
  if (!node.is_last()) node.refuse("it is supported as the last node alone");
  const std::int64_t axis = node.integer("axis", -1);
  if (!x.is_vector || (axis != 1 && axis != -1)) node.refuse("it must run over the classes");
  return x;
}

}  // namespace deepfool::onnx
