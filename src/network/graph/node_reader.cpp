#include "network/graph/node_reader.h"

#include "classifier/joined.h"

namespace deepfool::onnx {

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

std::string NodeReader::text(const char* name, const char* otherwise) const {
  const Attribute* const a = attribute(name);
  return a ? a->text : otherwise;
}

std::vector<std::int64_t> NodeReader::integers(const char* name, std::size_t input) const {
  if (has(input)) return constant(input).integers();
  const Attribute* const a = attribute(name);
  return a ? a->integers : std::vector<std::int64_t>();
}

std::size_t NodeReader::axis(std::int64_t value, std::size_t rank) const {
  const auto n = static_cast<std::int64_t>(rank);
  if (value < -n || value >= n) {
    refuse([&] { return joined({"axis ", value, " of a tensor with ", n, " axes"}); });
  }
  return static_cast<std::size_t>(value < 0 ? value + n : value);
}

std::vector<bool> NodeReader::axes(const std::vector<std::int64_t>& values,
                                   std::size_t rank) const {
  std::vector<bool> among(rank);
  for (const std::int64_t v : values) among[axis(v, rank)] = true;
  return among;
}

bool NodeReader::has(std::size_t input) const {
  return input < node_.inputs.size() && !node_.inputs[input].empty();
}

const Value& NodeReader::value(std::size_t input) const {
  if (!has(input)) refuse([&] { return joined({"input ", input + 1, " is missing"}); });
  return graph_.values.at(node_.inputs[input]);
}

Value NodeReader::picture(std::size_t input) {
  const Value& v = value(input);
  if ((v.rank() != 3 && v.rank() != 4) || v.dims[0] != 1) {
    refuse([&] {
      return joined({"its input has shape ", onnx::text(v.dims),
                     "; [1, channels, height, width] or [1, channels, width] is needed"});
    });
  }
  return laid_out(v, channel_last(v.rank()));
}

const Tensor& NodeReader::constant(std::size_t input) const {
  const Value& v = value(input);
  if (!v.constant) {
    refuse([&] {
      return joined({"input ", input + 1, " ('", node_.inputs[input],
                     "') must be a constant; what is computed from the input is not supported"});
    });
  }
  return *v.constant;
}

std::vector<float> NodeReader::broadcast(const Tensor& c, const Value& to) const {
  const std::size_t rank = to.rank();
  const auto misfit = [&] {
    refuse([&] {
      return joined(
          {"a constant of shape ", onnx::text(c.dims), " does not fit ", onnx::text(to.dims)});
    });
  };
  if (c.values.empty() || c.dims.size() > rank) misfit();
  Dims step(rank, 0);
  std::int64_t product = 1;
  for (std::size_t i = 0; i < c.dims.size(); ++i) {
    const std::size_t from = c.dims.size() - 1 - i;
    const std::size_t at = rank - 1 - i;
    if (c.dims[from] != 1 && c.dims[from] != to.dims[at]) misfit();
    step[at] = c.dims[from] == 1 ? 0 : product;
    product *= c.dims[from];
  }
  const std::vector<int> from = index_table(to.dims, to.order, step);
  std::vector<float> all(from.size());
  for (std::size_t i = 0; i < all.size(); ++i) {
    all[i] = c.values[static_cast<std::size_t>(from[i])];
  }
  return all;
}

Value NodeReader::append(std::unique_ptr<Operator> op, const std::vector<Value>& inputs, Dims dims,
                         Order order) {
  return graph_.append(std::move(op), inputs, dims, order);
}

void NodeReader::set_output(std::size_t output, const Value& v) {
  if (output < node_.outputs.size() && !node_.outputs[output].empty()) {
    graph_.values[node_.outputs[output]] = v;
  }
}

}  // namespace deepfool::onnx
