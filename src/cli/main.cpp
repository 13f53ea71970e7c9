#include <cstdio>
#include <exception>
#include <iostream>
#include <string>
#include <vector>

#include "cli/arguments.h"
#include "cli/files.h"
#include "cli/help.h"

namespace deepfool {

namespace {

bool asks_for_help(const std::string& word) {
  return word == "help" || word == "--help" || word == "-h";
}

/// Whether the words after a command ask for its help. A file may be called «-h», or «help».
bool ask_for_help(const std::vector<std::string>& words) {
  if (words.size() == 1 && asks_for_help(words[0])) return true;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i] == "--help" || (words[i] == "-h" && i % 2 == 0)) return true;
  }
  return false;
}

const Command& find_command(const std::vector<Command>& commands, const std::string& name) {
  for (const Command& command : commands) {
    if (command.name == name) return command;
  }
  throw UsageError("unknown command '" + name + "'");
}

int run(const std::vector<std::string>& words) {
  const std::vector<Command> commands = {
      inspect_command(),   predict_command(), attack_command(),
      evaluate_command(),  report_command(),  common_epsilon_command(),
      universal_command(), certify_command(), options_command()};
  std::string topic = "help";  // what to type for the help that fits
  try {
    if (words.empty()) throw UsageError("no command is given");
    if (asks_for_help(words[0])) {
      std::cout << (words.size() == 1 ? help(commands) : help(find_command(commands, words[1])));
      return 0;
    }
    if (words[0] == "--version") {
      std::cout << "deepfool " << DEEPFOOL_VERSION << "\n";
      return 0;
    }
    const Command& command = find_command(commands, words[0]);
    topic += " " + command.name;
    const std::vector<std::string> rest(words.begin() + 1, words.end());
    if (ask_for_help(rest)) {
      std::cout << help(command);
      return 0;
    }
    const Arguments arguments(command, rest);
    check_files(command, arguments);
    return command.run(arguments);
  } catch (const UsageError& error) {
    std::cerr << "deepfool: " << error.what() << "\nTry 'deepfool " << topic << "'.\n";
    return 2;
  } catch (const std::exception& error) {
    std::cerr << "deepfool: " << error.what() << "\n";
    return 1;
  }
}

/// The exit code; 1 if something that was printed could not be written.
int after_printing(int code) {
  std::cout.flush();
  if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0) return code;
  std::cerr << "deepfool: standard output cannot be written\n";
  return 1;
}

}  // namespace

}  // namespace deepfool

int main(int argc, char** argv) {
  return deepfool::after_printing(deepfool::run({argv + 1, argv + argc}));
}
