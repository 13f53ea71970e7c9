#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "attack/attack.h"
#include "cli/arguments.h"
#include "cli/idx.h"
#include "network/network.h"
#include "network/onnx/describe.h"

namespace deepfool {

// The options --model, --images, --first and --count; and --labels, which not every command takes.
std::vector<CommandOption> image_options();
CommandOption labels_option();

/// The file that --model names, and the files beside it that have its weights. All throw
/// std::runtime_error naming the file and what is wrong with it.
class ModelFile {
 public:
  explicit ModelFile(const Arguments& arguments);

  std::unique_ptr<Network> read() const;
  ModelDescription describe() const;

 private:
  std::string path_;
  std::string bytes_;
  DataFiles beside_;
};

/// Throws std::runtime_error naming the file that --model names, and what is wrong with it.
std::unique_ptr<Network> read_model(const Arguments& arguments);

/// The images that a command works on, and their labels.
class Images {
 public:
  /// Throws std::runtime_error for files that do not fit the model, an empty set and labels that
  /// are no class, and UsageError for a --first behind the last image.
  Images(const Arguments& arguments, const Network& network);

  // The command works on the images first() <= i < end() of the file.
  std::int64_t first() const { return first_; }
  std::int64_t end() const { return end_; }
  std::int64_t count() const { return end_ - first_; }

  /// The dimensions of an IDX file that has `count` images of the same kind.
  std::vector<std::int64_t> dims(std::int64_t count) const;

  /// Image i into x: in [0, 1] if it was stored as bytes, as it is otherwise.
  void read(std::int64_t i, Vector& x);

  /// The label of image i, if there are labels.
  std::optional<int> label(std::int64_t i) const;

  /// Throws std::runtime_error if a pixel is not from lo to hi; the message names its image, and
  /// the option that asks for this range. `nan_allowed`: whether a pixel may be NaN.
  void check_pixels(Bounds range, const std::string& option, bool nan_allowed);

 private:
  void read_labels(const std::string& path, Index classes);

  std::string path_;
  IdxReader images_;
  std::int64_t first_ = 0;
  std::int64_t end_ = 0;
  std::vector<int> labels_;  // of the images from first_ on; empty without labels
  std::vector<float> item_;
};

}  // namespace deepfool
