#include "network/onnx/words.h"

#include <algorithm>

namespace deepfool::onnx {

std::vector<std::string> words(std::string_view text) {
  std::vector<std::string> all(1);
  for (const char c : text) {
    if (c == ' ') {
      all.emplace_back();
    } else {
      all.back() += c;
    }
  }
  return all;
}

bool has_word(std::string_view text, std::string_view word) {
  const std::vector<std::string> all = words(text);
  return std::find(all.begin(), all.end(), word) != all.end();
}

}  // namespace deepfool::onnx
