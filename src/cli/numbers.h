#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace deepfool {

/// The number that a whole text is: «0.5», «-2», «1e-3». Nothing for other text, infinity, NaN, and
/// what a double cannot hold.
std::optional<double> parse_number(const std::string& text);

/// The whole number that a whole text is: «12», «-3». Nothing for other text, and what 64 bits
/// cannot hold.
std::optional<std::int64_t> parse_integer(const std::string& text);

}  // namespace deepfool
