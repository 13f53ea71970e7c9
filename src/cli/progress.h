#pragma once

#include <unistd.h>

#include <chrono>
#include <cstdint>
#include <cstdio>

namespace deepfool {

/// Shows «123 / 10000» on standard error while someone waits, if that is a terminal.
class Progress {
 public:
  /// `total`: how many there are to do; 0 if that is not known, and only «123» is shown then.
  explicit Progress(std::int64_t total) : total_(total), shown_(isatty(STDERR_FILENO) != 0) {}
  ~Progress() {
    if (shown_) std::fputs("\r\033[K", stderr);
  }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void show(std::int64_t done) {
    const auto now = std::chrono::steady_clock::now();
    if (!shown_ || now - last_ < std::chrono::milliseconds(100)) return;
    last_ = now;
    std::fprintf(stderr, "\r%lld", static_cast<long long>(done));
    if (total_ != 0) std::fprintf(stderr, " / %lld", static_cast<long long>(total_));
  }

 private:
  std::int64_t total_;
  bool shown_;
  std::chrono::steady_clock::time_point last_;
};

}  // namespace deepfool
