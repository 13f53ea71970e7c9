#include <algorithm>

#include "cli/files.h"
#include "cli/image_attack.h"
#include "cli/json.h"
#include "cli/method_options.h"
#include "cli/progress.h"

namespace deepfool {

namespace {

/// The first line of --rows; see csv().
constexpr const char* kHead =
    "index,label,predicted,adversarial,status,iterations,l1,l2,linf,relative_l2,relative_linf";

template <class T>
std::string cell(std::optional<T> value) {
  return value ? json(*value) : "";
}

/// One line of --rows; a cell is empty where there is no value.
std::string csv(std::int64_t index, const Row& row) {
  std::string line = std::to_string(index);
  for (const std::string& text :
       {cell(row.label), cell(row.predicted), row.predicted ? json(row.adversarial) : "",
        std::string(name(row.status)), json(row.iterations), json(row.l1), json(row.l2),
        json(row.linf), cell(row.relative_l2), cell(row.relative_linf)}) {
    line += "," + text;
  }
  return line;
}

int run(const Arguments& arguments) {
  const std::unique_ptr<Network> network = read_model(arguments);
  Images images(arguments, *network);
  ImageAttack attack(arguments, *network, images);
  std::optional<TextFile> rows;
  if (arguments.has("--rows")) {
    rows.emplace(arguments.text("--rows"));
    rows->line(kHead);
  }
  {
    Progress progress(images.count());
    for (std::int64_t i = images.first(); i < images.end(); ++i) {
      attack.run(i);
      if (rows) rows->line(csv(i, attack.row()));
      progress.show(i - images.first());
    }
  }
  if (rows) rows->close();
  attack.report();
  return 0;
}

}  // namespace

Command evaluate_command() {
  std::vector<CommandOption> attack = image_attack_options();
  attack.erase(std::remove_if(attack.begin(), attack.end(),
                              [](const CommandOption& option) {
                                return option.name == flag_of(options::path);
                              }),
               attack.end());
  return {"evaluate", "Attacks each image and says how robust the classifier is",
          joined({image_options(),
                  {labels_option()},
                  attack,
                  {{"--rows", "FILE", "a row an image, as CSV", ValueKind::output_file}}}),
          run};
}

}  // namespace deepfool
