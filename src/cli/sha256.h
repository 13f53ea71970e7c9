#pragma once

#include <string>

namespace deepfool {

/// SHA-256 (FIPS 180-4) of a file, as 64 hexadecimal digits: what sha256sum prints. Throws
/// std::runtime_error if it cannot be read.
std::string sha256_of_file(const std::string& path);

}  // namespace deepfool
