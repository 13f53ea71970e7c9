#include "cli/images.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <iterator>
#include <map>
#include <sstream>
#include <stdexcept>

#include "classifier/label.h"
#include "cli/files.h"
#include "network/onnx/read_onnx.h"

namespace deepfool {

namespace {

std::string all_bytes(const std::string& path) {
  const std::unique_ptr<std::istream> file = open_input(path);
  return {std::istreambuf_iterator<char>(*file), std::istreambuf_iterator<char>()};
}

}  // namespace

ModelFile::ModelFile(const Arguments& arguments)
    : path_(arguments.text("--model")), bytes_(all_bytes(path_)) {
  beside_ = [folder = std::filesystem::path(path_).parent_path(),
             files = std::map<std::string, std::string>()](
                const std::string& name) mutable -> std::string_view {
    const auto [at, is_new] = files.try_emplace(name);
    if (is_new) at->second = all_bytes((folder / name).string());
    return at->second;
  };
}

std::unique_ptr<Network> ModelFile::read() const {
  try {
    return read_onnx(bytes_, beside_);
  } catch (const OnnxError& error) {
    refuse_file(path_, error.what());
  }
}

ModelDescription ModelFile::describe() const {
  try {
    return describe_onnx(bytes_, beside_);
  } catch (const OnnxError& error) {
    refuse_file(path_, error.what());
  }
}

std::unique_ptr<Network> read_model(const Arguments& arguments) {
  return ModelFile(arguments).read();
}

std::vector<CommandOption> image_options() {
  return {{"--model", "FILE", "the classifier, an ONNX file", ValueKind::input_file, true},
          {"--images", "FILE",
           "an IDX file, as MNIST's: pixels as uint8 (0 to 255 are taken as 0 to 1) or as float32",
           ValueKind::input_file, true},
          {"--first", "K", "the first image that is taken, counted from 0 (0)"},
          {"--count", "N", "how many are taken from there on (all)"}};
}

CommandOption labels_option() {
  return {"--labels", "FILE", "their classes, an IDX file", ValueKind::input_file};
}

Images::Images(const Arguments& arguments, const Network& network)
    : path_(arguments.text("--images")), images_(path_) {
  try {
    network.check_dimensions(images_.item_dims());
  } catch (const std::invalid_argument& error) {
    refuse_file(path_, error.what());
  }
  const std::int64_t all = images_.count();
  first_ = arguments.integer("--first", 0, 0);
  if (all == 0) refuse_file(path_, "it has no images");
  if (first_ >= all) {
    throw UsageError("--first " + std::to_string(first_) + " lies behind the last of " +
                     std::to_string(all) + " images, which is " + std::to_string(all - 1));
  }
  end_ = first_ + std::min(arguments.integer("--count", all, 1), all - first_);
  if (arguments.has("--labels")) read_labels(arguments.text("--labels"), network.classes());
}

void Images::read_labels(const std::string& path, Index classes) {
  IdxReader file(path);
  if (file.count() != images_.count() || file.item_size() != 1) {
    refuse_file(path,
                "it has not one label for each of " + std::to_string(images_.count()) + " images");
  }
  for (std::int64_t i = first_; i < end_; ++i) {
    file.read(i, item_);
    try {
      labels_.push_back(class_of_label(item_[0], classes));
    } catch (const std::invalid_argument& error) {
      refuse_file(path, "image " + std::to_string(i) + ": " + error.what());
    }
  }
}

std::vector<std::int64_t> Images::dims(std::int64_t count) const {
  std::vector<std::int64_t> dims = images_.item_dims();
  dims.insert(dims.begin(), count);
  return dims;
}

std::optional<int> Images::label(std::int64_t i) const {
  if (labels_.empty()) return std::nullopt;
  return labels_[static_cast<std::size_t>(i - first_)];
}

void Images::check_pixels(Bounds range, const std::string& option, bool nan_allowed) {
  if (images_.is_bytes() && range.lo <= 0 && range.hi >= 1) return;
  Vector x;
  for (std::int64_t i = first_; i < end_; ++i) {
    read(i, x);
    for (Index e = 0; e < x.size(); ++e) {
      if (std::isnan(x[e]) ? nan_allowed : x[e] >= range.lo && x[e] <= range.hi) continue;
      std::ostringstream why;
      why << "image " << i << " has a pixel of " << x[e] << "; with " << option
          << ", pixels must be from " << range.lo << " to " << range.hi;
      refuse_file(path_, why.str());
    }
  }
}

void Images::read(std::int64_t i, Vector& x) {
  images_.read(i, item_);
  x = Eigen::Map<const Vector>(item_.data(), static_cast<Index>(item_.size()));
  if (images_.is_bytes()) x /= 255.0F;
}

}  // namespace deepfool
