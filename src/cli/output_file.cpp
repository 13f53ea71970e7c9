#include "cli/output_file.h"

#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <filesystem>

#include "cli/files.h"

namespace deepfool {

namespace {

namespace fs = std::filesystem;

/// The files beside those that are being written: what a signal must remove. A command writes three
/// at most.
std::array<std::atomic<const char*>, 8> unfinished{};

extern "C" void remove_unfinished(int signal) {
  for (const auto& path : unfinished) {
    if (const char* const name = path.load()) unlink(name);
  }
  std::signal(signal, SIG_DFL);
  std::raise(signal);
}

/// Has what interrupts a program remove its unfinished files first. What the program is to ignore
/// (nohup) it goes on ignoring.
void watch_signals() {
  static const bool watched = [] {
    for (const int signal : {SIGHUP, SIGINT, SIGTERM}) {
      if (std::signal(signal, remove_unfinished) == SIG_IGN) std::signal(signal, SIG_IGN);
    }
    return true;
  }();
  static_cast<void>(watched);
}

/// Whether a file can be written beside this one, and take its place.
bool can_be_replaced(const std::string& path) {
  return (!fs::exists(path) || fs::is_regular_file(path)) &&
         access(place(path).parent_path().c_str(), W_OK | X_OK) == 0;
}

}  // namespace

OutputFile::OutputFile(const std::string& path) : path_(path) {
  std::size_t slot = 0;
  if (can_be_replaced(path)) {
    watch_signals();
    while (slot + 1 < unfinished.size() && unfinished[slot].load()) ++slot;
    const std::string name =
        ".deepfool-" + std::to_string(getpid()) + "-" + std::to_string(slot) + ".part";
    beside_ = place(path).parent_path() / name;
  }
  errno = 0;
  file_.open(beside_.empty() ? path : beside_, std::ios::binary);
  if (!file_) refuse();
  if (beside_.empty()) return;
  unfinished[slot] = beside_.c_str();
  std::error_code not_ours;  // then it has the permissions of a new file
  const fs::file_status earlier = fs::status(path, not_ours);
  if (fs::exists(earlier)) fs::permissions(beside_, earlier.permissions(), not_ours);
}

OutputFile::~OutputFile() {
  if (beside_.empty()) return;
  unlink(beside_.c_str());
  for (auto& name : unfinished) {
    if (name.load() == beside_.c_str()) name = nullptr;
  }
}

void OutputFile::write(const std::string& bytes) {
  errno = 0;
  if (!file_.write(bytes.data(), static_cast<std::streamsize>(bytes.size()))) refuse();
}

void OutputFile::close() {
  errno = 0;
  file_.close();
  if (!file_) refuse();
  if (!beside_.empty() && std::rename(beside_.c_str(), place(path_).c_str()) != 0) refuse();
}

void OutputFile::refuse() const {
  refuse_file(path_, "cannot be written" + (errno ? std::string(": ") + std::strerror(errno) : ""));
}

}  // namespace deepfool
