#include "robustness/comparison.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace deepfool {

namespace {

template <double Row::*number>
std::optional<double> flipped_number(const Row& row) {
  if (row.status != Status::flipped) return std::nullopt;
  return row.*number;
}

template <std::optional<double> Row::*number>
std::optional<double> flipped_optional(const Row& row) {
  if (row.status != Status::flipped) return std::nullopt;
  return row.*number;
}

/// The positions that have a value, the smallest first.
std::vector<std::size_t> sorted(const std::vector<std::optional<double>>& values) {
  std::vector<std::size_t> positions;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (values[i]) positions.push_back(i);
  }
  std::stable_sort(positions.begin(), positions.end(),
                   [&](std::size_t a, std::size_t b) { return *values[a] < *values[b]; });
  return positions;
}

}  // namespace

const Quantity& find_quantity(const std::string& name) {
  static const std::vector<Quantity> all = {
      {"l1", flipped_number<&Row::l1>},
      {"l2", flipped_number<&Row::l2>},
      {"linf", flipped_number<&Row::linf>},
      {"relative_l2", flipped_optional<&Row::relative_l2>},
      {"relative_linf", flipped_optional<&Row::relative_linf>},
  };
  for (const Quantity& quantity : all) {
    if (name == quantity.name) return quantity;
  }
  throw std::invalid_argument("quantity " + name);
}

std::vector<std::size_t> ascending(const std::vector<Row>& rows, const Quantity& quantity) {
  std::vector<std::optional<double>> values;
  for (const Row& row : rows) values.push_back(quantity.of(row));
  return sorted(values);
}

std::vector<std::int64_t> histogram(const std::vector<Row>& rows, const Quantity& quantity,
                                    double most, int bins) {
  if (!(most > 0)) throw std::invalid_argument("most: not above 0");
  if (bins < 1) throw std::invalid_argument("bins: none");
  std::vector<std::int64_t> counts(static_cast<std::size_t>(bins));
  for (const Row& row : rows) {
    const std::optional<double> value = quantity.of(row);
    if (!value || *value > most) continue;
    const int bin = std::min(static_cast<int>(std::floor(*value / most * bins)), bins - 1);
    ++counts[static_cast<std::size_t>(bin)];
  }
  return counts;
}

PairedDifference paired_difference(const std::vector<Row>& first, const std::vector<Row>& second,
                                   const Quantity& quantity) {
  if (first.size() != second.size()) {
    throw std::invalid_argument("paired: other inputs");
  }
  PairedDifference pair;
  Mean mean;
  std::vector<std::optional<double>> differences(first.size());
  for (std::size_t i = 0; i < first.size(); ++i) {
    const std::optional<double> a = quantity.of(first[i]);
    const std::optional<double> b = quantity.of(second[i]);
    if (!a || !b) continue;
    differences[i] = *a - *b;
    mean.add(*a - *b);
    pair.first_larger += *a > *b;
    pair.second_larger += *a < *b;
  }
  pair.difference = mean.estimate();
  pair.ascending = sorted(differences);
  return pair;
}

}  // namespace deepfool
