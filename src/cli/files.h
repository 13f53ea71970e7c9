#pragma once

#include <fstream>
#include <string>

#include "cli/arguments.h"
#include "cli/command.h"

namespace deepfool {

/// Throws std::runtime_error with the message «path: why».
[[noreturn]] void refuse_file(const std::string& path, const std::string& why);

/// Opens a file for reading. Throws std::runtime_error naming it and why it cannot be read.
std::ifstream open_input(const std::string& path);

/// Checks the files that a command line names, and opens none. Throws UsageError if an output is
/// the same file as an input or another output (through a link, too), and std::runtime_error if an
/// output cannot be written.
void check_files(const Command& command, const Arguments& arguments);

/// A text file, written line by line.
class TextFile {
 public:
  /// Opens it, empty. Throws std::runtime_error if it cannot be written.
  explicit TextFile(const std::string& path);

  /// Both throw std::runtime_error if something could not be written.
  void line(const std::string& text);
  void close();

 private:
  std::string path_;
  std::ofstream file_;
};

}  // namespace deepfool
