// Writes ONNX files for the tests, field by field as onnx.proto has them.
#pragma once

#include <cstdint>
#include <cstring>
#include <map>
#include <protozero/pbf_writer.hpp>
#include <string>
#include <vector>

#include "files.h"

namespace onnx_model {

struct Tensor {
  std::vector<std::int64_t> dims;
  std::vector<float> floats;
  std::vector<std::int64_t> integers;  // written as int64 where there are no floats
};

struct Attribute {
  enum class Kind { number, integer, text, integers, tensor };
  Kind kind = Kind::number;
  float number = 0;
  std::int64_t integer = 0;
  std::string text;
  std::vector<std::int64_t> integers;
  Tensor tensor;
};

inline Attribute number(float v) {
  Attribute a;
  a.kind = Attribute::Kind::number;
  a.number = v;
  return a;
}
inline Attribute integer(std::int64_t v) {
  Attribute a;
  a.kind = Attribute::Kind::integer;
  a.integer = v;
  return a;
}
inline Attribute text(std::string v) {
  Attribute a;
  a.kind = Attribute::Kind::text;
  a.text = std::move(v);
  return a;
}
inline Attribute integers(std::vector<std::int64_t> v) {
  Attribute a;
  a.kind = Attribute::Kind::integers;
  a.integers = std::move(v);
  return a;
}
inline Attribute tensor(Tensor v) {
  Attribute a;
  a.kind = Attribute::Kind::tensor;
  a.tensor = std::move(v);
  return a;
}

struct Node {
  std::string type;
  std::vector<std::string> inputs;
  std::vector<std::string> outputs;
  std::map<std::string, Attribute> attributes;
  std::string name;
  std::string domain;
};

/// The ways in which exporters write the same thing.
struct FileForm {
  bool raw = true;                   // tensor data as bytes, or as repeated numbers
  bool packed = true;                // repeated numbers in one field, or one by one
  bool constants_as_inputs = false;  // IR version 3 names each initialiser among the inputs
};

struct Model {
  std::vector<std::int64_t> input = {1, 1, 1, 1};  // -1: left open
  std::vector<Node> nodes;
  std::map<std::string, Tensor> constants;
  std::string output;  // the last node's, if empty
  std::int64_t opset = 17;
  std::int32_t element_type = 1;

  /// Appends a node whose output has the node's name.
  std::string add(const std::string& type, const std::vector<std::string>& inputs,
                  const std::map<std::string, Attribute>& attributes = {}) {
    const std::string name = type + std::to_string(nodes.size());
    nodes.push_back({type, inputs, {name}, attributes, name, ""});
    return name;
  }

  /// Adds a constant and gives its name.
  std::string constant(Tensor t) {
    const std::string name = "constant" + std::to_string(constants.size());
    constants[name] = std::move(t);
    return name;
  }

  std::string bytes(FileForm form = {}) const;
};

inline void write(protozero::pbf_writer message, const Tensor& t, const std::string& name,
                  const FileForm& form) {
  const auto integers = [&](protozero::pbf_tag_type tag, const std::vector<std::int64_t>& v) {
    if (form.packed) {
      message.add_packed_int64(tag, v.begin(), v.end());
    } else {
      for (const std::int64_t i : v) message.add_int64(tag, i);
    }
  };
  const bool floats = t.integers.empty();
  integers(1, t.dims);
  message.add_int32(2, floats ? 1 : 7);
  if (form.raw && floats) {
    message.add_bytes(9, reinterpret_cast<const char*>(t.floats.data()), 4 * t.floats.size());
  } else if (form.raw) {
    message.add_bytes(9, reinterpret_cast<const char*>(t.integers.data()), 8 * t.integers.size());
  } else if (!floats) {
    integers(7, t.integers);
  } else if (form.packed) {
    message.add_packed_float(4, t.floats.begin(), t.floats.end());
  } else {
    for (const float v : t.floats) message.add_float(4, v);
  }
  message.add_string(8, name);
}

inline std::string Model::bytes(FileForm form) const {
  const auto value_info = [&](protozero::pbf_writer message, const std::string& name,
                              const std::vector<std::int64_t>& dims) {
    message.add_string(1, name);
    protozero::pbf_writer type(message, 2);
    protozero::pbf_writer tensor(type, 1);
    tensor.add_int32(1, element_type);
    protozero::pbf_writer shape(tensor, 2);
    for (const std::int64_t d : dims) {
      protozero::pbf_writer dimension(shape, 1);
      if (d >= 0) {
        dimension.add_int64(1, d);
      } else {
        dimension.add_string(2, "N");
      }
    }
  };
  std::string data;
  protozero::pbf_writer model(data);
  model.add_int64(1, 8);  // IR version
  {
    protozero::pbf_writer graph(model, 7);
    for (const Node& node : nodes) {
      protozero::pbf_writer message(graph, 1);
      for (const std::string& input_name : node.inputs) message.add_string(1, input_name);
      for (const std::string& output_name : node.outputs) message.add_string(2, output_name);
      message.add_string(3, node.name);
      message.add_string(4, node.type);
      for (const auto& [name, a] : node.attributes) {
        protozero::pbf_writer attribute(message, 5);
        attribute.add_string(1, name);
        switch (a.kind) {
          case Attribute::Kind::number:
            attribute.add_float(2, a.number);
            attribute.add_enum(20, 1);
            break;
          case Attribute::Kind::integer:
            attribute.add_int64(3, a.integer);
            attribute.add_enum(20, 2);
            break;
          case Attribute::Kind::text:
            attribute.add_string(4, a.text);
            attribute.add_enum(20, 3);
            break;
          case Attribute::Kind::tensor:
            write(protozero::pbf_writer(attribute, 5), a.tensor, "", form);
            attribute.add_enum(20, 4);
            break;
          case Attribute::Kind::integers:
            if (form.packed) {
              attribute.add_packed_int64(8, a.integers.begin(), a.integers.end());
            } else {
              for (const std::int64_t i : a.integers) attribute.add_int64(8, i);
            }
            attribute.add_enum(20, 7);
        }
      }
      if (!node.domain.empty()) message.add_string(7, node.domain);
    }
    graph.add_string(2, "test");
    for (const auto& [name, t] : constants) write(protozero::pbf_writer(graph, 5), t, name, form);
    if (form.constants_as_inputs) {
      for (const auto& [name, t] : constants) {
        if (t.integers.empty()) value_info(protozero::pbf_writer(graph, 11), name, t.dims);
      }
    }
    value_info(protozero::pbf_writer(graph, 11), "input", input);
    const std::string last = !output.empty() || nodes.empty() ? output : nodes.back().outputs[0];
    value_info(protozero::pbf_writer(graph, 12), last, {});
  }
  protozero::pbf_writer opset_import(model, 8);
  opset_import.add_string(1, "");
  opset_import.add_int64(2, opset);
  return data;
}

inline Tensor numbers(random_numbers::Random& random, std::vector<std::int64_t> dims) {
  Tensor t;
  t.dims = std::move(dims);
  std::int64_t size = 1;
  for (const std::int64_t d : t.dims) size *= d;
  for (std::int64_t i = 0; i < size; ++i) t.floats.push_back(random.sign());
  return t;
}

inline Tensor shape(std::vector<std::int64_t> dims) {
  return {{static_cast<std::int64_t>(dims.size())}, {}, std::move(dims)};
}

/// One of each operator: a small image classifier of 2 x 6 x 6 inputs and 3 classes.
inline Model every_operator() {
  random_numbers::Random random(21);
  Model m;
  m.input = {-1, 2, 6, 6};
  std::string at = m.add("Sub", {"input", m.constant(numbers(random, {2, 1, 1}))});
  at = m.add("Div", {at, m.constant({{}, {0.5F}, {}})});
  at = m.add("Conv",
             {at, m.constant(numbers(random, {4, 2, 3, 3})), m.constant(numbers(random, {4}))},
             {{"pads", integers({1, 1, 1, 1})},
              {"strides", integers({1, 1})},
              {"dilations", integers({1, 1})},
              {"group", integer(1)},
              {"auto_pad", text("NOTSET")},
              {"kernel_shape", integers({3, 3})}});
  const std::string branch = m.add("Relu", {at});
  at = m.add("Add", {at, branch});
  at = m.add("MaxPool", {at}, {{"kernel_shape", integers({2, 2})}, {"strides", integers({2, 2})}});
  at = m.add("Mul", {at, m.constant(numbers(random, {1, 4, 1, 1}))});
  at = m.add("Add", {m.constant(numbers(random, {3})), at});
  at = m.add("AveragePool", {at}, {{"kernel_shape", integers({2, 2})}});
  at = m.add("Identity", {at});
  at = m.add("Reshape", {at, m.constant(shape({1, 2, 8, 1}))});
  at = m.add("Flatten", {at}, {{"axis", integer(1)}});
  at = m.add("Dropout", {at}, {{"ratio", number(0.5F)}});
  at = m.add("MatMul", {at, m.constant(numbers(random, {16, 5}))});
  at = m.add("Relu", {at});
  m.nodes.push_back(
      {"Constant", {}, {"weights"}, {{"value", tensor(numbers(random, {3, 5}))}}, "weights", ""});
  at = m.add("Gemm", {at, "weights", m.constant(numbers(random, {3}))},
             {{"alpha", number(0.75F)}, {"beta", number(2)}, {"transB", integer(1)}});
  m.add("Softmax", {at}, {{"axis", integer(-1)}});
  return m;
}

}  // namespace onnx_model
