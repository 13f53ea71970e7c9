// Einsum of one or two tensors: as a batch of matrix products.

#include <algorithm>
#include <utility>

#include "classifier/joined.h"
#include "network/onnx/readers.h"
#include "network/operators/make.h"

namespace deepfool::onnx {

namespace {

bool has(const std::string& letters, char letter) {
  return letters.find(letter) != std::string::npos;
}

/// The letters of `from` for which the condition holds.
template <class Condition>
std::string those(const std::string& from, const Condition& condition) {
  std::string some;
  std::copy_if(from.begin(), from.end(), std::back_inserter(some), condition);
  return some;
}

/// v, whose axes have these letters, with its axes as in `to`.
Value ordered(NodeReader& node, const Value& v, const std::string& letters, const std::string& to) {
  std::vector<std::size_t> permutation;
  for (const char letter : to) permutation.push_back(letters.find(letter));
  return transpose(node, v, permutation);
}

/// v without the axes that neither the result nor the other operand has: their sum.
Value without(NodeReader& node, const Value& v, std::string& letters, const std::string& kept) {
  std::vector<bool> axes;
  for (const char letter : letters) axes.push_back(!has(kept, letter));
  letters = those(letters, [&](char letter) { return has(kept, letter); });
  const bool any = std::find(axes.begin(), axes.end(), true) != axes.end();
  return any ? reduce(node, "ReduceSum", v, axes, false) : v;
}

std::int64_t size_of(const Value& v, const std::string& letters, const std::string& some) {
  std::int64_t size = 1;
  for (const char letter : some) size *= v.dims[letters.find(letter)];
  return size;
}

}  // namespace

Value read_einsum(NodeReader& node) {
  std::string equation = node.text("equation", "");
  equation.erase(std::remove(equation.begin(), equation.end(), ' '), equation.end());
  const std::size_t arrow = equation.find("->");
  const auto refuse = [&] {
    node.refuse([&] {
      return joined({"the equation '", equation,
                     "'; one or two tensors, each letter once in each, are supported"});
    });
  };
  if (arrow == std::string::npos || has(equation, '.')) refuse();
  const std::string result = equation.substr(arrow + 2);
  const std::string operands = equation.substr(0, arrow);
  const std::size_t comma = operands.find(',');
  std::string left = operands.substr(0, comma);
  std::string right = comma == std::string::npos ? "" : operands.substr(comma + 1);
  Value a = node.value(0);
  Value b = right.empty() ? Value() : node.value(1);
  const auto is_simple = [](const std::string& letters) {
    return std::all_of(letters.begin(), letters.end(), [&](char letter) {
      return std::count(letters.begin(), letters.end(), letter) == 1 && letter != ',';
    });
  };
  if (!is_simple(left) || !is_simple(right) || !is_simple(result) || left.size() != a.rank() ||
      right.size() != b.rank() || node.inputs() != (right.empty() ? 1 : 2)) {
    refuse();
  }
  for (const char letter : result) {
    if (!has(left, letter) && !has(right, letter)) refuse();
  }
  for (const char letter : left) {
    if (has(right, letter) && a.dims[left.find(letter)] != b.dims[right.find(letter)]) refuse();
  }
  a = without(node, a, left, result + right);
  if (right.empty()) return ordered(node, a, left, result);
  b = without(node, b, right, result + left);
  const std::string both = those(left, [&](char l) { return has(right, l) && has(result, l); });
  const std::string summed = those(left, [&](char l) { return has(right, l) && !has(result, l); });
  const std::string rows = those(left, [&](char l) { return !has(right, l); });
  const std::string columns = those(right, [&](char l) { return !has(left, l); });
  Dims dims;
  for (const char letter : both + rows) dims.push_back(a.dims[left.find(letter)]);
  for (const char letter : columns) dims.push_back(b.dims[right.find(letter)]);
  const std::int64_t batch = size_of(a, left, both);
  const std::int64_t inner = size_of(a, left, summed);
  Value y = product(node,
                    reshape(node, ordered(node, a, left, both + rows + summed),
                            {batch, size_of(a, left, rows), inner}),
                    reshape(node, ordered(node, b, right, both + summed + columns),
                            {batch, inner, size_of(b, right, columns)}));
  y = reshape(node, y, dims);
  return ordered(node, y, both + rows + columns, result);
}

}  // namespace deepfool::onnx
