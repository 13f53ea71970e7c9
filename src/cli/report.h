#pragma once

#include <cstdio>
#include <optional>
#include <string>

namespace deepfool {

inline std::string fixed(double value, int digits) {
  char text[400];
  std::snprintf(text, sizeof text, "%.*f", digits, value);
  return text;
}

inline std::string percent(double share) { return fixed(100 * share, 2) + " %"; }

/// A mean of what was flipped.
inline std::string fixed(const std::optional<double>& mean, int digits) {
  return mean ? fixed(*mean, digits) : "none flipped";
}

/// A line of a summary on standard output.
inline void report(const std::string& name, const std::string& value) {
  std::printf("%-16s %s\n", name.c_str(), value.c_str());
}

}  // namespace deepfool
