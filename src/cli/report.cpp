#include "cli/report.h"

#include <cstdio>

namespace deepfool {

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

void report_attacks(const Summary& summary, double seconds) {
  report("images", std::to_string(summary.count));
  report_if_any("already target", summary.already_target);
  report_if_any("not finite", summary.not_finite);
  report_if_any("zero norm", summary.zero_norm);
  report("success", summary.success ? percent(*summary.success) : "none attacked");
  if (summary.test_error) report("test error", percent(*summary.test_error));
  const std::string none = "none flipped";
  const std::string no_rho = summary.flipped == 0 ? none : "only images of norm 0 flipped";
  report_mean("rho_adv", summary.rho_adv, no_rho);
  report_mean("rho_adv_inf", summary.rho_adv_inf, no_rho);
  report_mean("mean l2", summary.l2, none);
  report_mean("mean linf", summary.linf, none);
  report_mean("mean l1", summary.l1, none);
  report_mean("mean iterations", summary.iterations, none, 3);
  report("ms an image", fixed(1000 * seconds / static_cast<double>(summary.count), 3));
}

}  // namespace deepfool
