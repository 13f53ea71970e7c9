#include "cli/help.h"

#include <algorithm>
#include <sstream>
#include <utility>

namespace deepfool {

namespace {

constexpr std::size_t kColumns = 100;

using Rows = std::vector<std::pair<std::string, std::string>>;

/// Two columns, the second broken between words.
std::string two_columns(const Rows& rows) {
  std::size_t left = 0;
  for (const auto& [name, text] : rows) left = std::max(left, name.size() + 4);
  std::string all;
  for (const auto& [name, text] : rows) {
    std::string line = "  " + name;
    line.resize(left, ' ');
    std::istringstream words(text);
    for (std::string word; words >> word;) {
      if (line.size() > left && line.size() + 1 + word.size() > kColumns) {
        all += line + "\n";
        line.assign(left, ' ');
      }
      if (line.size() > left) line += ' ';
      line += word;
    }
    all += line + "\n";
  }
  return all;
}

}  // namespace

std::string help(const std::vector<Command>& commands) {
  Rows rows;
  for (const Command& command : commands) rows.emplace_back(command.name, command.purpose);
  return "deepfool COMMAND --OPTION VALUE ...\n\n" + two_columns(rows) +
         "\n'deepfool help COMMAND' lists the options of a command, 'deepfool --version' says "
         "which version this is.\n";
}

std::string help(const Command& command) {
  std::string usage = "deepfool " + command.name;
  Rows rows;
  for (const CommandOption& option : command.options) {
    const std::string name = option.name + " " + option.value;
    if (option.required) usage += " " + name;
    rows.emplace_back(name, option.help);
  }
  if (!command.operands.empty()) usage += " " + command.operands;
  if (!rows.empty()) usage += " [--OPTION VALUE ...]";
  return usage + "\n\n" + command.purpose + ".\n" + (rows.empty() ? "" : "\n" + two_columns(rows));
}

}  // namespace deepfool
