// Evaluates the test models by the letter of ONNX's operator descriptions, in double precision and
// without any thought of speed: what src/network is held against.
#pragma once

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "classifier/classifier.h"
#include "onnx_model.h"

namespace naive_graph {

using Eigen::Index;
using onnx_model::Model;
using onnx_model::Node;

/// A tensor in ONNX's order with its derivative by the input: row e of `by_input` is element e's.
struct Value {
  std::vector<Index> dims;
  Eigen::VectorXd value;
  Eigen::MatrixXd by_input;

  Value(std::vector<Index> d, Index inputs) : dims(std::move(d)) {
    Index size = 1;
    for (const Index i : dims) size *= i;
    value.setZero(size);
    by_input.setZero(size, inputs);
  }

  /// Element (channel, row, column) of a picture.
  Index at(Index c, Index y, Index x) const { return (c * dims[2] + y) * dims[3] + x; }
};

inline std::int64_t integer(const Node& n, const char* name, std::int64_t otherwise) {
  const auto it = n.attributes.find(name);
  return it == n.attributes.end() ? otherwise : it->second.integer;
}

inline double number(const Node& n, const char* name, double otherwise) {
  const auto it = n.attributes.find(name);
  return it == n.attributes.end() ? otherwise : it->second.number;
}

inline std::vector<std::int64_t> integers(const Node& n, const char* name,
                                          std::vector<std::int64_t> otherwise) {
  const auto it = n.attributes.find(name);
  return it == n.attributes.end() ? otherwise : it->second.integers;
}

/// Where a window's elements lie along one axis.
struct Axis {
  Index size, window, stride, dilation, before, after;
  Index positions = 0;

  Index element(Index position, Index k) const { return position * stride + k * dilation - before; }
  bool holds(Index i) const { return i >= 0 && i < size; }
};

inline Axis axis(const Node& n, Index size, Index window, std::size_t which) {
  Axis a{size,
         window,
         static_cast<Index>(integers(n, "strides", {1, 1})[which]),
         static_cast<Index>(integers(n, "dilations", {1, 1})[which]),
         static_cast<Index>(integers(n, "pads", {0, 0, 0, 0})[which]),
         static_cast<Index>(integers(n, "pads", {0, 0, 0, 0})[which + 2])};
  const Index extent = (window - 1) * a.dilation + 1;
  const auto it = n.attributes.find("auto_pad");
  const std::string rule = it == n.attributes.end() ? "NOTSET" : it->second.text;
  if (rule == "VALID") a.before = a.after = 0;
  if (rule == "SAME_UPPER" || rule == "SAME_LOWER") {
    Index out = 0;  // ceil(size / stride)
    while (out * a.stride < size) ++out;
    const Index all = std::max<Index>(0, (out - 1) * a.stride + extent - size);
    a.before = rule == "SAME_UPPER" ? all / 2 : all - all / 2;
    a.after = all - a.before;
  }
  const Index padded = size + a.before + a.after;
  if (integer(n, "ceil_mode", 0) != 0) {
    // One more window, if the last does not reach the end and the next does not begin behind it.
    for (Index o = 0; o == 0 || (o - 1) * a.stride + extent < padded; ++o) {
      if (o * a.stride < size + a.before) a.positions = o + 1;
    }
  } else {
    while (a.positions * a.stride + extent <= padded) ++a.positions;
  }
  return a;
}

class Evaluation {
 public:
  Evaluation(const Model& model, const deepfool::Vector& x) : inputs_(x.size()) {
    std::vector<Index> dims(model.input.begin(), model.input.end());
    if (dims.size() == 1) dims.insert(dims.begin(), 1);
    dims[0] = 1;
    Value input(dims, inputs_);
    input.value = x.cast<double>();
    input.by_input.setIdentity();
    values_.emplace("input", input);
    for (const auto& [name, t] : model.constants) add_constant(name, t);
    for (const Node& node : model.nodes) values_.emplace(node.outputs.at(0), apply(node));
    last_ = model.output.empty() ? model.nodes.back().outputs.at(0) : model.output;
  }

  const Value& logits() const { return values_.at(last_); }

 private:
  void add_constant(const std::string& name, const onnx_model::Tensor& t) {
    Value v({t.dims.begin(), t.dims.end()}, inputs_);
    for (std::size_t i = 0; i < t.floats.size(); ++i) v.value[static_cast<Index>(i)] = t.floats[i];
    values_.emplace(name, v);
    shapes_[name] = t.integers;
  }

  const Value& input(const Node& n, std::size_t i) const { return values_.at(n.inputs.at(i)); }

  Value apply(const Node& n) {
    if (n.type == "Conv") return convolution(n);
    if (n.type == "MaxPool" || n.type == "AveragePool") return pool(n);
    if (n.type == "Gemm" || n.type == "MatMul") return product(n);
    if (n.type == "Add" || n.type == "Sub" || n.type == "Mul" || n.type == "Div") return binary(n);
    if (n.type == "Relu") {
      Value y = input(n, 0);
      for (Index i = 0; i < y.value.size(); ++i) {
        if (y.value[i] > 0) continue;
        y.value[i] = 0;
        y.by_input.row(i).setZero();
      }
      return y;
    }
    if (n.type == "Reshape" || n.type == "Flatten") {
      Value y = input(n, 0);
      y.dims = n.type == "Flatten" ? std::vector<Index>{1, y.value.size()} : reshaped(n, y);
      return y;
    }
    if (n.type == "Constant") {
      add_constant(n.outputs[0], n.attributes.at("value").tensor);
      return values_.at(n.outputs[0]);
    }
    if (n.type == "Identity" || n.type == "Dropout" || n.type == "Softmax" ||
        n.type == "LogSoftmax") {
      return input(n, 0);  // the last two: logits are wanted
    }
    throw std::logic_error("naive_graph: " + n.type);
  }

  std::vector<Index> reshaped(const Node& n, const Value& x) const {
    std::vector<Index> dims;
    Index known = 1;
    for (const std::int64_t d : shapes_.at(n.inputs[1])) {
      dims.push_back(d == 0 ? x.dims[dims.size()] : static_cast<Index>(d));
      if (d != -1) known *= dims.back();
    }
    for (Index& d : dims) d = d == -1 ? x.value.size() / known : d;
    return dims;
  }

  Value convolution(const Node& n) const {
    const Value& x = input(n, 0);
    const Value& W = input(n, 1);
    const Axis down = axis(n, x.dims[2], W.dims[2], 0);
    const Axis along = axis(n, x.dims[3], W.dims[3], 1);
    const Index groups = integer(n, "group", 1);
    const Index outputs = W.dims[0];
    Value y({1, outputs, down.positions, along.positions}, inputs_);
    for (Index o = 0; o < outputs; ++o) {
      const Index first = o / (outputs / groups) * W.dims[1];
      for (Index oy = 0; oy < down.positions; ++oy) {
        for (Index ox = 0; ox < along.positions; ++ox) {
          const Index to = y.at(o, oy, ox);
          if (n.inputs.size() > 2) y.value[to] = input(n, 2).value[o];
          for (Index c = 0; c < W.dims[1]; ++c) {
            for (Index ky = 0; ky < down.window; ++ky) {
              for (Index kx = 0; kx < along.window; ++kx) {
                const Index iy = down.element(oy, ky);
                const Index ix = along.element(ox, kx);
                if (!down.holds(iy) || !along.holds(ix)) continue;
                const double w = W.value[((o * W.dims[1] + c) * W.dims[2] + ky) * W.dims[3] + kx];
                const Index from = x.at(first + c, iy, ix);
                y.value[to] += w * x.value[from];
                y.by_input.row(to) += w * x.by_input.row(from);
              }
            }
          }
        }
      }
    }
    return y;
  }

  Value pool(const Node& n) const {
    const Value& x = input(n, 0);
    const auto kernel = n.attributes.at("kernel_shape").integers;
    const Axis down = axis(n, x.dims[2], kernel[0], 0);
    const Axis along = axis(n, x.dims[3], kernel[1], 1);
    const bool count_padding = integer(n, "count_include_pad", 0) != 0;
    Value y({1, x.dims[1], down.positions, along.positions}, inputs_);
    for (Index c = 0; c < x.dims[1]; ++c) {
      for (Index oy = 0; oy < down.positions; ++oy) {
        for (Index ox = 0; ox < along.positions; ++ox) {
          std::vector<Index> inside;
          Index counted = 0;
          for (Index ky = 0; ky < down.window; ++ky) {
            for (Index kx = 0; kx < along.window; ++kx) {
              const Index iy = down.element(oy, ky);
              const Index ix = along.element(ox, kx);
              const bool holds = down.holds(iy) && along.holds(ix);
              if (holds) inside.push_back(x.at(c, iy, ix));
              counted += holds || (count_padding && iy < down.size + down.after &&
                                   ix < along.size + along.after);
            }
          }
          const Index to = y.at(c, oy, ox);
          if (n.type == "MaxPool") {
            Index largest = inside.at(0);
            for (const Index i : inside) largest = x.value[i] > x.value[largest] ? i : largest;
            y.value[to] = x.value[largest];
            y.by_input.row(to) = x.by_input.row(largest);
          } else {
            for (const Index i : inside) {
              y.value[to] += x.value[i];
              y.by_input.row(to) += x.by_input.row(i);
            }
            // Divided last, so that a sum of 0 stays one.
            y.value[to] /= static_cast<double>(counted);
            y.by_input.row(to) /= static_cast<double>(counted);
          }
        }
      }
    }
    return y;
  }

  Value product(const Node& n) const {
    const Value& x = input(n, 0);
    const Value& B = input(n, 1);
    const bool transposed = integer(n, "transB", 0) != 0;
    const double alpha = number(n, "alpha", 1);
    const Index rows = B.dims[0];
    const Index columns = B.dims[1];
    const Index outputs = transposed ? rows : columns;
    Value y({1, outputs}, inputs_);
    for (Index o = 0; o < outputs; ++o) {
      for (Index i = 0; i < x.value.size(); ++i) {
        const double w = alpha * B.value[transposed ? o * columns + i : i * columns + o];
        y.value[o] += w * x.value[i];
        y.by_input.row(o) += w * x.by_input.row(i);
      }
      if (n.inputs.size() > 2) {
        const Value& c = input(n, 2);
        y.value[o] += number(n, "beta", 1) * c.value[c.value.size() == 1 ? 0 : o];
      }
    }
    return y;
  }

  /// Of two tensors, the larger's shape: element i of the result meets this element of `v`.
  static Index broadcast(Index i, const std::vector<Index>& dims, const Value& v) {
    Index at = 0;
    Index step = 1;
    for (std::size_t back = 1; back <= dims.size(); ++back) {
      const Index size = dims[dims.size() - back];
      if (back <= v.dims.size()) {
        const Index own = v.dims[v.dims.size() - back];
        at += (own == 1 ? 0 : i % size) * step;
        step *= own;
      }
      i /= size;
    }
    return at;
  }

  Value binary(const Node& n) const {
    const Value& a = input(n, 0);
    const Value& b = input(n, 1);
    Value y(a.value.size() >= b.value.size() ? a.dims : b.dims, inputs_);
    for (Index i = 0; i < y.value.size(); ++i) {
      const Index ia = broadcast(i, y.dims, a);
      const Index ib = broadcast(i, y.dims, b);
      const double u = a.value[ia];
      const double v = b.value[ib];
      double du = 1;
      double dv = 1;
      if (n.type == "Add") y.value[i] = u + v;
      if (n.type == "Sub") y.value[i] = u - v, dv = -1;
      if (n.type == "Mul") y.value[i] = u * v, du = v, dv = u;
      if (n.type == "Div") y.value[i] = u / v, du = 1 / v, dv = -u / (v * v);
      y.by_input.row(i) = du * a.by_input.row(ia) + dv * b.by_input.row(ib);
    }
    return y;
  }

  Index inputs_;
  std::map<std::string, Value> values_;
  std::map<std::string, std::vector<std::int64_t>> shapes_;
  std::string last_;
};

}  // namespace naive_graph
