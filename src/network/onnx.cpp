#include "network/onnx.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <tuple>
#include <utility>

#include "classifier/refuse.h"
#include "network/convolution.h"
#include "network/elementwise.h"
#include "network/linear.h"
#include "network/onnx_file.h"
#include "network/permute.h"
#include "network/pooling.h"

namespace deepfool {

namespace {

using onnx::Node;
using onnx::Tensor;

constexpr std::int64_t kMostElements = std::int64_t{1} << 22;  // of all activations together
constexpr std::size_t kMostNodes = 10000;
constexpr std::int64_t kMostWindow = 4096;  // elements of a window, stride, padding along one axis

// As in refuse.h, of a node.

[[noreturn, gnu::noinline, gnu::cold]] void refuse_node(const Node& node, const char* why) {
  throw OnnxError(node.describe() + ": " + why);
}

template <class Why>
[[noreturn, gnu::noinline, gnu::cold]] void refuse_node(const Node& node, const Why& why) {
  throw OnnxError(node.describe() + ": " + why());
}

std::string text(const std::vector<std::int64_t>& dims) {
  std::string s = "[";
  for (std::size_t i = 0; i < dims.size(); ++i) s += (i == 0 ? "" : ", ") + std::to_string(dims[i]);
  return s + "]";
}

/// Of [batch, n] or [batch, channels, height, width], each known to fit.
Shape shape_of(const std::vector<std::int64_t>& dims) {
  Shape shape;
  shape.channels = static_cast<Index>(dims[1]);
  if (dims.size() == 4) {
    shape.height = static_cast<Index>(dims[2]);
    shape.width = static_cast<Index>(dims[3]);
  }
  return shape;
}

/// What a name in the graph stands for: a constant, or a tensor of the network.
struct Value {
  const Tensor* constant = nullptr;
  int tensor = -1;
  Shape shape;
  bool is_vector = false;  // [batch, n]; else [batch, channels, height, width]

  /// As ONNX has it, the batch of one included.
  std::vector<std::int64_t> dims() const {
    if (constant) return constant->dims;
    if (is_vector) return {1, shape.size()};
    return {1, shape.channels, shape.height, shape.width};
  }
};

class Builder {
 public:
  explicit Builder(onnx::File file) : file_(std::move(file)) {}

  std::unique_ptr<Network> build();

 private:
  void index_producers();
  std::vector<const Node*> order();
  void add(const Node& node);

  /// Appends an operator that reads `inputs`, and gives its value.
  Value append(std::unique_ptr<Operator> op, const std::vector<int>& inputs, bool is_vector);

  const Value& value(const Node& node, std::size_t input) const;
  const Value& network_value(const Node& node, std::size_t input) const;
  const Value& picture(const Node& node, std::size_t input) const;
  const Tensor& constant(const Node& node, std::size_t input) const;
  std::vector<float> expanded(const Node& node, const Tensor& c, const Value& to) const;

  Value convolution(const Node& node);
  Value gemm(const Node& node);
  Value matrix_product(const Node& node);
  Value linear(const Node& node, const Value& x, const Tensor& B, bool transposed, float alpha,
               std::vector<float> bias);
  Value elementwise(const Node& node);
  Value max_pool(const Node& node);
  Value average_pool(const Node& node);
  Value relu(const Node& node);
  Value reshape(const Node& node);
  Value flatten(const Node& node);
  Value as_vector(const Value& x);
  Value same(const Node& node) { return value(node, 0); }
  Value constant_node(const Node& node);
  Value softmax(const Node& node);

  onnx::File file_;
  std::map<std::string, const Node*> producer_;
  std::map<std::string, Value> values_;
  std::vector<Network::Node> nodes_;
  std::vector<Shape> shapes_;
  Index elements_ = 0;
};

std::int64_t integer(const Node& node, const char* name, std::int64_t otherwise) {
  const auto it = node.attributes.find(name);
  return it == node.attributes.end() ? otherwise : it->second.integer;
}

float number(const Node& node, const char* name, float otherwise) {
  const auto it = node.attributes.find(name);
  return it == node.attributes.end() ? otherwise : it->second.number;
}

/// `count` values between least and kMostWindow.
std::vector<std::int64_t> window_values(const Node& node, const char* name, std::size_t count,
                                        std::int64_t least, std::int64_t otherwise) {
  const auto it = node.attributes.find(name);
  if (it == node.attributes.end() || it->second.integers.empty()) {
    return std::vector<std::int64_t>(count, otherwise);
  }
  const std::vector<std::int64_t>& values = it->second.integers;
  if (values.size() != count) {
    refuse_node(node, [&] {
      return std::string(name) + " " + text(values) + " has not " + std::to_string(count) +
             " values; windows over height and width are supported";
    });
  }
  for (const std::int64_t v : values) {
    if (v < least || v > kMostWindow) {
      refuse_node(node,
                  [&] { return std::string(name) + " " + text(values) + " is out of range"; });
    }
  }
  return values;
}

/// Padding before and after, so that the output has ceil(size / stride) positions (auto_pad
/// SAME_*).
std::pair<Index, Index> same_padding(Index size, Index extent, Index stride, bool more_after) {
  const Index out = (size + stride - 1) / stride;
  const Index all = std::max<Index>(0, (out - 1) * stride + extent - size);
  const Index less = all / 2;
  return more_after ? std::make_pair(less, all - less) : std::make_pair(all - less, less);
}

Window window_of(const Node& node, const Shape& input, std::int64_t height, std::int64_t width) {
  Window w;
  w.height = static_cast<Index>(height);
  w.width = static_cast<Index>(width);
  const auto strides = window_values(node, "strides", 2, 1, 1);
  const auto dilations = window_values(node, "dilations", 2, 1, 1);
  const auto pads = window_values(node, "pads", 4, 0, 0);
  w.stride_y = static_cast<Index>(strides[0]);
  w.stride_x = static_cast<Index>(strides[1]);
  w.dilation_y = static_cast<Index>(dilations[0]);
  w.dilation_x = static_cast<Index>(dilations[1]);
  w.top = static_cast<Index>(pads[0]);
  w.left = static_cast<Index>(pads[1]);
  w.bottom = static_cast<Index>(pads[2]);
  w.right = static_cast<Index>(pads[3]);
  const auto it = node.attributes.find("auto_pad");
  if (it != node.attributes.end() && it->second.text != "NOTSET") {
    const std::string& rule = it->second.text;
    w.top = w.left = w.bottom = w.right = 0;
    if (rule == "SAME_UPPER" || rule == "SAME_LOWER") {
      const bool more_after = rule == "SAME_UPPER";
      std::tie(w.top, w.bottom) =
          same_padding(input.height, (w.height - 1) * w.dilation_y + 1, w.stride_y, more_after);
      std::tie(w.left, w.right) =
          same_padding(input.width, (w.width - 1) * w.dilation_x + 1, w.stride_x, more_after);
    } else if (rule != "VALID") {
      refuse_node(node, [&] { return "auto_pad '" + rule + "' is not known"; });
    }
  }
  const std::int64_t area = (std::int64_t{input.height} + w.top + w.bottom) *
                            (std::int64_t{input.width} + w.left + w.right);
  if (area > kMostElements / input.channels)
    refuse_node(node, "its padded input has over 2^22 elements");
  return w;
}

/// Output positions of a pool along one axis; in ceil mode a last, partial window counts if it
/// begins inside the input or its leading padding.
Index pool_positions(Index size, Index before, Index after, Index window, Index dilation,
                     Index stride, bool ceil_mode) {
  const Index room = size + before + after - ((window - 1) * dilation + 1);
  if (room < 0) return 0;
  if (!ceil_mode) return room / stride + 1;
  const Index n = (room + stride - 1) / stride + 1;
  return (n - 1) * stride >= size + before ? n - 1 : n;
}

struct Pool {
  Window window;
  Shape output;
};

Pool pool_of(const Node& node, const Shape& input) {
  const auto kernel = window_values(node, "kernel_shape", 2, 1, 0);
  if (kernel[0] == 0) refuse_node(node, "it has no kernel_shape");
  Pool pool;
  pool.window = window_of(node, input, kernel[0], kernel[1]);
  const Window& w = pool.window;
  const bool ceil_mode = integer(node, "ceil_mode", 0) != 0;
  pool.output = {
      pool_positions(input.height, w.top, w.bottom, w.height, w.dilation_y, w.stride_y, ceil_mode),
      pool_positions(input.width, w.left, w.right, w.width, w.dilation_x, w.stride_x, ceil_mode),
      input.channels};
  if (pool.output.height < 1 || pool.output.width < 1)
    refuse_node(node, "its window is larger than its input");
  // A window that lies in the padding alone has no largest element, and no mean.
  const auto lost = [](Index positions, Index stride, Index before, Index window, Index dilation,
                       Index size) {
    for (Index o = 0; o < positions; ++o) {
      bool inside = false;
      for (Index k = 0; k < window; ++k) {
        const Index i = o * stride + k * dilation - before;
        inside = inside || (i >= 0 && i < size);
      }
      if (!inside) return true;
    }
    return false;
  };
  if (lost(pool.output.height, w.stride_y, w.top, w.height, w.dilation_y, input.height) ||
      lost(pool.output.width, w.stride_x, w.left, w.width, w.dilation_x, input.width)) {
    refuse_node(node, "its padding is as large as its window");
  }
  return pool;
}

Value Builder::append(std::unique_ptr<Operator> op, const std::vector<int>& inputs,
                      bool is_vector) {
  Value v;
  v.shape = op->output();
  v.is_vector = is_vector;
  v.tensor = static_cast<int>(nodes_.size()) + 1;
  nodes_.push_back({std::move(op), inputs});
  return v;
}

const Value& Builder::value(const Node& node, std::size_t input) const {
  if (input >= node.inputs.size() || node.inputs[input].empty()) {
    refuse_node(node, [&] { return "input " + std::to_string(input + 1) + " is missing"; });
  }
  return values_.at(node.inputs[input]);
}

const Value& Builder::network_value(const Node& node, std::size_t input) const {
  const Value& v = value(node, input);
  if (v.constant)
    refuse_node(node, [&] { return "input " + std::to_string(input + 1) + " is a constant"; });
  return v;
}

const Value& Builder::picture(const Node& node, std::size_t input) const {
  const Value& v = network_value(node, input);
  if (v.is_vector) {
    refuse_node(node, [&] {
      return "its input has shape " + text(v.dims()) +
             "; [batch, channels, height, width] is needed";
    });
  }
  return v;
}

const Tensor& Builder::constant(const Node& node, std::size_t input) const {
  const Value& v = value(node, input);
  if (!v.constant) {
    refuse_node(node, [&] {
      return "input " + std::to_string(input + 1) + " ('" + node.inputs[input] +
             "') must be a constant: weights that are computed are not supported";
    });
  }
  return *v.constant;
}

/// The elements of constant c, broadcast to the network's value `to` and in this project's order.
std::vector<float> Builder::expanded(const Node& node, const Tensor& c, const Value& to) const {
  const std::vector<std::int64_t> dims = to.dims();
  const std::size_t rank = dims.size();
  const auto misfit = [&] {
    refuse_node(node, [&] {
      return "a constant of shape " + text(c.dims) + " does not fit " + text(dims);
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

Value Builder::convolution(const Node& node) {
  const Value& x = picture(node, 0);
  const Tensor& W = constant(node, 1);
  const std::int64_t groups = integer(node, "group", 1);
  if (W.dims.size() != 4 || W.floats.empty()) {
    refuse_node(node, [&] {
      return "weights of shape " + text(W.dims) +
             "; convolutions over height and width are supported";
    });
  }
  const std::int64_t outputs = W.dims[0];
  if (groups < 1 || outputs % groups != 0 || W.dims[1] > x.shape.channels ||
      x.shape.channels != W.dims[1] * groups) {
    refuse_node(node, [&] {
      return "weights of shape " + text(W.dims) + " in " + std::to_string(groups) +
             " groups do not fit an input of shape " + text(x.dims());
    });
  }
  if (W.dims[2] > kMostWindow || W.dims[3] > kMostWindow) {
    refuse_node(node, [&] { return "weights of shape " + text(W.dims) + " are out of range"; });
  }
  const auto kernel = window_values(node, "kernel_shape", 2, 1, 0);
  if (kernel[0] != 0 && (kernel[0] != W.dims[2] || kernel[1] != W.dims[3])) {
    refuse_node(node, [&] {
      return "kernel_shape " + text(kernel) + " is not that of its weights, " + text(W.dims);
    });
  }
  const Window window = window_of(node, x.shape, W.dims[2], W.dims[3]);
  if (window.rows(x.shape.height) < 1 || window.columns(x.shape.width) < 1) {
    refuse_node(node, "its window is larger than its input");
  }
  std::vector<float> bias(static_cast<std::size_t>(outputs));
  if (node.inputs.size() > 2 && !node.inputs[2].empty()) {
    bias = constant(node, 2).floats;
    if (bias.size() != static_cast<std::size_t>(outputs))
      refuse_node(node, "its bias does not fit its weights");
  }
  if (outputs * window.rows(x.shape.height) > kMostElements / window.columns(x.shape.width)) {
    refuse_node(node, "its output is too large");
  }
  return append(
      std::make_unique<Convolution>(x.shape, outputs, window, groups, W.floats.data(), bias.data()),
      {x.tensor}, false);
}

Value Builder::linear(const Node& node, const Value& x, const Tensor& B, bool transposed,
                      float alpha, std::vector<float> bias) {
  if (!x.is_vector) {
    refuse_node(node, [&] {
      return "its input has shape " + text(x.dims()) + "; flatten it to [batch, features] first";
    });
  }
  if (B.dims.size() != 2 || B.floats.empty()) {
    refuse_node(node, [&] { return "weights of shape " + text(B.dims) + "; a matrix is needed"; });
  }
  const std::int64_t inputs = B.dims[transposed ? 1 : 0];
  const std::int64_t outputs = B.dims[transposed ? 0 : 1];
  if (inputs != x.shape.size()) {
    refuse_node(node, [&] {
      return "weights of shape " + text(B.dims) + " do not fit an input of shape " + text(x.dims());
    });
  }
  bias.resize(static_cast<std::size_t>(outputs));
  std::vector<float> W(B.floats.size());
  for (std::int64_t o = 0; o < outputs; ++o) {
    for (std::int64_t i = 0; i < inputs; ++i) {
      W[static_cast<std::size_t>(o * inputs + i)] =
          alpha * B.floats[static_cast<std::size_t>(transposed ? o * inputs + i : i * outputs + o)];
    }
  }
  return append(std::make_unique<Linear>(inputs, outputs, W.data(), bias.data()), {x.tensor}, true);
}

Value Builder::gemm(const Node& node) {
  if (integer(node, "transA", 0) != 0) refuse_node(node, "transA is not supported");
  const Tensor& B = constant(node, 1);
  const bool transposed = integer(node, "transB", 0) != 0;
  std::vector<float> bias;
  if (node.inputs.size() > 2 && !node.inputs[2].empty() && B.dims.size() == 2) {
    const Tensor& c = constant(node, 2);
    Value row;
    row.is_vector = true;
    row.shape.channels = static_cast<Index>(B.dims[transposed ? 0 : 1]);
    bias = expanded(node, c, row);
    for (float& b : bias) b *= number(node, "beta", 1);
  }
  return linear(node, network_value(node, 0), B, transposed, number(node, "alpha", 1),
                std::move(bias));
}

Value Builder::matrix_product(const Node& node) {
  return linear(node, network_value(node, 0), constant(node, 1), false, 1, {});
}

Value Builder::elementwise(const Node& node) {
  const Value& a = value(node, 0);
  const Value& b = value(node, 1);
  if (a.constant && b.constant) refuse_node(node, "both its inputs are constants");
  if (!a.constant && !b.constant) {
    if (node.type != "Add" || a.dims() != b.dims()) {
      refuse_node(node, "of two computed tensors, only those of one shape can be added");
    }
    return append(std::make_unique<Sum>(a.shape), {a.tensor, b.tensor}, a.is_vector);
  }
  const Value& x = a.constant ? b : a;
  std::vector<float> c = expanded(node, a.constant ? *a.constant : *b.constant, x);
  Value y = x;
  if (node.type == "Add" || node.type == "Sub") {
    if (node.type == "Sub" && a.constant) {  // c - x
      y = append(std::make_unique<MultiplyConstant>(x.shape, std::vector<float>(c.size(), -1.0F)),
                 {x.tensor}, x.is_vector);
    } else if (node.type == "Sub") {
      for (float& v : c) v = -v;
    }
    return append(std::make_unique<AddConstant>(x.shape, std::move(c)), {y.tensor}, x.is_vector);
  }
  if (node.type == "Div") {
    if (a.constant) refuse_node(node, "division by a computed tensor is not supported");
    for (float& v : c) {
      v = 1 / v;
      if (!(std::abs(v) <= std::numeric_limits<float>::max()))
        refuse_node(node, "it divides by zero");
    }
  }
  return append(std::make_unique<MultiplyConstant>(x.shape, std::move(c)), {x.tensor}, x.is_vector);
}

Value Builder::max_pool(const Node& node) {
  const Value& x = picture(node, 0);
  const Pool pool = pool_of(node, x.shape);
  return append(std::make_unique<MaxPool>(x.shape, pool.window, pool.output), {x.tensor}, false);
}

Value Builder::average_pool(const Node& node) {
  const Value& x = picture(node, 0);
  const Pool pool = pool_of(node, x.shape);
  if (pool.window.dilation_y != 1 || pool.window.dilation_x != 1) {
    refuse_node(node, "dilations of an average are not supported");
  }
  return append(std::make_unique<AveragePool>(x.shape, pool.window, pool.output,
                                              integer(node, "count_include_pad", 0) != 0),
                {x.tensor}, false);
}

Value Builder::relu(const Node& node) {
  const Value& x = network_value(node, 0);
  return append(std::make_unique<Relu>(x.shape), {x.tensor}, x.is_vector);
}

Value Builder::as_vector(const Value& x) {
  if (x.is_vector) return x;
  const Shape flat{1, 1, x.shape.size()};
  if (x.shape.channels == 1 || x.shape.height * x.shape.width == 1) {  // both orders are the same
    Value y = x;
    y.shape = flat;
    y.is_vector = true;
    return y;
  }
  return append(std::make_unique<Permute>(flat, Permute::to_onnx(x.shape)), {x.tensor}, true);
}

Value Builder::flatten(const Node& node) {
  const Value& x = network_value(node, 0);
  const std::int64_t axis = integer(node, "axis", 1);
  if (axis != 1 && axis != 1 - static_cast<std::int64_t>(x.dims().size())) {
    refuse_node(node, [&] { return "axis " + std::to_string(axis) + "; axis 1 is supported"; });
  }
  return as_vector(x);
}

Value Builder::reshape(const Node& node) {
  const Value& x = network_value(node, 0);
  const Tensor& target = constant(node, 1);
  if (target.dims.size() != 1 || target.integers.empty())
    refuse_node(node, "its shape is no list of integers");
  const std::vector<std::int64_t> from = x.dims();
  std::vector<std::int64_t> to = target.integers;
  const bool keep_zero = integer(node, "allowzero", 0) != 0;
  std::int64_t known = 1;
  std::ptrdiff_t open = -1;
  const auto misfit = [&] {
    refuse_node(node, [&] {
      return "an input of shape " + text(from) + " cannot become " + text(target.integers);
    });
  };
  for (std::size_t i = 0; i < to.size(); ++i) {
    if (to[i] == 0 && !keep_zero && i < from.size()) to[i] = from[i];
    if (to[i] == -1 && open < 0) {
      open = static_cast<std::ptrdiff_t>(i);
      continue;
    }
    if (to[i] < 1 || to[i] > x.shape.size()) misfit();
    known *= to[i];
    if (known > x.shape.size()) misfit();
  }
  if (open >= 0) {
    to[static_cast<std::size_t>(open)] = x.shape.size() / known;
    known *= to[static_cast<std::size_t>(open)];
  }
  if (known != x.shape.size()) misfit();
  if (to == from) return x;
  if (to.size() == 2 && to[0] == 1) return as_vector(x);
  if (to.size() == 4 && to[0] == 1) {
    const Shape shape = shape_of(to);
    Value flat = as_vector(x);
    if (shape.channels == 1 || shape.height * shape.width == 1) {
      flat.shape = shape;
      flat.is_vector = false;
      return flat;
    }
    return append(std::make_unique<Permute>(shape, Permute::from_onnx(shape)), {flat.tensor},
                  false);
  }
  refuse_node(node, [&] {
    return "it makes the shape " + text(to) +
           "; [1, features] and [1, channels, height, width] are supported";
  });
}

Value Builder::constant_node(const Node& node) {
  const auto it = node.attributes.find("value");
  if (it == node.attributes.end())
    refuse_node(node, "only constants given as a tensor ('value') are supported");
  Value v;
  v.constant = &it->second.tensor;
  return v;
}

Value Builder::softmax(const Node& node) {
  const Value& x = network_value(node, 0);
  if (node.outputs[0] != file_.outputs[0])
    refuse_node(node, "it is supported as the last node alone");
  const std::int64_t axis = integer(node, "axis", -1);
  if (!x.is_vector || (axis != 1 && axis != -1)) refuse_node(node, "it must run over the classes");
  return x;  // left out: attacks work on logits
}

void Builder::add(const Node& node) {
  struct Entry {
    const char* type;
    Value (Builder::*make)(const Node&);
  };
  static constexpr Entry kOperators[] = {
      {"Add", &Builder::elementwise},        {"AveragePool", &Builder::average_pool},
      {"Constant", &Builder::constant_node}, {"Conv", &Builder::convolution},
      {"Div", &Builder::elementwise},        {"Dropout", &Builder::same},
      {"Flatten", &Builder::flatten},        {"Gemm", &Builder::gemm},
      {"Identity", &Builder::same},          {"LogSoftmax", &Builder::softmax},
      {"MatMul", &Builder::matrix_product},  {"MaxPool", &Builder::max_pool},
      {"Mul", &Builder::elementwise},        {"Relu", &Builder::relu},
      {"Reshape", &Builder::reshape},        {"Softmax", &Builder::softmax},
      {"Sub", &Builder::elementwise}};
  const Entry* found = nullptr;
  for (const Entry& entry : kOperators) {
    if (node.type == entry.type) found = &entry;
  }
  if (!found || !(node.domain.empty() || node.domain == "ai.onnx")) {
    refuse_node(node, [&] {
      std::string known;
      for (const Entry& entry : kOperators) {
        known += std::string(known.empty() ? "" : ", ") + entry.type;
      }
      return "this operator is not supported; supported are " + known;
    });
  }
  const Value v = (this->*found->make)(node);
  if (!v.constant && v.tensor > 0) {
    elements_ += v.shape.size();
    if (elements_ > kMostElements)
      refuse_node(node, "the network's activations have over 2^22 elements");
  }
  values_[node.outputs[0]] = v;
}

void Builder::index_producers() {
  if (file_.nodes.size() > kMostNodes) {
    refuse<OnnxError>([&] {
      return "the file has " + std::to_string(file_.nodes.size()) + " nodes; at most " +
             std::to_string(kMostNodes) + " are supported";
    });
  }
  for (const Node& node : file_.nodes) {
    if (node.outputs.empty()) refuse_node(node, "it has no output");
    for (const std::string& name : node.outputs) {
      if (name.empty()) continue;
      if (values_.count(name) != 0 || !producer_.emplace(name, &node).second) {
        refuse_node(node, [&] { return "its output '" + name + "' is made twice"; });
      }
    }
  }
}

/// The nodes that the output needs, each after those it reads.
std::vector<const Node*> Builder::order() {
  enum class Mark { open, done };
  std::map<const Node*, Mark> marks;
  std::vector<const Node*> ordered;
  struct Visit {
    const Node* node;
    std::size_t next;
  };
  std::vector<Visit> stack;
  const auto enter = [&](const std::string& name, const Node* reader) {
    if (name.empty() || values_.count(name) != 0) return;
    const auto it = producer_.find(name);
    if (it == producer_.end()) {
      refuse<OnnxError>([&] {
        return (reader ? reader->describe() + ": its input '" : "the output '") + name +
               "' is made by no node";
      });
    }
    if (it->second->outputs[0] != name) {
      refuse_node(*it->second,
                  [&] { return "its further output '" + name + "' is not supported"; });
    }
    const auto mark = marks.find(it->second);
    if (mark == marks.end()) {
      marks[it->second] = Mark::open;
      stack.push_back({it->second, 0});
    } else if (mark->second == Mark::open) {
      refuse_node(*it->second, "it depends on its own output");
    }
  };
  enter(file_.outputs[0], nullptr);
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

std::unique_ptr<Network> Builder::build() {
  if (file_.inputs.size() != 1 || file_.outputs.size() != 1) {
    refuse<OnnxError>([&] {
      return "the graph has " + std::to_string(file_.inputs.size()) + " inputs and " +
             std::to_string(file_.outputs.size()) + " outputs; one of each is supported";
    });
  }
  if (file_.outputs[0].empty()) refuse<OnnxError>("the output has no name");
  for (const auto& [name, tensor] : file_.constants) {
    Value v;
    v.constant = &tensor;
    values_[name] = v;
  }

  const onnx::Input& input = file_.inputs[0];
  std::vector<std::int64_t> dims = input.dims;
  if (dims.size() == 1) dims.insert(dims.begin(), 1);
  if (dims.size() != 2 && dims.size() != 4) {
    refuse<OnnxError>([&] {
      return "the input has shape " + text(input.dims) +
             "; [features], [batch, features] and [batch, channels, height, width] are supported";
    });
  }
  if (dims[0] != -1 && dims[0] != 1) {
    refuse<OnnxError>([&] {
      return "the input is a batch of " + std::to_string(dims[0]) +
             "; save the model for one image";
    });
  }
  std::int64_t size = 1;
  for (std::size_t i = 1; i < dims.size(); ++i) {
    if (dims[i] < 1 || dims[i] > kMostElements / size) {
      refuse<OnnxError>([&] {
        return "the input has shape " + text(input.dims) +
               "; its sizes must be fixed and at most 2^22 elements together";
      });
    }
    size *= dims[i];
  }
  Value x;
  x.tensor = 0;
  x.is_vector = dims.size() == 2;
  x.shape = shape_of(dims);
  const Shape shape = x.shape;
  if (shape.channels > 1 && shape.height * shape.width > 1) {
    x = append(std::make_unique<Permute>(shape, Permute::from_onnx(shape)), {0}, false);
  }
  values_[input.name] = x;

  index_producers();
  for (const Node* node : order()) add(*node);

  const Value& y = values_.at(file_.outputs[0]);
  if (y.constant || nodes_.empty() || y.tensor != static_cast<int>(nodes_.size())) {
    refuse<OnnxError>("the output does not depend on the input");
  }
  if (!y.is_vector || y.shape.size() < 2) {
    refuse<OnnxError>([&] {
      return "the output has shape " + text(y.dims()) +
             "; [batch, classes] with two classes or more is needed";
    });
  }
  return std::make_unique<Network>(shape, std::move(nodes_));
}

std::string printable(std::string message) {
  constexpr std::size_t kLongest = 1000;
  if (message.size() > kLongest) message.replace(kLongest, std::string::npos, "...");
  for (char& c : message) {
    if ((c >= 0 && c < ' ') || c == 127) c = '?';
  }
  return message;
}

}  // namespace

OnnxError::OnnxError(std::string message) : std::runtime_error(printable(std::move(message))) {}

std::unique_ptr<Network> read_onnx(const std::uint8_t* bytes, std::size_t size) {
  return Builder(onnx::parse(bytes, size)).build();
}

}  // namespace deepfool
