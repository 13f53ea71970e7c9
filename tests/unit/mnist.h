// MNIST's test digits for the tests. DEEPFOOL_MNIST_DIR is the directory of the four IDX files;
// CMake defines it.
#pragma once

#include <cstdint>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <vector>

namespace mnist {

/// Digits as bytes / 255, 784 each (28 x 28, row-major), with their labels.
struct Digits {
  std::vector<std::vector<float>> images;
  std::vector<int> labels;
};

inline std::vector<std::uint8_t> read_bytes(const std::string& name) {
  std::ifstream file(std::string(DEEPFOOL_MNIST_DIR) + "/" + name, std::ios::binary);
  if (!file) throw std::runtime_error("cannot open " + name + " in " DEEPFOOL_MNIST_DIR);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// The first `count` of the 10,000 test digits. IDX: a header of 16 bytes (images) or 8 (labels),
/// then one byte a value.
inline Digits test_digits(std::size_t count) {
  const std::vector<std::uint8_t> images = read_bytes("t10k-images-idx3-ubyte");
  const std::vector<std::uint8_t> labels = read_bytes("t10k-labels-idx1-ubyte");
  if (images.size() < 16 + 784 * count || labels.size() < 8 + count)
    throw std::runtime_error("MNIST's test files are shorter than expected");
  Digits digits;
  for (std::size_t i = 0; i < count; ++i) {
    std::vector<float> image(784);
    for (std::size_t j = 0; j < 784; ++j)
      image[j] = static_cast<float>(images[16 + 784 * i + j]) / 255.0f;
    digits.images.push_back(std::move(image));
    digits.labels.push_back(labels[8 + i]);
  }
  return digits;
}

}  // namespace mnist
