// Files of the repository and random numbers, for all tests. CMake defines DEEPFOOL_SOURCE_DIR.
#pragma once

#include <cstdint>
#include <fstream>
#include <iterator>
#include <memory>
#include <stdexcept>
#include <string>

#include "classifier/classifier.h"
#include "network/onnx/read_onnx.h"

namespace files {

/// All bytes of a file, its path from the repository's top.
inline std::string read(const std::string& path) {
  std::ifstream file(std::string(DEEPFOOL_SOURCE_DIR "/") + path, std::ios::binary);
  if (!file) throw std::runtime_error("cannot open " + path);
  return {std::istreambuf_iterator<char>(file), {}};
}

inline std::unique_ptr<deepfool::Network> read_onnx(const std::string& bytes) {
  return deepfool::read_onnx(bytes);
}

/// models/NAME.onnx.
inline std::unique_ptr<deepfool::Network> model(const std::string& name) {
  return read_onnx(read("models/" + name + ".onnx"));
}

/// The classifiers that come with the project.
inline constexpr const char* kModels[] = {"softmax", "lenet", "fc500-150-10", "digits"};

}  // namespace files

namespace random_numbers {

/// splitmix64 (Steele, Lea, Flood, 2014): the same numbers on every machine.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  std::uint64_t draw() {
    state_ += 0x9E3779B97F4A7C15U;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
    return z ^ (z >> 31U);
  }

  /// In [0, 1), a multiple of 2^-24.
  float unit() { return static_cast<float>(draw() >> 40U) / 16777216.0F; }

  /// In [-1, 1), a multiple of 2^-23.
  float sign() { return (static_cast<float>(draw() >> 40U) - 8388608.0F) / 8388608.0F; }

  /// An integer in [least, most].
  int integer(int least, int most) {
    return least + static_cast<int>(draw() % static_cast<std::uint64_t>(most - least + 1));
  }

  deepfool::Vector units(deepfool::Index n) {
    return deepfool::Vector::NullaryExpr(n, [this] { return unit(); });
  }

  deepfool::Vector signs(deepfool::Index n) {
    return deepfool::Vector::NullaryExpr(n, [this] { return sign(); });
  }

 private:
  std::uint64_t state_;
};

}  // namespace random_numbers
