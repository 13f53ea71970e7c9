#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace deepfool::onnx {

// Lists of names are texts: unlike a table of texts, the part of the WebAssembly module that a page
// loads first can leave them out (.tools/split_texts.mjs).

/// The words of a text, with one space between two of them.
std::vector<std::string> words(std::string_view text);

/// Whether `word` is one of the words of a text.
bool has_word(std::string_view text, std::string_view word);

}  // namespace deepfool::onnx
