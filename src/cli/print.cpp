#include "cli/print.h"

#include <algorithm>
#include <cstdio>

namespace deepfool {

namespace {

std::string interval(const Estimate& e) { return fixed(*e.low, 4) + " to " + fixed(*e.high, 4); }

/// Prints «0.1625 (0.1610 to 0.1640)»: the mean with its interval, where it has one.
void report_estimate(const std::string& name, const Estimate& e, const std::string& nothing) {
  std::string text = e.mean ? fixed(*e.mean, 4) : nothing;
  if (e.low) text += " (" + interval(e) + ")";
  report(name, text);
}

/// Prints a table whose columns are as wide as they must be, the numbers at the right.
void print_table(const std::vector<std::vector<std::string>>& lines) {
  std::vector<std::size_t> widths(lines.front().size());
  for (const auto& cells : lines) {
    for (std::size_t c = 0; c < cells.size(); ++c) widths[c] = std::max(widths[c], cells[c].size());
  }
  std::printf("\n");
  for (const auto& cells : lines) {
    std::string text;
    for (std::size_t c = 0; c < cells.size(); ++c) {
      if (c != 0) text += "  ";
      text += std::string(widths[c] - cells[c].size(), ' ') + cells[c];
    }
    std::printf("%s\n", text.c_str());
  }
}

void print_classes(const std::vector<Row>& rows, Index classes) {
  const std::vector<Summary> all = summarise_by_class(rows, classes);
  std::vector<std::vector<std::string>> lines = {
      {"class", "images", "flipped", "rho_adv", "95 % interval", "mean l2", "mean linf"}};
  const auto cell = [](const std::optional<double>& v) { return v ? fixed(*v, 4) : "-"; };
  for (std::size_t k = 0; k < all.size(); ++k) {
    const Summary& s = all[k];
    lines.push_back({std::to_string(k), std::to_string(s.count), std::to_string(s.flipped),
                     cell(s.rho_adv.mean), s.rho_adv.low ? interval(s.rho_adv) : "-",
                     cell(s.l2.mean), cell(s.linf.mean)});
  }
  print_table(lines);
}

void print_flips(const std::vector<Row>& rows, Index classes) {
  const std::vector<std::int64_t> counts = count_flips(rows, classes);
  std::vector<std::vector<std::string>> lines = {{"from, to"}};
  for (Index k = 0; k < classes; ++k) lines.front().push_back(std::to_string(k));
  for (Index i = 0; i < classes; ++i) {
    lines.push_back({std::to_string(i)});
    for (Index j = 0; j < classes; ++j) {
      lines.back().push_back(
          i == j ? "-" : std::to_string(counts[static_cast<std::size_t>(i * classes + j)]));
    }
  }
  print_table(lines);
}

void print_curve(const std::vector<Row>& rows, const Size& size) {
  const std::vector<CurvePoint> curve = robustness_curve(rows, size, 10);
  if (curve.empty()) return;
  std::vector<std::vector<std::string>> lines = {
      {std::string(size.name) + " up to", "not flipped", "and right"}};
  for (const CurvePoint& point : curve) {
    lines.push_back({fixed(point.size, 4), percent(*point.kept.mean),
                     point.accuracy.mean ? percent(*point.accuracy.mean) : "-"});
  }
  print_table(lines);
}

}  // namespace

std::string fixed(double value, int digits) {
  char text[400];  // the largest double has 309 digits before the point
  std::snprintf(text, sizeof text, "%.*f", digits, value);
  return text;
}

std::string percent(double share) { return fixed(100 * share, 2) + " %"; }

void report(const std::string& name, const std::string& value) {
  std::printf("%-16s %s\n", name.c_str(), value.c_str());
}

void report_mean(const std::string& name, std::optional<double> mean, const std::string& nothing,
                 int digits) {
  report(name, mean ? fixed(*mean, digits) : nothing);
}

void report_if_any(const std::string& name, std::int64_t count) {
  if (count != 0) report(name, std::to_string(count));
}

void report_attacks(const Summary& summary, std::int64_t whole) {
  report("images", std::to_string(summary.count) +
                       (summary.count == whole ? "" : " of " + std::to_string(whole)));
  report_if_any("already target", summary.already_target);
  report_if_any("not finite", summary.not_finite);
  report_if_any("zero norm", summary.zero_norm);
  report("success", summary.success.mean ? percent(*summary.success.mean) : "none attacked");
  if (summary.test_error.mean) report("test error", percent(*summary.test_error.mean));
  const std::string none = "none flipped";
  const std::string no_rho = summary.flipped == 0 ? none : "only images of norm 0 flipped";
  report_estimate("rho_adv", summary.rho_adv, no_rho);
  report_estimate("rho_adv_inf", summary.rho_adv_inf, no_rho);
  report_mean("mean l2", summary.l2.mean, none);
  report_mean("mean linf", summary.linf.mean, none);
  report_mean("mean l1", summary.l1.mean, none);
  report_mean("mean iterations", summary.iterations.mean, none, 3);
}

void report_time(double seconds, std::int64_t count) {
  if (count != 0) report("ms an image", fixed(1000 * seconds / static_cast<double>(count), 3));
}

void report_tables(const std::vector<Row>& rows, Index classes) {
  print_classes(rows, classes);
  print_flips(rows, classes);
  for (const Size& size : all_sizes()) print_curve(rows, size);
}

}  // namespace deepfool
