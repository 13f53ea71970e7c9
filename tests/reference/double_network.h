// The committed classifiers in double precision: what float32 results are checked against where
// rounding decides.
#pragma once

#include <algorithm>
#include <map>
#include <stdexcept>

#include "classifier/classifier.h"
#include "files.h"
#include "network/onnx/file.h"

namespace double_network {

using deepfool::Index;
using deepfool::onnx::Node;
using deepfool::onnx::Tensor;
using Eigen::MatrixXd;
using Eigen::VectorXd;

/// Values in ONNX's order, with their dimensions.
struct Value {
  std::vector<Index> dims;
  VectorXd v;
};

class Network {
 public:
  /// models/NAME.onnx.
  explicit Network(const std::string& name) {
    const std::string bytes = files::read("models/" + name + ".onnx");
    file_ = deepfool::onnx::parse(bytes);
    for (const auto& [constant, tensor] : file_.constants) {
      Value value{{tensor.dims.begin(), tensor.dims.end()}, VectorXd(tensor.values.size())};
      for (Index i = 0; i < value.v.size(); ++i) value.v[i] = tensor.values[std::size_t(i)];
      constants_[constant] = std::move(value);
    }
  }

  VectorXd logits(const deepfool::VectorRef& x) const {
    std::map<std::string, Value> values;
    values[file_.inputs.at(0).name] = {{1, 1, 28, 28}, x.cast<double>()};
    for (const Node& node : file_.nodes) {
      const auto input = [&](std::size_t i) -> const Value& {
        const auto it = values.find(node.inputs.at(i));
        return it != values.end() ? it->second : constants_.at(node.inputs.at(i));
      };
      values[node.outputs.at(0)] = run(node, input);
    }
    return values.at(file_.outputs.at(0).name).v;
  }

 private:
  template <class Input>
  static Value run(const Node& node, const Input& input) {
    Value x = input(0);
    if (node.type == "Relu") {
      x.v = x.v.cwiseMax(0);
    } else if (node.type == "Sub") {
      x.v -= input(1).v;
    } else if (node.type == "Flatten") {
      x.dims = {1, x.v.size()};
    } else if (node.type == "Gemm") {
      const Value& w = input(1);
      const bool rows = integers(node, "transB", {0})[0] != 0;
      const Index in = x.v.size();
      const Index out = w.v.size() / in;
      // Row-major [out, in] is column-major [in, out].
      const Eigen::Map<const MatrixXd> W(w.v.data(), rows ? in : out, rows ? out : in);
      x.v = (rows ? VectorXd(W.transpose() * x.v) : VectorXd(W * x.v)) + input(2).v;
      x.dims = {1, out};
    } else if (node.type == "Conv") {
      x = convolution(node, x, input(1), input(2));
    } else if (node.type == "MaxPool") {
      x = largest_of_windows(node, x);
    } else {
      throw std::runtime_error(node.type + ": no classifier of models/ has it");
    }
    return x;
  }

  static std::vector<Index> integers(const Node& node, const char* name,
                                     std::vector<Index> otherwise) {
    const auto it = node.attributes.find(name);
    if (it == node.attributes.end()) return otherwise;
    const std::vector<std::int64_t>& several = it->second.integers;
    if (several.empty()) return {static_cast<Index>(it->second.integer)};
    return {several.begin(), several.end()};
  }

  /// A window a column: its elements in the order channel, row, column.
  static MatrixXd columns(const Value& x, Index height, Index width, Index sy, Index sx) {
    const Index out_y = (x.dims[2] - height) / sy + 1;
    const Index out_x = (x.dims[3] - width) / sx + 1;
    MatrixXd m(x.dims[1] * height * width, out_y * out_x);
    Index row = 0;
    for (Index c = 0; c < x.dims[1]; ++c) {
      for (Index i = 0; i < height; ++i) {
        for (Index j = 0; j < width; ++j, ++row) {
          for (Index y = 0; y < out_y; ++y) {
            for (Index at = 0; at < out_x; ++at) {
              m(row, y * out_x + at) = x.v[(c * x.dims[2] + y * sy + i) * x.dims[3] + at * sx + j];
            }
          }
        }
      }
    }
    return m;
  }

  static Value convolution(const Node& node, const Value& x, const Value& w, const Value& b) {
    const auto pads = integers(node, "pads", {0, 0, 0, 0});
    const auto strides = integers(node, "strides", {1, 1});
    Value padded{{1, x.dims[1], x.dims[2] + pads[0] + pads[2], x.dims[3] + pads[1] + pads[3]}, {}};
    padded.v.setZero(padded.dims[1] * padded.dims[2] * padded.dims[3]);
    for (Index c = 0; c < x.dims[1]; ++c) {
      for (Index y = 0; y < x.dims[2]; ++y) {
        padded.v.segment((c * padded.dims[2] + y + pads[0]) * padded.dims[3] + pads[1], x.dims[3]) =
            x.v.segment((c * x.dims[2] + y) * x.dims[3], x.dims[3]);
      }
    }
    const MatrixXd m = columns(padded, w.dims[2], w.dims[3], strides[0], strides[1]);
    const Eigen::Map<const MatrixXd> W(w.v.data(), m.rows(), w.dims[0]);  // row-major, transposed
    const MatrixXd y = (m.transpose() * W).rowwise() + b.v.transpose();   // positions x K
    return {{1, w.dims[0], (padded.dims[2] - w.dims[2]) / strides[0] + 1,
             (padded.dims[3] - w.dims[3]) / strides[1] + 1},
            Eigen::Map<const VectorXd>(y.data(), y.size())};
  }

  static Value largest_of_windows(const Node& node, const Value& x) {
    const auto kernel = integers(node, "kernel_shape", {});
    const auto strides = integers(node, "strides", {1, 1});
    const Index height = (x.dims[2] - kernel[0]) / strides[0] + 1;
    const Index width = (x.dims[3] - kernel[1]) / strides[1] + 1;
    Value out{{1, x.dims[1], height, width}, VectorXd(x.dims[1] * height * width)};
    for (Index c = 0; c < x.dims[1]; ++c) {
      const Value channel{{1, 1, x.dims[2], x.dims[3]},
                          x.v.segment(c * x.dims[2] * x.dims[3], x.dims[2] * x.dims[3])};
      const MatrixXd m = columns(channel, kernel[0], kernel[1], strides[0], strides[1]);
      out.v.segment(c * m.cols(), m.cols()) = m.colwise().maxCoeff().transpose();
    }
    return out;
  }

  deepfool::onnx::File file_;
  std::map<std::string, Value> constants_;
};

}  // namespace double_network
