#include "cli/arguments.h"
#include "cli/print.h"
#include "cli/report_json.h"
#include "cli/rows.h"

namespace deepfool {

namespace {

int run(const Arguments& arguments) {
  const Rows all = read_rows(arguments.operands());
  if (arguments.has("--csv")) write_csv(arguments.text("--csv"), all);
  if (arguments.has("--json")) write_report(arguments.text("--json"), all);
  const std::vector<Row> rows = all.in_order();
  report_attacks(summarise(rows), all.whole());
  report_tables(rows, all.classes());
  return 0;
}

}  // namespace

std::vector<CommandOption> report_options() {
  return {
      {"--csv", "FILE", "a row an image, as CSV, in the images' order", ValueKind::output_file},
      {"--json", "FILE",
       "what the rows come to, as JSON: means with their intervals, by class, what became what, "
       "what is left at each size of the perturbation",
       ValueKind::output_file}};
}

Command report_command() {
  return {"report", "Joins the files that evaluate --rows wrote, and says what they come to",
          report_options(), run, "ROWS.jsonl ..."};
}

}  // namespace deepfool
