#pragma once

#include <Eigen/Core>
#include <Eigen/SparseCore>
#include <memory>
#include <vector>

#include "network/network.h"

namespace deepfool::certify {

using Eigen::MatrixXd;
using Eigen::VectorXd;
using RowMajor = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
using Sparse = Eigen::SparseMatrix<double, Eigen::RowMajor, int>;

/// The matrix of an affine layer, outputs x inputs: dense, or sparse where most of it is 0.
struct Weights {
  RowMajor dense;
  Sparse sparse;
  bool is_dense = false;
};

/// A layer of a network in double precision: an affine map of one tensor or more,
/// y = sum_i W_i x_i + b, or a ReLU of one.
struct Layer {
  std::vector<int> inputs;  // tensors
  Index size = 0;           // of the output

  bool affine = true;
  std::vector<Weights> weights;  // one an input; none for a ReLU
  VectorXd bias;
};

/// A network taken apart. Tensor 0 is its input, layers[i] makes tensor i + 1, the last one is the
/// logits. In exact arithmetic it is the network's own function: a float32 weight is a double, and
/// no two of them are combined. A maximum is made of ReLUs, two elements at a time:
/// max(a, b) = a + max(b - a, 0). Neighbours in a picture rise and fall together, so that a bound
/// of their difference says more than one of each.
struct Layers {
  Index inputs = 0;
  std::vector<Layer> layers;

  Index size(int tensor) const {
    return tensor == 0 ? inputs : layers[static_cast<std::size_t>(tensor - 1)].size;
  }
  const Layer& made(int tensor) const { return layers[static_cast<std::size_t>(tensor - 1)]; }
  int logits() const { return static_cast<int>(layers.size()); }
};

/// Throws std::invalid_argument, which names what is in the way, for a network that has operators
/// other than affine ones, ReLU and max-pools, or is too large.
std::shared_ptr<const Layers> take_apart(const Network& network);

}  // namespace deepfool::certify
