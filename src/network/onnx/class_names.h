#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "network/onnx/file.h"

namespace deepfool {

/// The names in a list as JSON or Python writes it ({0: 'a', 1: 'b'} and ['a', 'b']), or with
/// commas, semicolons or line ends between them; fit to be shown, without those that are empty.
std::vector<std::string> class_names_in(std::string_view text);

/// The classes' names that a file says: in a classifier of ai.onnx.ml, or in its metadata.
std::vector<std::string> class_names_of(const onnx::File& file);

}  // namespace deepfool
