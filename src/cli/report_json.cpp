#include "cli/report_json.h"

#include "cli/output_file.h"
#include "robustness/summary.h"

namespace deepfool {

namespace {

constexpr int kVersion = 1;
constexpr int kIntervals = 100;  // of the robustness curves

Json json_of(const Estimate& e) {
  return {{"count", e.count},
          {"mean", json_or_null(e.mean)},
          {"deviation", json_or_null(e.deviation)},
          {"low", json_or_null(e.low)},
          {"high", json_or_null(e.high)}};
}

Json json_of(const Summary& s) {
  return {{"images", s.count},
          {"flipped", s.flipped},
          {"already_target", s.already_target},
          {"not_finite", s.not_finite},
          {"zero_norm", s.zero_norm},
          {"success", json_of(s.success)},
          {"test_error", json_of(s.test_error)},
          {"rho_adv", json_of(s.rho_adv)},
          {"rho_adv_inf", json_of(s.rho_adv_inf)},
          {"l1", json_of(s.l1)},
          {"l2", json_of(s.l2)},
          {"linf", json_of(s.linf)},
          {"iterations", json_of(s.iterations)}};
}

Json json_of(const std::vector<CurvePoint>& curve) {
  Json points = Json::array();
  for (const CurvePoint& point : curve) {
    points.push_back({{"size", point.size},
                      {"kept", json_or_null(point.kept.mean)},
                      {"accuracy", json_or_null(point.accuracy.mean)}});
  }
  return points;
}

Json flips_json(const std::vector<Row>& rows, Index classes) {
  const std::vector<std::int64_t> counts = count_flips(rows, classes);
  Json lines = Json::array();
  for (Index i = 0; i < classes; ++i) {
    lines.push_back(std::vector<std::int64_t>(counts.begin() + i * classes,
                                              counts.begin() + (i + 1) * classes));
  }
  return lines;
}

}  // namespace

void write_report(const std::string& path, const Rows& all) {
  const std::vector<Row> rows = all.in_order();
  Json classes = Json::array();
  for (const Summary& summary : summarise_by_class(rows, all.classes())) {
    classes.push_back(json_of(summary));
  }
  Json curves = Json::object();
  for (const Size& size : all_sizes()) {
    curves[size.name] = json_of(robustness_curve(rows, size, kIntervals));
  }
  const Json report = {{"format", "deepfool-report"},
                       {"version", kVersion},
                       {"run", all.run},
                       {"summary", json_of(summarise(rows))},
                       {"by_predicted_class", classes},
                       {"flips", flips_json(rows, all.classes())},
                       {"curves", curves}};
  OutputFile file(path);
  file.line(report.dump(2));
  file.close();
}

}  // namespace deepfool
