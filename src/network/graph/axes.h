#pragma once

#include <cstddef>
#include <initializer_list>
#include <type_traits>
#include <vector>

#include "classifier/refuse.h"
#include "network/onnx/read_onnx.h"

namespace deepfool::onnx {

/// The most axes of a tensor.
constexpr std::size_t kMostAxes = 8;

[[noreturn, gnu::noinline]] inline void refuse_axes() {
  refuse<OnnxError>("more than 8 axes are not supported");
}

/// A number for each axis of a tensor: a vector of at most 8, with the memory inside. (Values have
/// two, and each std::vector would be some 100 bytes of the WebAssembly module at each copy.)
/// Throws OnnxError for more.
template <class T>
class Axes {
 public:
  Axes() = default;
  explicit Axes(std::size_t size, T value = T()) { resize(size, value); }
  Axes(std::initializer_list<T> items) : Axes(items.begin(), items.end()) {}
  template <class Iterator, class = std::enable_if_t<!std::is_integral_v<Iterator>>>
  Axes(Iterator first, Iterator last) {
    for (; first != last; ++first) push_back(static_cast<T>(*first));
  }
  // Implicit, both ways: the file has vectors.
  // NOLINTBEGIN(google-explicit-constructor)
  Axes(const std::vector<T>& items) : Axes(items.begin(), items.end()) {}
  operator std::vector<T>() const { return {begin(), end()}; }
  // NOLINTEND(google-explicit-constructor)

  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  T* begin() { return items_; }
  T* end() { return items_ + size_; }
  const T* begin() const { return items_; }
  const T* end() const { return items_ + size_; }
  T& operator[](std::size_t i) { return items_[i]; }
  const T& operator[](std::size_t i) const { return items_[i]; }
  T& back() { return items_[size_ - 1]; }
  const T& back() const { return items_[size_ - 1]; }

  void push_back(T item) {
    if (size_ == kMostAxes) refuse_axes();
    items_[size_++] = item;
  }
  void pop_back() { --size_; }
  void resize(std::size_t size, T value = T()) {
    while (size_ < size) push_back(value);
    size_ = size;
  }
  void insert(const T* at, T item) { insert(at, &item, &item + 1); }
  template <class Iterator>
  void insert(const T* at, Iterator first, Iterator last) {
    const Axes behind(at, static_cast<const T*>(end()));
    size_ = static_cast<std::size_t>(at - items_);
    for (; first != last; ++first) push_back(*first);
    for (const T item : behind) push_back(item);
  }
  T* erase(T* at) {
    for (T* next = at; next + 1 < end(); ++next) *next = next[1];
    --size_;
    return at;
  }

  bool operator==(const Axes& other) const {
    if (size_ != other.size_) return false;
    for (std::size_t i = 0; i < size_; ++i) {
      if (items_[i] != other.items_[i]) return false;
    }
    return true;
  }
  bool operator!=(const Axes& other) const { return !(*this == other); }

 private:
  std::size_t size_ = 0;
  T items_[kMostAxes] = {};
};

}  // namespace deepfool::onnx
