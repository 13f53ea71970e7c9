#include <algorithm>
#include <numeric>
#include <utility>

#include "classifier/joined.h"
#include "network/operators/make.h"
#include "network/operators/movement/move.h"

namespace deepfool::onnx {

namespace {

std::vector<int> all_positions(std::int64_t size) {
  std::vector<int> positions(static_cast<std::size_t>(size));
  std::iota(positions.begin(), positions.end(), 0);
  return positions;
}

Value moved(NodeReader& node, const Value& v, std::vector<int> source, const Dims& dims,
            const Order& order, float fill = 0) {
  return node.append(
      std::make_unique<Move>(static_cast<Index>(volume(v.dims)), std::move(source), fill), {v},
      dims, order);
}

[[gnu::noinline]] Value reshaped_constant(NodeReader& node, const Tensor& constant,
                                          const Dims& dims) {
  Tensor same = constant;
  same.dims = dims;
  return node.keep(std::move(same));
}

}  // namespace

Value reshape(NodeReader& node, const Value& v, const Dims& dims) {
  if (v.dims == dims) return v;
  if (v.constant) return reshaped_constant(node, *v.constant, dims);
  Value y = node.row_major(v);
  y.dims = dims;
  y.order = row_major(dims.size());
  return y;
}

Value transpose(NodeReader& node, const Value& v, const std::vector<std::size_t>& permutation) {
  Value y = v;
  const Dims old_steps = steps(v.dims, v.order);
  Dims new_steps(v.rank());
  for (std::size_t i = 0; i < v.rank(); ++i) {
    y.dims[i] = v.dims[permutation[i]];
    new_steps[i] = old_steps[permutation[i]];
  }
  if (v.constant) {
    const Order order = row_major(v.rank());
    return moved(node, v, index_table(y.dims, order, new_steps), y.dims, order);
  }
  for (int& axis : y.order) {
    const auto at =
        std::find(permutation.begin(), permutation.end(), static_cast<std::size_t>(axis));
    axis = static_cast<int>(at - permutation.begin());
  }
  return y;
}

Value pick(NodeReader& node, const Value& v, const std::vector<std::vector<int>>& positions,
           float fill) {
  Dims dims;
  for (const std::vector<int>& along : positions) {
    dims.push_back(static_cast<std::int64_t>(along.size()));
  }
  bool is_same = dims == v.dims;
  for (std::size_t axis = 0; is_same && axis < v.rank(); ++axis) {
    is_same = positions[axis] == all_positions(v.dims[axis]);
  }
  if (is_same) return v;
  node.claim(dims);
  const Dims step = steps(v.dims, v.order);
  std::vector<std::vector<int>> offsets;
  for (const int i : v.order) {
    const auto axis = static_cast<std::size_t>(i);
    std::vector<int> along;
    for (const int p : positions[axis]) {
      along.push_back(p < 0 ? -1 : static_cast<int>(p * step[axis]));
    }
    offsets.push_back(std::move(along));
  }
  return moved(node, v, index_table(offsets), dims, v.order, fill);
}

Value pick(NodeReader& node, const Value& v, std::size_t axis, std::vector<int> positions,
           float fill) {
  std::vector<std::vector<int>> all;
  for (const std::int64_t d : v.dims) all.push_back(all_positions(d));
  all[axis] = std::move(positions);
  return pick(node, v, all, fill);
}

Value expand(NodeReader& node, const Value& v, const Dims& dims) {
  if (v.dims == dims) return v;
  if (v.rank() > dims.size()) {
    node.refuse([&] { return joined({text(v.dims), " does not fit ", text(dims)}); });
  }
  Value x = v;
  const std::size_t more = dims.size() - v.rank();
  if (more > 0) {
    Dims longer(more, 1);
    longer.insert(longer.end(), v.dims.begin(), v.dims.end());
    if (v.constant) {
      x = reshape(node, v, longer);
    } else {
      x.dims = longer;
      x.order = row_major(more);
      for (const int axis : v.order) x.order.push_back(axis + static_cast<int>(more));
    }
  }
  std::vector<std::vector<int>> positions;
  for (std::size_t i = 0; i < dims.size(); ++i) {
    if (x.dims[i] != dims[i] && x.dims[i] != 1) {
      node.refuse([&] { return joined({text(v.dims), " does not fit ", text(dims)}); });
    }
    node.claim({dims[i]});
    positions.push_back(x.dims[i] == dims[i] ? all_positions(dims[i])
                                             : std::vector<int>(static_cast<std::size_t>(dims[i])));
  }
  return pick(node, x, positions);
}

Value join(NodeReader& node, std::vector<Value> values, std::size_t axis) {
  if (values.size() == 1) return values[0];
  Order order = values[0].order;
  for (const Value& v : values) {
    if (!v.constant) order = v.order;
  }
  Dims dims = values[0].dims;
  dims[axis] = 0;
  for (const Value& v : values) {
    bool fits = v.rank() == dims.size();
    for (std::size_t i = 0; fits && i < dims.size(); ++i) {
      fits = i == axis || v.dims[i] == dims[i];
    }
    if (!fits) {
      node.refuse([&] { return joined({text(v.dims), " does not fit ", text(values[0].dims)}); });
    }
    dims[axis] += v.dims[axis];
  }
  node.claim(dims);
  std::vector<Index> sizes;
  for (Value& v : values) {
    v = node.laid_out(v, order);
    sizes.push_back(static_cast<Index>(volume(v.dims)));
  }
  const Value together = node.append(std::make_unique<Join>(sizes), values, {volume(dims)}, {0});
  // Axes that are slower than `axis` come in turns: a piece of each value, again and again.
  std::int64_t turns = 1;
  for (const int slower : order) {
    if (slower == static_cast<int>(axis)) break;
    turns *= dims[static_cast<std::size_t>(slower)];
  }
  if (turns == 1) {
    if (together.constant) return reshaped_constant(node, *together.constant, dims);
    Value y = together;
    y.dims = dims;
    y.order = order;
    return y;
  }
  node.claim(dims);
  std::vector<int> source;
  for (int turn = 0; turn < turns; ++turn) {
    int first = 0;
    for (const Index size : sizes) {
      const int piece = static_cast<int>(size / turns);
      for (int i = 0; i < piece; ++i) source.push_back(first + turn * piece + i);
      first += static_cast<int>(size);
    }
  }
  return moved(node, together, std::move(source), dims, order);
}

}  // namespace deepfool::onnx
