#pragma once

#include <string>
#include <vector>

namespace deepfool {

class Arguments;

/// What the value of an option names.
enum class ValueKind { plain, input_file, output_file };

/// `--name VALUE` after a command.
struct CommandOption {
  std::string name;   // with its dashes
  std::string value;  // how the help writes the value: FILE, N, exact|single
  std::string help;
  ValueKind kind = ValueKind::plain;
  bool required = false;
};

/// All options of several lists.
inline std::vector<CommandOption> joined(const std::vector<std::vector<CommandOption>>& lists) {
  std::vector<CommandOption> all;
  for (const auto& list : lists) all.insert(all.end(), list.begin(), list.end());
  return all;
}

/// What evaluate and report write of all rows: --csv and --json.
std::vector<CommandOption> report_options();

/// What `deepfool NAME` does.
struct Command {
  std::string name;
  std::string purpose;  // one line
  std::vector<CommandOption> options;
  int (*run)(const Arguments&);  // returns the exit code; throws what main.cpp reports
  std::string operands{};        // how the help writes the files it takes; none if it takes none
};

// Each is in the file of its name: predict_command() in predict.cpp.
Command inspect_command();
Command predict_command();
Command attack_command();
Command evaluate_command();
Command report_command();
Command common_epsilon_command();
Command universal_command();
Command certify_command();
Command options_command();

}  // namespace deepfool
