#include "network/onnx/node_reader.h"

#include <utility>

#include "classifier/joined.h"
#include "network/limits.h"

namespace deepfool::onnx {

namespace {

constexpr std::int64_t kMillion = 1000000;

}  // namespace

std::vector<std::int64_t> Value::dims() const {
  if (constant) return constant->dims;
  if (is_vector) return {1, shape.size()};
  return {1, shape.channels, shape.height, shape.width};
}

Shape image_shape(const std::vector<std::int64_t>& dims) {
  return {static_cast<Index>(dims[2]), static_cast<Index>(dims[3]), static_cast<Index>(dims[1])};
}

Value Graph::append(std::unique_ptr<Operator> op, const std::vector<int>& inputs, bool is_vector) {
  Value v;
  v.shape = op->output();
  v.is_vector = is_vector;
  v.tensor = static_cast<int>(nodes.size()) + 1;
  work += op->work();
  nodes.push_back({std::move(op), inputs});
  elements += v.shape.size();
  return v;
}

const Attribute* NodeReader::attribute(const char* name) const {
  const auto it = node_.attributes.find(name);
  return it == node_.attributes.end() ? nullptr : &it->second;
}

std::int64_t NodeReader::integer(const char* name, std::int64_t otherwise) const {
  const Attribute* const a = attribute(name);
  return a ? a->integer : otherwise;
}

float NodeReader::number(const char* name, float otherwise) const {
  const Attribute* const a = attribute(name);
  return a ? a->number : otherwise;
}

bool NodeReader::has(std::size_t input) const {
  return input < node_.inputs.size() && !node_.inputs[input].empty();
}

const Value& NodeReader::value(std::size_t input) const {
  if (!has(input)) refuse([&] { return joined({"input ", input + 1, " is missing"}); });
  return graph_.values.at(node_.inputs[input]);
}

const Value& NodeReader::tensor(std::size_t input) const {
  const Value& v = value(input);
  if (v.constant) {
    refuse([&] { return joined({"input ", input + 1, " is a constant"}); });
  }
  return v;
}

const Value& NodeReader::image(std::size_t input) const {
  const Value& v = tensor(input);
  if (v.is_vector) {
    refuse([&] {
      return joined(
          {"its input has shape ", text(v.dims()), "; [batch, channels, height, width] is needed"});
    });
  }
  return v;
}

const Tensor& NodeReader::constant(std::size_t input) const {
  const Value& v = value(input);
  if (!v.constant) {
    refuse([&] {
      return joined({"input ", input + 1, " ('", node_.inputs[input],
                     "') must be a constant: weights that are computed are not supported"});
    });
  }
  return *v.constant;
}

std::vector<float> NodeReader::broadcast(const Tensor& c, const Value& to) const {
  const std::vector<std::int64_t> dims = to.dims();
  const std::size_t rank = dims.size();
  const auto misfit = [&] {
    refuse([&] {
      return joined({"a constant of shape ", text(c.dims), " does not fit ", text(dims)});
    });
  };
  if (c.floats.empty() || c.dims.size() > rank) misfit();
  std::vector<std::int64_t> step(rank, 0);
  std::int64_t product = 1;
  for (std::size_t i = 0; i < c.dims.size(); ++i) {
    const std::size_t from = c.dims.size() - 1 - i;
    const std::size_t at = rank - 1 - i;
    if (c.dims[from] != 1 && c.dims[from] != dims[at]) misfit();
    step[at] = c.dims[from] == 1 ? 0 : product;
    product *= c.dims[from];
  }
  const Shape& s = to.shape;
  std::vector<float> all(static_cast<std::size_t>(s.size()));
  for (Index i = 0; i < s.size(); ++i) {
    std::int64_t at = i * step[rank - 1];
    if (!to.is_vector) {
      const Index channel = i % s.channels;
      const Index column = i / s.channels % s.width;
      const Index row = i / s.channels / s.width;
      at = channel * step[1] + row * step[2] + column * step[3];
    }
    all[static_cast<std::size_t>(i)] = c.floats[static_cast<std::size_t>(at)];
  }
  return all;
}

Value NodeReader::append(std::unique_ptr<Operator> op, const std::vector<int>& inputs,
                         bool is_vector) {
  const Value v = graph_.append(std::move(op), inputs, is_vector);
  if (graph_.elements > kMostElements) {
    refuse("the network's activations have over 2^22 elements");
  }
  if (graph_.work > kMostWork) {
    refuse([&] {
      return joined({"with it, one image takes about ", graph_.work / kMillion,
                     " million steps of computation; at most ", kMostWork / kMillion,
                     " million are allowed"});
    });
  }
  return v;
}

}  // namespace deepfool::onnx
