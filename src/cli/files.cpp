#include "cli/files.h"

#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <stdexcept>
#include <utility>
#include <vector>

namespace deepfool {

namespace {

namespace fs = std::filesystem;

/// Where a file is, or would be made: links are followed, also to what does not exist yet.
fs::path place(fs::path path) {
  for (int links = 0; links < 40 && fs::is_symlink(path); ++links) {
    path = path.parent_path() / fs::read_symlink(path);
  }
  return fs::weakly_canonical(fs::absolute(path));
}

/// Whether two names are of one file. Devices do not count: /dev/null may be named twice.
bool same_file(const std::string& a, const std::string& b) {
  if (fs::is_character_file(a)) return false;
  std::error_code not_there;
  return fs::equivalent(a, b, not_there) || place(a) == place(b);
}

void check_output(const std::string& path) {
  const bool exists = fs::exists(path);
  if (fs::is_directory(path)) refuse_file(path, "cannot be written: it is a directory");
  const fs::path target = place(path);
  const fs::path written = exists ? target : target.parent_path();
  if (access(written.c_str(), W_OK) != 0) {
    refuse_file(path, std::string("cannot be written: ") + std::strerror(errno));
  }
}

}  // namespace

void refuse_file(const std::string& path, const std::string& why) {
  throw std::runtime_error(path + ": " + why);
}

std::ifstream open_input(const std::string& path) {
  if (fs::is_directory(path)) refuse_file(path, "it is a directory; a file is needed");
  std::ifstream file(path, std::ios::binary);
  if (!file) refuse_file(path, std::string("the file cannot be opened: ") + std::strerror(errno));
  return file;
}

void check_files(const Command& command, const Arguments& arguments) {
  std::vector<std::pair<std::string, std::string>> named;  // files: what names them, and where
  for (const std::string& path : arguments.operands()) named.emplace_back("'" + path + "'", path);
  for (const CommandOption& option : command.options) {
    if (option.kind == ValueKind::input_file && arguments.has(option.name)) {
      named.emplace_back(option.name, arguments.text(option.name));
    }
  }
  for (const CommandOption& option : command.options) {
    if (option.kind != ValueKind::output_file || !arguments.has(option.name)) continue;
    for (const auto& [other, path] : named) {
      if (same_file(path, arguments.text(option.name))) {
        throw UsageError(option.name + " '" + arguments.text(option.name) +
                         "' is the same file as " + other);
      }
    }
    check_output(arguments.text(option.name));
    named.emplace_back(option.name, arguments.text(option.name));
  }
}

TextFile::TextFile(const std::string& path) : path_(path), file_(path, std::ios::binary) {
  if (!file_) refuse_file(path, std::string("cannot be written: ") + std::strerror(errno));
}

void TextFile::line(const std::string& text) {
  if (!(file_ << text << '\n')) refuse_file(path_, "cannot be written");
}

void TextFile::close() {
  file_.close();
  if (!file_) refuse_file(path_, "cannot be written");
}

}  // namespace deepfool
