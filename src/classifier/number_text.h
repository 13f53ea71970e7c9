#pragma once

#include <string>

namespace deepfool {

/// A number for a message, with up to 7 digits. A string stream would bring every locale into the
/// WebAssembly module.
std::string number_text(double value);

}  // namespace deepfool
