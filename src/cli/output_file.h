#pragma once

#include <fstream>
#include <string>

namespace deepfool {

/// A file to write. Until it is closed, all goes to a file beside it, which then takes its place: a
/// run that fails or is interrupted leaves an earlier file as it was, and nothing new. Devices,
/// pipes, and files in a folder that cannot be written are written directly.
class OutputFile {
 public:
  /// Throws std::runtime_error if it cannot be written.
  explicit OutputFile(const std::string& path);
  ~OutputFile();
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;

  // All throw std::runtime_error if something could not be written.
  void write(const std::string& bytes);
  void line(const std::string& text) { write(text + "\n"); }
  void close();

 private:
  [[noreturn]] void refuse() const;

  std::string path_;
  std::string beside_;  // the file beside it; empty once there is none
  std::ofstream file_;
};

}  // namespace deepfool
