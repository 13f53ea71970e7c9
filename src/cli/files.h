#pragma once

#include <filesystem>
#include <istream>
#include <memory>
#include <string>

#include "cli/arguments.h"
#include "cli/command.h"

namespace deepfool {

/// Throws std::runtime_error with the message «path: why».
[[noreturn]] void refuse_file(const std::string& path, const std::string& why);

/// Opens a file for reading. A pipe is read to its end first, so that one can seek in it. Throws
/// std::runtime_error naming it and why it cannot be read.
std::unique_ptr<std::istream> open_input(const std::string& path);

/// Where a file is, or would be made: links are followed, also to what does not exist yet.
std::filesystem::path place(std::filesystem::path path);

/// Checks the files that a command line names, and opens none. Throws UsageError for an empty name,
/// for an output that is the same file as an input, another output (through a link, too) or
/// standard output, and for a pipe that is to be read twice; std::runtime_error if an output cannot
/// be written.
void check_files(const Command& command, const Arguments& arguments);

}  // namespace deepfool
