// What orders and compares rows, against numbers worked out by hand.

#include "robustness/comparison.h"

#include <cmath>
#include <string>

#include "catch.h"

using namespace deepfool;

namespace {

/// A row that was flipped by a perturbation of such an l_2 norm.
Row flipped(double l2, std::optional<double> relative_l2 = std::nullopt) {
  Row row;
  row.predicted = 1;
  row.adversarial = 0;
  row.status = Status::flipped;
  row.l1 = 3 * l2;
  row.l2 = l2;
  row.linf = l2 / 2;
  row.relative_l2 = relative_l2;
  row.relative_linf = relative_l2;
  return row;
}

/// One that was not.
Row unflipped(double l2) {
  Row row = flipped(l2, l2);
  row.status = Status::iteration_limit;
  return row;
}

using Positions = std::vector<std::size_t>;
using Counts = std::vector<std::int64_t>;

}  // namespace

TEST_CASE("rows in the order of a quantity", "[comparison]") {
  const std::vector<Row> rows = {flipped(3, 0.25), unflipped(0.1), flipped(1, 0.75), flipped(2),
                                 flipped(3, 0.5)};
  CHECK(ascending(rows, find_quantity("l2")) == Positions{2, 3, 0, 4});
  CHECK(ascending(rows, find_quantity("relative_l2")) == Positions{0, 4, 2});
  CHECK(ascending({}, find_quantity("l1")).empty());
  for (const char* name : {"l1", "l2", "linf", "relative_l2", "relative_linf"}) {
    CHECK(find_quantity(name).name == std::string(name));
  }
  CHECK(find_quantity("l1").of(rows[0]) == 9.0);
  CHECK(find_quantity("linf").of(rows[0]) == 1.5);
  CHECK(find_quantity("relative_linf").of(rows[0]) == 0.25);
  CHECK_FALSE(find_quantity("relative_linf").of(rows[1]));
  CHECK_THROWS_WITH(find_quantity("length"), ContainsSubstring("quantity length"));
}

TEST_CASE("a histogram counts each row once", "[comparison]") {
  const std::vector<Row> rows = {flipped(0), flipped(0.99), flipped(1),  flipped(1.5),
                                 flipped(4), flipped(5),    unflipped(2)};
  CHECK(histogram(rows, find_quantity("l2"), 4, 4) == Counts{2, 2, 0, 1});
  CHECK(histogram(rows, find_quantity("l2"), 5, 1) == Counts{6});
  CHECK(histogram({}, find_quantity("l2"), 4, 3) == Counts{0, 0, 0});
  CHECK_THROWS_AS(histogram(rows, find_quantity("l2"), 0, 4), std::invalid_argument);
  CHECK_THROWS_AS(histogram(rows, find_quantity("l2"), NAN, 4), std::invalid_argument);
  CHECK_THROWS_AS(histogram(rows, find_quantity("l2"), 4, 0), std::invalid_argument);
}

TEST_CASE("the paired difference is over the inputs that both have", "[comparison]") {
  const std::vector<Row> a = {flipped(3), flipped(2), unflipped(9), flipped(5), flipped(1)};
  const std::vector<Row> b = {flipped(1), flipped(3), flipped(1), flipped(5), unflipped(7)};
  const PairedDifference pair = paired_difference(a, b, find_quantity("l2"));
  // The differences are 2, -1 and 0.
  CHECK(pair.difference.count == 3);
  CHECK(pair.difference.mean.value() == Approx(1.0 / 3));
  CHECK(pair.difference.deviation.value() == Approx(std::sqrt(7.0 / 3)));
  // Student's t with 2 degrees of freedom, from tables: 4.30265.
  const double half = 4.30265 * std::sqrt(7.0 / 3) / std::sqrt(3.0);
  CHECK(pair.difference.low.value() == Approx(1.0 / 3 - half).epsilon(1e-5));
  CHECK(pair.difference.high.value() == Approx(1.0 / 3 + half).epsilon(1e-5));
  CHECK(pair.first_larger == 1);
  CHECK(pair.second_larger == 1);
  CHECK(pair.ascending == Positions{1, 3, 0});
  CHECK_FALSE(paired_difference({}, {}, find_quantity("l2")).difference.mean);
  CHECK_THROWS_AS(paired_difference(a, {}, find_quantity("l2")), std::invalid_argument);
}
