#pragma once

#include <cstdint>
#include <vector>

#include "network/graph/axes.h"
#include "network/onnx/file.h"
#include "network/operator.h"

namespace deepfool::onnx {

/// The sizes of a tensor's axes, in ONNX's order.
using Dims = Axes<std::int64_t>;

/// The axes of a tensor, from the slowest to the fastest in memory.
using Order = Axes<int>;

/// What a name in the file's graph stands for: a constant, or a tensor of the network.
struct Value {
  const Tensor* constant = nullptr;  // row-major
  int tensor = -1;
  Dims dims;
  Order order;  // how the elements lie in memory

  /// Neither: the node that makes it was refused.
  bool is_unknown() const { return !constant && tensor < 0; }

  std::size_t rank() const { return dims.size(); }
};

/// ONNX's order: the last axis is the fastest.
Order row_major(std::size_t rank);

/// What convolutions and pools work on: batch, then height and width (or what there is of them),
/// the channel fastest.
Order channel_last(std::size_t rank);

/// Whether elements lie in memory in the same way; axes of size 1 do not matter.
bool same_memory(const Dims& dims, const Order& a, const Order& b);

/// How many elements axes first, first + 1, ... before `end` have together. At most 2^62.
std::int64_t volume(const Dims& dims, std::size_t first, std::size_t end);
inline std::int64_t volume(const Dims& dims) { return volume(dims, 0, dims.size()); }

/// For each axis, how far apart in memory two neighbours along it are.
Dims steps(const Dims& dims, const Order& order);

/// The sums offsets[0][i] + offsets[1][j] + ... for all i, j, ..., the last index fastest; -1 where
/// one of the offsets is.
std::vector<int> index_table(const std::vector<std::vector<int>>& offsets);

/// The index table of a tensor that lies in memory in `order`, for another whose elements are
/// `steps` apart along each axis: broadcast along those with step 0.
std::vector<int> index_table(const Dims& dims, const Order& order, const Dims& steps);

/// A picture with the dims [1, channels, height, width] or [1, channels, width].
Shape picture_shape(const Dims& dims);

}  // namespace deepfool::onnx
