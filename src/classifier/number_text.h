#pragma once

#include <string>

namespace deepfool {

/// A number for a message, with up to 7 digits, as printf's %.7g has it. The library's own ways
/// would bring more code into the WebAssembly module than an attack is.
std::string number_text(double value);

}  // namespace deepfool
