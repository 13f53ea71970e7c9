#include "bindings/row_numbers.h"

#include <cmath>
#include <cstddef>
#include <stdexcept>
#include <string>

namespace deepfool::bindings {

namespace {

constexpr std::size_t kRowNumbers = 10;

}  // namespace

std::vector<double> numbers_of(const std::vector<Row>& rows) {
  std::vector<double> all;
  all.reserve(kRowNumbers * rows.size());
  for (const Row& row : rows) {
    all.insert(all.end(), {row.label ? *row.label : NAN, row.predicted ? *row.predicted : NAN,
                           static_cast<double>(row.adversarial), static_cast<double>(row.status),
                           static_cast<double>(row.iterations), row.l1, row.l2, row.linf,
                           row.relative_l2.value_or(NAN), row.relative_linf.value_or(NAN)});
  }
  return all;
}

std::vector<Row> rows_of(const std::vector<double>& numbers) {
  if (numbers.size() % kRowNumbers != 0) {
    throw std::invalid_argument("rows: each has " + std::to_string(kRowNumbers) + " numbers");
  }
  std::vector<Row> rows(numbers.size() / kRowNumbers);
  const double* n = numbers.data();
  for (Row& row : rows) {
    if (!std::isnan(n[0])) row.label = static_cast<int>(n[0]);
    if (!std::isnan(n[1])) row.predicted = static_cast<int>(n[1]);
    row.adversarial = static_cast<int>(n[2]);
    row.status = static_cast<Status>(n[3]);
    row.iterations = static_cast<int>(n[4]);
    row.l1 = n[5];
    row.l2 = n[6];
    row.linf = n[7];
    if (!std::isnan(n[8])) row.relative_l2 = n[8];
    if (!std::isnan(n[9])) row.relative_linf = n[9];
    n += kRowNumbers;
  }
  return rows;
}

}  // namespace deepfool::bindings
