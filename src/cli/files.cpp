#include "cli/files.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <utility>
#include <vector>

#include "classifier/joined.h"

namespace deepfool {

namespace {

namespace fs = std::filesystem;

/// Whether two names are of one file. Devices do not count: /dev/null may be named twice.
bool same_file(const std::string& a, const std::string& b) {
  if (fs::is_character_file(a)) return false;
  std::error_code not_there;
  return fs::equivalent(a, b, not_there) || place(a) == place(b);
}

/// Whether this is the file that standard output goes to.
bool is_standard_output(const std::string& path) {
  struct stat file {};
  struct stat output {};
  return stat(path.c_str(), &file) == 0 && fstat(STDOUT_FILENO, &output) == 0 &&
         S_ISREG(file.st_mode) && file.st_dev == output.st_dev && file.st_ino == output.st_ino;
}

void check_output(const std::string& option, const std::string& path) {
  if (fs::is_directory(path)) refuse_file(path, "cannot be written: it is a directory");
  if (is_standard_output(path)) {
    throw UsageError(option + " '" + path + "' is where standard output goes");
  }
  const std::string written = fs::exists(path) ? path : place(path).parent_path().string();
  if (access(written.c_str(), W_OK) != 0) {
    refuse_file(path, std::string("cannot be written: ") + std::strerror(errno));
  }
}

}  // namespace

void refuse_file(const std::string& path, const std::string& why) {
  throw std::runtime_error(path + ": " + why);
}

fs::path place(fs::path path) {
  for (int links = 0; links < 40 && fs::is_symlink(path); ++links) {
    path = path.parent_path() / fs::read_symlink(path);
  }
  return fs::weakly_canonical(fs::absolute(path));
}

std::unique_ptr<std::istream> open_input(const std::string& path) {
  if (fs::is_directory(path)) refuse_file(path, "it is a directory; a file is needed");
  if (fs::is_character_file(path)) refuse_file(path, "it is a device; a file or a pipe is needed");
  auto file = std::make_unique<std::ifstream>(path, std::ios::binary);
  if (!*file) refuse_file(path, std::string("the file cannot be opened: ") + std::strerror(errno));
  if (fs::is_regular_file(path)) return file;
  auto content = std::make_unique<std::stringstream>();
  *content << file->rdbuf();
  content->clear();  // of an empty pipe, too
  return content;
}

void check_files(const Command& command, const Arguments& arguments) {
  std::vector<std::pair<std::string, std::string>> named;  // files: what names them, and where
  const auto add = [&](const std::string& name, const std::string& path, bool twice) {
    if (path.empty()) throw UsageError(name + " '' names no file");
    for (const auto& [other, its] : named) {
      if (!twice && same_file(its, path)) {
        throw UsageError(joined({name, " '", path, "' is the same file as ", other}));
      }
    }
    named.emplace_back(name, path);
  };
  const auto add_options = [&](ValueKind kind) {
    for (const CommandOption& option : command.options) {
      if (option.kind != kind || !arguments.has(option.name)) continue;
      const std::string& path = arguments.text(option.name);
      // A file may be read twice, but not a pipe.
      add(option.name, path, kind == ValueKind::input_file && !fs::is_fifo(path));
      if (kind == ValueKind::output_file) check_output(option.name, path);
    }
  };
  for (const std::string& path : arguments.operands()) add("'" + path + "'", path, true);
  add_options(ValueKind::input_file);
  add_options(ValueKind::output_file);
}

}  // namespace deepfool
