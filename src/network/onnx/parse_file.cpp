#include <algorithm>

#include "classifier/joined.h"
#include "classifier/refuse.h"
#include "network/onnx/file.h"
#include "network/onnx/parse_tensor.h"

namespace deepfool::onnx {

namespace {

// Field numbers of onnx.proto (IR version 3 and later), https://github.com/onnx/onnx.
enum class ModelField : protozero::pbf_tag_type {
  producer_name = 2,
  producer_version = 3,
  graph = 7,
  opset_import = 8,
  metadata_props = 14,
  functions = 25
};
enum class FunctionField : protozero::pbf_tag_type {
  name = 1,
  input = 4,
  output = 5,
  node = 7,
  domain = 10,
  attribute_proto = 11
};
enum class OpsetField : protozero::pbf_tag_type { domain = 1, version = 2 };
enum class GraphField : protozero::pbf_tag_type {
  node = 1,
  initializer = 5,
  input = 11,
  output = 12,
  sparse_initializer = 15
};
enum class NodeField : protozero::pbf_tag_type {
  input = 1,
  output = 2,
  name = 3,
  op_type = 4,
  attribute = 5,
  domain = 7
};
enum class AttributeField : protozero::pbf_tag_type {
  name = 1,
  f = 2,
  i = 3,
  s = 4,
  t = 5,
  g = 6,
  floats = 7,
  ints = 8,
  strings = 9,
  type = 20,
  ref_attr_name = 21
};
enum class ValueInfoField : protozero::pbf_tag_type { name = 1, type = 2 };
enum class TypeField : protozero::pbf_tag_type { tensor_type = 1 };
enum class TensorTypeField : protozero::pbf_tag_type { elem_type = 1, shape = 2 };
enum class ShapeField : protozero::pbf_tag_type { dim = 1 };
enum class DimensionField : protozero::pbf_tag_type { value = 1 };

constexpr std::int64_t kOldestOpset = 6;
constexpr std::int64_t kNewestOpset = 26;

/// What parsing takes along: the files beside the model, and how many graphs lie around.
struct Context {
  const DataFiles& files;
  int depth;
};

void parse_graph(const protozero::data_view& view, const Context& context, File& file);

/// A graph inside another.
[[gnu::noinline]] std::shared_ptr<const File> parse_body(const protozero::data_view& view,
                                                         const Context& context) {
  constexpr int kDeepest = 16;
  if (context.depth >= kDeepest) refuse<OnnxError>("its graphs lie over 16 deep in each other");
  const auto body = std::make_shared<File>();
  parse_graph(view, {context.files, context.depth + 1}, *body);
  return body;
}

/// The fields that few attributes have.
[[gnu::noinline]] void parse_rare(protozero::pbf_message<AttributeField>& message,
                                  const Context& context, Attribute& attribute) {
  std::string tensor_name;
  switch (message.tag()) {
    case AttributeField::s:
      attribute.text = message.get_string();
      break;
    case AttributeField::t:
      attribute.tensor = parse_tensor(message.get_view(), context.files, tensor_name);
      break;
    case AttributeField::g:
      attribute.body = parse_body(message.get_view(), context);
      break;
    case AttributeField::floats:
      append_floats(message, attribute.numbers);
      break;
    case AttributeField::strings:
      attribute.texts.push_back(message.get_string());
      break;
    case AttributeField::ref_attr_name:
      attribute.reference = message.get_string();
      break;
    default:
      message.skip();
  }
}

Attribute parse_attribute(const protozero::data_view& view, const Context& context,
                          std::string& name) {
  Attribute attribute;
  auto message = fields<AttributeField>(view);
  while (message.next()) {
    switch (message.tag()) {
      case AttributeField::name:
        name = message.get_string();
        break;
      case AttributeField::f:
        attribute.number = message.get_float();
        break;
      case AttributeField::i:
        attribute.integer = message.get_int64();
        break;
      case AttributeField::type:
        message.skip();
        break;
      case AttributeField::ints:
        append_int64s(message, attribute.integers);
        break;
      default:
        parse_rare(message, context, attribute);
    }
  }
  return attribute;
}

Node parse_node(const protozero::data_view& view, const Context& context) {
  Node node;
  auto message = fields<NodeField>(view);
  while (message.next()) {
    switch (message.tag()) {
      case NodeField::input:
        node.inputs.push_back(message.get_string());
        break;
      case NodeField::output:
        node.outputs.push_back(message.get_string());
        break;
      case NodeField::name:
        node.name = message.get_string();
        break;
      case NodeField::op_type:
        node.type = message.get_string();
        break;
      case NodeField::attribute: {
        std::string name;
        Attribute attribute = parse_attribute(message.get_view(), context, name);
        node.attributes[name] = std::move(attribute);
        break;
      }
      case NodeField::domain:
        node.domain = message.get_string();
        break;
      default:
        message.skip();
    }
  }
  return node;
}

[[gnu::noinline]] Function parse_function(const protozero::data_view& view,
                                          const Context& context) {
  Function function;
  auto message = fields<FunctionField>(view);
  while (message.next()) {
    switch (message.tag()) {
      case FunctionField::name:
        function.name = message.get_string();
        break;
      case FunctionField::domain:
        function.domain = message.get_string();
        break;
      case FunctionField::input:
        function.inputs.push_back(message.get_string());
        break;
      case FunctionField::output:
        function.outputs.push_back(message.get_string());
        break;
      case FunctionField::node:
        function.nodes.push_back(parse_node(message.get_view(), context));
        break;
      case FunctionField::attribute_proto: {
        std::string name;
        Attribute attribute = parse_attribute(message.get_view(), context, name);
        function.attributes[name] = std::move(attribute);
        break;
      }
      default:
        message.skip();
    }
  }
  return function;
}

[[gnu::noinline]] void add_function(const protozero::data_view& view, const Context& context,
                                    File& file) {
  file.functions.push_back(parse_function(view, context));
}

/// Leaves constants out of the inputs: files before IR version 4 list both.
[[gnu::noinline]] void drop_constants(File& file) {
  const auto is_constant = [&](const Declared& d) { return file.constants.count(d.name) != 0; };
  file.inputs.erase(std::remove_if(file.inputs.begin(), file.inputs.end(), is_constant),
                    file.inputs.end());
}

void parse_shape(const protozero::data_view& view, std::vector<std::int64_t>& dims) {
  auto message = fields<ShapeField>(view);
  while (message.next(ShapeField::dim, protozero::pbf_wire_type::length_delimited)) {
    auto dimension = fields<DimensionField>(message.get_view());
    std::int64_t d = -1;
    while (dimension.next()) {
      if (dimension.tag() == DimensionField::value) {
        d = dimension.get_int64();
      } else {
        dimension.skip();
      }
    }
    dims.push_back(d);
  }
}

Declared parse_declared(const protozero::data_view& view) {
  Declared input;
  auto message = fields<ValueInfoField>(view);
  while (message.next()) {
    if (message.tag() == ValueInfoField::name) {
      input.name = message.get_string();
    } else if (message.tag() == ValueInfoField::type) {
      auto type = fields<TypeField>(message.get_view());
      while (type.next(TypeField::tensor_type, protozero::pbf_wire_type::length_delimited)) {
        auto tensor = fields<TensorTypeField>(type.get_view());
        while (tensor.next()) {
          if (tensor.tag() == TensorTypeField::shape) {
            parse_shape(tensor.get_view(), input.dims);
          } else if (tensor.tag() == TensorTypeField::elem_type) {
            input.type = tensor.get_int32();
          } else {
            tensor.skip();
          }
        }
      }
    } else {
      message.skip();
    }
  }
  return input;
}

void parse_graph(const protozero::data_view& view, const Context& context, File& file) {
  auto message = fields<GraphField>(view);
  while (message.next()) {
    switch (message.tag()) {
      case GraphField::node:
        file.nodes.push_back(parse_node(message.get_view(), context));
        break;
      case GraphField::initializer: {
        std::string name;
        Tensor tensor = parse_tensor(message.get_view(), context.files, name);
        file.constants[name] = std::move(tensor);
        break;
      }
      case GraphField::input:
        file.inputs.push_back(parse_declared(message.get_view()));
        break;
      case GraphField::output:
        file.outputs.push_back(parse_declared(message.get_view()));
        break;
      case GraphField::sparse_initializer:
        refuse<OnnxError>("the file has sparse weights; dense ones are supported");
      default:
        message.skip();
    }
  }
}

void parse_opset(const protozero::data_view& view, File& file) {
  std::string domain;
  std::int64_t version = 0;
  auto message = fields<OpsetField>(view);
  while (message.next()) {
    if (message.tag() == OpsetField::domain) {
      domain = message.get_string();
    } else if (message.tag() == OpsetField::version) {
      version = message.get_int64();
    } else {
      message.skip();
    }
  }
  if (!domain.empty() && domain != "ai.onnx") return;
  if (version < kOldestOpset || version > kNewestOpset) {
    refuse<OnnxError>([&] {
      return joined({"the file asks for operator set ", version, "; ", kOldestOpset, " to ",
                     kNewestOpset, " are supported"});
    });
  }
  file.opset = version;
}

}  // namespace

File parse(std::string_view bytes, const DataFiles& files) {
  const Context context{files, 0};
  File file;
  bool has_graph = false;
  try {
    auto message = fields<ModelField>(protozero::data_view(bytes.data(), bytes.size()));
    while (message.next()) {
      if (message.tag() == ModelField::graph) {
        parse_graph(message.get_view(), context, file);
        has_graph = true;
      } else if (message.tag() == ModelField::opset_import) {
        parse_opset(message.get_view(), file);
      } else if (message.tag() == ModelField::functions) {
        add_function(message.get_view(), context, file);
      } else if (message.tag() == ModelField::producer_name) {
        file.producer = message.get_string();
      } else if (message.tag() == ModelField::producer_version) {
        file.producer_version = message.get_string();
      } else if (message.tag() == ModelField::metadata_props) {
        const auto [key, value] = parse_entry(message.get_view());
        file.metadata[key] = value;
      } else {
        message.skip();
      }
    }
  } catch (const protozero::exception& error) {
    refuse<OnnxError>([&] {
      return joined({"this is no ONNX file, or it is damaged or cut short (", error.what(), ")"});
    });
  }
  if (!has_graph) refuse<OnnxError>("this is no ONNX file: it holds no graph");
  if (file.inputs.size() != 1 || file.constants.count(file.inputs[0].name) != 0) {
    drop_constants(file);
  }
  return file;
}

}  // namespace deepfool::onnx
