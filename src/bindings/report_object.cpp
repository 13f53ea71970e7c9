#include "bindings/report_object.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "bindings/row_numbers.h"
#include "robustness/comparison.h"
#include "robustness/order.h"
#include "robustness/summary.h"

namespace deepfool::bindings {

namespace {

constexpr int kIntervals = 100;  // of the robustness curves, as in the command's reports

/// The rows of one classifier; `indices` says of which inputs of the set, in ascending order.
struct Evaluated {
  Index classes = 0;
  std::vector<int> indices;
  std::vector<Row> rows;
};

Evaluated evaluated_of(const val& o) {
  Evaluated e;
  e.classes = o["classes"].as<int>();
  e.indices = emscripten::convertJSArrayToNumberVector<int>(o["indices"]);
  e.rows = rows_of(emscripten::convertJSArrayToNumberVector<double>(o["rows"]));
  if (e.indices.size() != e.rows.size()) {
    throw std::invalid_argument("indices: give one a row");
  }
  if (!std::is_sorted(e.indices.begin(), e.indices.end())) {
    throw std::invalid_argument("indices: not ascending");
  }
  for (const Row& row : e.rows) {
    const bool is_class = row.predicted.value_or(0) < e.classes && row.adversarial < e.classes;
    const bool has_both = row.predicted && row.adversarial >= 0;
    if (!is_class || (row.status == Status::flipped && !has_both)) {
      throw std::invalid_argument("rows: one has no class");
    }
  }
  return e;
}

// What goes to JavaScript is numbers, which web/engine/reports.js names: names would add to the
// part of the module that a page loads first. NaN stands for what there is not.

void append(std::vector<double>& numbers, const Estimate& e) {
  numbers.insert(numbers.end(),
                 {static_cast<double>(e.count), e.mean.value_or(NAN), e.deviation.value_or(NAN),
                  e.low.value_or(NAN), e.high.value_or(NAN)});
}

void append(std::vector<double>& numbers, const Summary& s) {
  for (const std::int64_t count :
       {s.count, s.flipped, s.already_target, s.not_finite, s.zero_norm}) {
    numbers.push_back(static_cast<double>(count));
  }
  for (const Estimate* e : {&s.success, &s.test_error, &s.rho_adv, &s.rho_adv_inf, &s.l1, &s.l2,
                            &s.linf, &s.iterations}) {
    append(numbers, *e);
  }
}

/// The summary of all rows, and that of each class.
val summaries(const Evaluated& e) {
  std::vector<double> numbers;
  append(numbers, summarise(e.rows));
  for (const Summary& s : summarise_by_class(e.rows, e.classes)) append(numbers, s);
  return copied(numbers);
}

/// Size, kept and accuracy of each point of each curve.
val curves(const Evaluated& e) {
  std::vector<double> numbers;
  for (const Size& size : all_sizes()) {
    for (const CurvePoint& point : robustness_curve(e.rows, size, kIntervals)) {
      numbers.insert(numbers.end(), {point.size, point.kept.mean.value_or(NAN),
                                     point.accuracy.mean.value_or(NAN)});
    }
  }
  return copied(numbers);
}

val counts(const std::vector<std::int64_t>& of) {
  const std::vector<double> numbers(of.begin(), of.end());
  return copied(numbers);
}

/// The inputs at up to `count` positions, from the first on or from the last back.
val inputs_at(const std::vector<int>& indices, std::vector<std::size_t> positions,
              std::int64_t count, bool from_last) {
  if (from_last) std::reverse(positions.begin(), positions.end());
  std::vector<int> inputs;
  for (std::size_t i = 0; i < positions.size() && static_cast<std::int64_t>(i) < count; ++i) {
    inputs.push_back(indices[positions[i]]);
  }
  return copied(inputs);
}

/// An array of JavaScript.
template <class... Values>
val array(const Values&... values) {
  val a = val::array();
  (a.call<void>("push", values), ...);
  return a;
}

/// The first classifier's rows and the second one's, of the inputs that both have.
std::pair<Evaluated, Evaluated> common(const Evaluated& first, const Evaluated& second) {
  std::pair<Evaluated, Evaluated> both;
  for (std::size_t i = 0, j = 0; i < first.indices.size() && j < second.indices.size();) {
    if (first.indices[i] < second.indices[j]) {
      ++i;
    } else if (first.indices[i] > second.indices[j]) {
      ++j;
    } else {
      both.first.indices.push_back(first.indices[i]);
      both.first.rows.push_back(first.rows[i++]);
      both.second.rows.push_back(second.rows[j++]);
    }
  }
  return both;
}

val compared(const Evaluated& first, const Evaluated& second, const Quantity& quantity, int ends) {
  const auto [a, b] = common(first, second);
  const PairedDifference pair = paired_difference(a.rows, b.rows, quantity);
  std::vector<double> numbers;
  append(numbers, pair.difference);
  numbers.push_back(static_cast<double>(pair.first_larger));
  numbers.push_back(static_cast<double>(pair.second_larger));
  const auto most = static_cast<std::int64_t>(ends);
  return array(copied(numbers),
               inputs_at(a.indices, pair.ascending, std::min(pair.first_larger, most), true),
               inputs_at(a.indices, pair.ascending, std::min(pair.second_larger, most), false));
}

}  // namespace

val reports(const val& request) {
  return guarded([&] {
    const Quantity& quantity = find_quantity(request["quantity"].as<std::string>());
    const int bins = request["bins"].as<int>();
    const int ends = request["ends"].as<int>();
    const val sets = request["sets"];
    std::vector<Evaluated> all;
    std::vector<std::vector<std::size_t>> orders;
    double most = 0;
    for (int i = 0; i < sets["length"].as<int>(); ++i) {
      all.push_back(evaluated_of(sets[i]));
      orders.push_back(ascending(all.back().rows, quantity));
      if (!orders.back().empty()) {
        most = std::max(most, *quantity.of(all.back().rows[orders.back().back()]));
      }
    }
    val each = val::array();
    val pairs = val::array();
    for (std::size_t i = 0; i < all.size(); ++i) {
      const Evaluated& e = all[i];
      const std::vector<std::int64_t> bars =
          most > 0 ? histogram(e.rows, quantity, most, bins) : std::vector<std::int64_t>();
      each.call<void>("push", array(summaries(e), counts(count_flips(e.rows, e.classes)), curves(e),
                                    counts(bars), inputs_at(e.indices, orders[i], ends, false),
                                    inputs_at(e.indices, orders[i], ends, true)));
      for (std::size_t j = i + 1; j < all.size(); ++j) {
        pairs.call<void>("push", compared(e, all[j], quantity, ends));
      }
    }
    return array(most, each, pairs);
  });
}

val evaluation_order(const val& request) {
  return guarded([&] {
    const auto count = request["count"].as<double>();
    const auto seed = request["seed"].as<double>();
    if (!(count >= 0 && count <= 1e8)) throw std::invalid_argument("count");
    if (!(seed >= 0 && seed <= 9007199254740992.0)) throw std::invalid_argument("seed");
    const std::vector<std::int64_t> order =
        random_order(static_cast<std::int64_t>(count), static_cast<std::uint64_t>(seed));
    const std::vector<std::int32_t> short_order(order.begin(), order.end());
    return copied(short_order);
  });
}

}  // namespace deepfool::bindings
