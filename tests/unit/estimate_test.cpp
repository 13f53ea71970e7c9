// Means with their intervals, the random order, and what rows come to by class and by size.

#include "robustness/estimate.h"

#include <algorithm>
#include <numeric>

#include "catch.h"
#include "robustness/order.h"
#include "robustness/summary.h"

using namespace deepfool;

namespace {

Row flipped(int label, int predicted, int adversarial, double l2) {
  Row row;
  row.label = label;
  row.predicted = predicted;
  row.adversarial = adversarial;
  row.status = Status::flipped;
  row.l2 = l2;
  row.relative_l2 = l2 / 10;
  return row;
}

}  // namespace

TEST_CASE("Student's t is that of tables", "[estimate]") {
  // t_0.975 as printed in tables of the distribution.
  const std::pair<int, double> printed[] = {{1, 12.7062},  {2, 4.30265},  {3, 3.18245},
                                            {4, 2.77645},  {9, 2.26216},  {29, 2.04523},
                                            {99, 1.98422}, {999, 1.96234}};
  for (const auto& [degrees, t] : printed) {
    CAPTURE(degrees);
    CHECK(student_t(degrees) == Approx(t).epsilon(2e-3));
    if (degrees > 8 || degrees < 3) CHECK(student_t(degrees) == Approx(t).epsilon(1e-5));
  }
}

TEST_CASE("a mean and its interval, worked out by hand", "[estimate]") {
  Mean mean;
  CHECK_FALSE(mean.estimate().mean);
  mean.add(1);
  CHECK(mean.estimate().mean == 1.0);
  CHECK_FALSE(mean.estimate().low);
  mean.add(2);
  mean.add(6);
  const Estimate e = mean.estimate();
  CHECK(e.count == 3);
  CHECK(e.mean == 3.0);
  CHECK(e.deviation.value() == Approx(std::sqrt((4 + 1 + 9) / 2.0)));
  const double reach = 4.30265 * std::sqrt(7.0) / std::sqrt(3.0);
  CHECK(e.low.value() == Approx(3 - reach).epsilon(1e-5));
  CHECK(e.high.value() == Approx(3 + reach).epsilon(1e-5));
}

TEST_CASE("numbers far from 0 keep their deviation", "[estimate]") {
  Mean mean;
  for (const double v : {1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16}) mean.add(v);
  CHECK(mean.estimate().deviation.value() == Approx(std::sqrt(30.0)));
}

TEST_CASE("the interval of a share is Wilson's", "[estimate]") {
  // Newcombe, Statistics in Medicine 17 (1998), table I, method 3.
  const struct {
    int hits, count;
    double low, high;
  } published[] = {{81, 263, 0.2553, 0.3662},
                   {15, 148, 0.0624, 0.1605},
                   {0, 20, 0, 0.1611},
                   {1, 29, 0.0061, 0.1718}};
  for (const auto& p : published) {
    const Estimate e = share_of(p.hits, p.count);
    CHECK(e.mean.value() == Approx(static_cast<double>(p.hits) / p.count));
    CHECK(e.low.value() == Approx(p.low).margin(6e-5));
    CHECK(e.high.value() == Approx(p.high).margin(6e-5));
  }
  CHECK(share_of(20, 20).high == 1.0);
  CHECK_FALSE(share_of(0, 0).mean);
}

TEST_CASE("a random order has each once, and shards are its parts", "[estimate]") {
  const std::vector<std::int64_t> order = random_order(1000, 5);
  CHECK(order == random_order(1000, 5));
  CHECK(order != random_order(1000, 6));
  std::vector<std::int64_t> sorted = order;
  std::sort(sorted.begin(), sorted.end());
  std::vector<std::int64_t> all(1000);
  std::iota(all.begin(), all.end(), 0);
  CHECK(sorted == all);
  CHECK(order != all);
  // The mean of the first 250 is that of all but for a sample's error: its deviation is
  // sqrt(1000^2 / 12 / 250 * (1 - 250 / 1000)) = 15.8.
  const double first = std::accumulate(order.begin(), order.begin() + 250, 0.0) / 250;
  CHECK(std::abs(first - 499.5) < 4 * 15.8);

  std::vector<std::int64_t> joined;
  for (int i = 1; i <= 3; ++i) {
    const std::vector<std::int64_t> part = shard(order, i, 3);
    CHECK(part.size() == (i == 1 ? 334 : 333));
    joined.insert(joined.end(), part.begin(), part.end());
  }
  std::sort(joined.begin(), joined.end());
  CHECK(joined == all);
  CHECK(shard({7}, 2, 2).empty());
  CHECK(random_order(0, 1).empty());
}

TEST_CASE("an order is the same everywhere", "[estimate]") {
  // splitmix64 from seed 1234567 begins with these (as Rosetta Code prints them); Fisher and Yates
  // swap the last of 5, 4, 3, 2 with the one at the remainder.
  const std::uint64_t published[] = {6457827717110365317U, 3203168211198807973U,
                                     9817491932198370423U, 4593380528125082431U};
  std::vector<std::int64_t> order = {0, 1, 2, 3, 4};
  for (std::size_t left = 5; left > 1; --left) {
    std::swap(order[left - 1], order[published[5 - left] % left]);
  }
  CHECK(random_order(5, 1234567) == order);
}

TEST_CASE("rows by class, what became what, and what is left at each size", "[estimate]") {
  Row kept;
  kept.label = 1;
  kept.predicted = 1;
  kept.adversarial = 1;
  kept.status = Status::iteration_limit;
  Row not_finite;
  not_finite.status = Status::not_finite;
  Row already = kept;
  already.status = Status::already_target;
  const std::vector<Row> rows = {
      flipped(0, 0, 1, 1), flipped(0, 0, 2, 2), flipped(2, 1, 0, 4), kept, not_finite, already};
  const std::vector<Summary> classes = summarise_by_class(rows, 3);
  REQUIRE(classes.size() == 3);
  CHECK(classes[0].count == 2);
  CHECK(classes[0].rho_adv.mean.value() == Approx(0.15));
  CHECK(classes[1].count == 3);
  CHECK(classes[1].flipped == 1);
  CHECK(classes[2].count == 0);
  CHECK_FALSE(classes[2].rho_adv.mean);
  CHECK(count_flips(rows, 3) == std::vector<std::int64_t>{0, 1, 1, 1, 0, 0, 0, 0, 0});

  const Size l2 = all_sizes()[1];
  CHECK(l2.name == std::string("l2"));
  const std::vector<CurvePoint> curve = robustness_curve(rows, l2, 4);
  REQUIRE(curve.size() == 5);
  const double kept_shares[] = {1, 0.75, 0.5, 0.5, 0.25};
  const double accuracies[] = {0.75, 0.5, 0.25, 0.25, 0.25};
  for (std::size_t i = 0; i < 5; ++i) {
    CAPTURE(i);
    CHECK(curve[i].size == static_cast<double>(i));
    CHECK(curve[i].kept.mean == kept_shares[i]);
    CHECK(curve[i].accuracy.mean == accuracies[i]);
  }
  CHECK(robustness_curve({kept}, l2, 4).empty());
}
