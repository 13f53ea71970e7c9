#include "network/graph/value.h"

#include <algorithm>
#include <numeric>

namespace deepfool::onnx {

Order row_major(std::size_t rank) {
  Order order(rank);
  std::iota(order.begin(), order.end(), 0);
  return order;
}

Order channel_last(std::size_t rank) {
  Order order = row_major(rank);
  if (rank > 2) std::rotate(order.begin() + 1, order.begin() + 2, order.end());
  return order;
}

bool same_memory(const Dims& dims, const Order& a, const Order& b) {
  const auto is_one = [&](int axis) { return dims[static_cast<std::size_t>(axis)] == 1; };
  std::size_t j = 0;
  for (const int axis : a) {
    if (is_one(axis)) continue;
    while (is_one(b[j])) ++j;
    if (axis != b[j++]) return false;
  }
  return true;
}

std::int64_t volume(const Dims& dims, std::size_t first, std::size_t end) {
  constexpr std::int64_t kMost = std::int64_t{1} << 62;
  std::int64_t product = 1;
  for (std::size_t i = first; i < end; ++i) {
    if (dims[i] == 0) return 0;
    product = product > kMost / dims[i] ? kMost : product * dims[i];
  }
  return product;
}

Dims steps(const Dims& dims, const Order& order) {
  Dims all(dims.size());
  std::int64_t step = 1;
  for (std::size_t i = order.size(); i-- > 0;) {
    const auto axis = static_cast<std::size_t>(order[i]);
    all[axis] = step;
    step *= dims[axis];
  }
  return all;
}

std::vector<int> index_table(const std::vector<std::vector<int>>& offsets) {
  std::vector<int> table = {0};
  for (const std::vector<int>& axis : offsets) {
    std::vector<int> next;
    next.reserve(table.size() * axis.size());
    for (const int from : table) {
      for (const int offset : axis) next.push_back(from < 0 || offset < 0 ? -1 : from + offset);
    }
    table = std::move(next);
  }
  return table;
}

std::vector<int> index_table(const Dims& dims, const Order& order, const Dims& steps) {
  std::vector<int> table(static_cast<std::size_t>(volume(dims)));
  Dims position(dims.size());
  std::int64_t index = 0;
  for (int& entry : table) {
    entry = static_cast<int>(index);
    // To the next position: the last axis in memory first, and the one before it at its end.
    for (std::size_t i = order.size(); i-- > 0;) {
      const auto axis = static_cast<std::size_t>(order[i]);
      index += steps[axis];
      if (++position[axis] < dims[axis]) break;
      index -= dims[axis] * steps[axis];
      position[axis] = 0;
    }
  }
  return table;
}

Shape picture_shape(const Dims& dims) {
  const std::size_t rank = dims.size();
  return {rank > 3 ? static_cast<Index>(dims[2]) : 1, static_cast<Index>(dims[rank - 1]),
          static_cast<Index>(dims[1])};
}

}  // namespace deepfool::onnx
