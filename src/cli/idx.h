#pragma once

#include <cstdint>
#include <istream>
#include <memory>
#include <string>
#include <vector>

#include "classifier/classifier.h"
#include "cli/output_file.h"

namespace deepfool {

/// An IDX file (LeCun, Cortes, Burges: the MNIST database) of uint8 or float32, read item by item:
/// its first dimension counts the items.
class IdxReader {
 public:
  /// Throws std::runtime_error naming the file and what is wrong with it.
  explicit IdxReader(const std::string& path);

  std::int64_t count() const { return dims_[0]; }
  std::int64_t item_size() const { return item_size_; }
  std::vector<std::int64_t> item_dims() const { return {dims_.begin() + 1, dims_.end()}; }
  bool is_bytes() const { return bytes_; }

  /// Item i (0 <= i < count()) as floats, uint8 as 0 to 255.
  void read(std::int64_t i, std::vector<float>& item);

 private:
  std::string path_;
  std::unique_ptr<std::istream> file_;
  std::vector<std::int64_t> dims_;
  std::int64_t item_size_ = 1;
  std::int64_t data_ = 0;  // where the first item begins
  bool bytes_ = false;
  std::vector<char> raw_;
};

enum class IdxType : unsigned char { uint8 = 0x08, float32 = 0x0D };

/// Writes an IDX file, item by item.
class IdxWriter {
 public:
  /// dims: the whole shape, items first. Throws std::runtime_error if the file cannot be written.
  IdxWriter(const std::string& path, IdxType type, const std::vector<std::int64_t>& dims);

  /// The values as they are, or, into a file of uint8, rounded: they must be 0 to 255.
  void write(const VectorRef& values);

  /// Throws std::runtime_error if anything could not be written.
  void close() { file_.close(); }

 private:
  IdxType type_;
  OutputFile file_;
};

}  // namespace deepfool
