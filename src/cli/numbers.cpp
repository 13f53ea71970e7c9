#include "cli/numbers.h"

#include <charconv>
#include <cmath>
#include <cstdlib>

namespace deepfool {

std::optional<double> parse_number(const std::string& text) {
  // strtod would also take leading blanks, hexadecimal digits, «inf» and «nan».
  if (text.empty() || text.find_first_not_of("0123456789+-.eE") != std::string::npos) {
    return std::nullopt;
  }
  char* end = nullptr;
  const double value = std::strtod(text.c_str(), &end);
  if (*end != '\0' || !std::isfinite(value)) return std::nullopt;
  return value;
}

std::optional<std::int64_t> parse_integer(const std::string& text) {
  std::int64_t value = 0;
  const char* const end = text.data() + text.size();
  const auto [stopped, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc() || stopped != end) return std::nullopt;
  return value;
}

}  // namespace deepfool
