#include "cli/idx.h"

#include <cmath>
#include <cstring>

#include "cli/files.h"

namespace deepfool {

namespace {

/// The number in the four bytes from b on.
std::uint32_t big_endian(const unsigned char* b) {
  return static_cast<std::uint32_t>(b[0]) << 24U | static_cast<std::uint32_t>(b[1]) << 16U |
         static_cast<std::uint32_t>(b[2]) << 8U | static_cast<std::uint32_t>(b[3]);
}

void append_big_endian(std::uint32_t v, std::string& bytes) {
  for (unsigned i = 0; i < 4; ++i) bytes += static_cast<char>(v >> (24U - 8U * i) & 0xFFU);
}

}  // namespace

IdxReader::IdxReader(const std::string& path) : path_(path), file_(open_input(path)) {
  unsigned char head[4];
  if (!file_->read(reinterpret_cast<char*>(head), 4) || head[0] != 0 || head[1] != 0 ||
      head[3] == 0) {
    refuse_file(path, "this is no IDX file (if it is compressed, unpack it first)");
  }
  const auto type = static_cast<IdxType>(head[2]);
  if (type != IdxType::uint8 && type != IdxType::float32) {
    refuse_file(path, "IDX data of type " + std::to_string(head[2]) +
                          "; uint8 (8) and float32 (13) are supported");
  }
  bytes_ = type == IdxType::uint8;
  for (int d = 0; d < head[3]; ++d) {
    unsigned char size[4];
    if (!file_->read(reinterpret_cast<char*>(size), 4))
      refuse_file(path, "its header is cut short");
    dims_.push_back(big_endian(size));
    if (d > 0) item_size_ *= dims_.back();
    if (item_size_ > (std::int64_t{1} << 28)) refuse_file(path, "its items are too large");
  }
  data_ = 4 + 4 * static_cast<std::int64_t>(dims_.size());
  file_->seekg(0, std::ios::end);
  const std::int64_t width = bytes_ ? 1 : 4;
  if (static_cast<std::int64_t>(file_->tellg()) != data_ + dims_[0] * item_size_ * width) {
    refuse_file(path, "its length is not that of " + std::to_string(dims_[0]) +
                          " items; it is damaged or cut short");
  }
}

void IdxReader::read(std::int64_t i, std::vector<float>& item) {
  const std::int64_t width = bytes_ ? 1 : 4;
  const auto size = static_cast<std::size_t>(item_size_);
  raw_.resize(size * static_cast<std::size_t>(width));
  item.resize(size);
  file_->seekg(data_ + i * item_size_ * width);
  if (!file_->read(raw_.data(), static_cast<std::streamsize>(raw_.size())))
    refuse_file(path_, "cannot be read");
  const auto* const raw = reinterpret_cast<const unsigned char*>(raw_.data());
  for (std::size_t e = 0; e < size; ++e) {
    if (bytes_) {
      item[e] = raw[e];
    } else {
      const std::uint32_t bits = big_endian(raw + 4 * e);
      std::memcpy(&item[e], &bits, sizeof bits);
    }
  }
}

IdxWriter::IdxWriter(const std::string& path, IdxType type, const std::vector<std::int64_t>& dims)
    : type_(type), file_(path) {
  std::string head = {0, 0, static_cast<char>(type), static_cast<char>(dims.size())};
  for (const std::int64_t d : dims) append_big_endian(static_cast<std::uint32_t>(d), head);
  file_.write(head);
}

void IdxWriter::write(const VectorRef& values) {
  std::string bytes;
  for (const float value : values) {
    if (type_ == IdxType::uint8) {
      bytes += static_cast<char>(static_cast<unsigned char>(std::lround(value)));
    } else {
      std::uint32_t bits = 0;
      std::memcpy(&bits, &value, sizeof bits);
      append_big_endian(bits, bytes);
    }
  }
  file_.write(bytes);
}

}  // namespace deepfool
