#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "classifier/classifier.h"
#include "network/operator.h"

namespace deepfool {

/// A classifier made of operators. Input and logits are in the file's order.
class Network : public Classifier {
 public:
  /// Tensor 0 is the input; node i makes tensor i + 1 from tensors that come before it.
  struct Node {
    std::unique_ptr<Operator> op;
    std::vector<int> inputs;
  };

  /// Nodes in order of execution; the last one gives the logits. `channel_last`: whether pixels
  /// come as height x width x channels, and not as channels x height x width. Throws
  /// std::invalid_argument if there are not two logits or more.
  Network(Shape input, std::vector<Node> nodes, bool channel_last = false);

  Index inputs() const override { return input_shape_.size(); }
  Index classes() const override { return classes_; }

  /// The input's sizes (a vector of n features is 1 x 1 x n).
  Shape input_shape() const { return input_shape_; }

  /// For a set of images of these dimensions, row-major: throws std::invalid_argument unless their
  /// pixels are in this network's order. They are if there is one dimension, the input's size, or
  /// if the dimensions are the input's own: channels x height x width, or with the channels last.
  /// Dimensions of 1 do not count. An input that is a vector has no order of its own: any
  /// dimensions with its size will do.
  void check_dimensions(const std::vector<std::int64_t>& dims) const;

  const std::vector<Node>& nodes() const { return nodes_; }

  std::int64_t multiply_adds() const;           // of one forward
  std::int64_t pullback_multiply_adds() const;  // of the last Jacobian, for one of its rows
  Index parameters() const;

 private:
  void forward(const VectorRef& x, Eigen::Ref<Vector> f) override;
  void pull_back_rows(const std::vector<int>& rows, Jacobian& J) override;
  void pull_back_sum(const VectorRef& v, Eigen::Ref<Vector> g) override;
  void pull_back_blocks(const std::vector<int>& rows, Jacobian& J);
  float* seed(Index rows);
  void sweep(Index padded, Jacobian& J);
  void send_back(int tensor, const Cotangent& dx);

  Shape input_shape_;
  bool channel_last_;
  Index classes_ = 0;
  Index block_rows_ = 0;  // of a Jacobian, that are computed together: a multiple of 4
  Jacobian row_;          // for `gradient`: one row, padded
  std::vector<Node> nodes_;
  std::vector<int> consumers_;  // for each tensor, how many nodes read it
  std::vector<char> varies_;    // for each tensor, whether it depends on the input
  // For each tensor: memory for its values and gradients, and where these are in fact, since an
  // operator may point at those of another tensor.
  std::vector<std::vector<float>> values_;
  std::vector<std::vector<float>> gradients_;
  std::vector<Activation> activations_;
  std::vector<Cotangent> cotangents_;
  std::vector<char> reached_;          // for each tensor, whether a gradient has come to it
  std::vector<float> branch_;          // what one of several consumers adds to a gradient
  std::vector<Activation> arguments_;  // the inputs of one node
};

}  // namespace deepfool
