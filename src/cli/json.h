#pragma once

#include <cmath>
#include <cstdio>
#include <limits>
#include <optional>
#include <string>

#include "classifier/classifier.h"

namespace deepfool {

/// A number in JSON, with so many digits that it reads back the same; null where it is not finite.
inline std::string json(double value, int digits = std::numeric_limits<double>::max_digits10) {
  if (!std::isfinite(value)) return "null";
  char text[40];
  std::snprintf(text, sizeof text, "%.*g", digits, value);
  return text;
}
inline std::string json(float value) {
  return json(static_cast<double>(value), std::numeric_limits<float>::max_digits10);
}
inline std::string json(int value) { return std::to_string(value); }

/// A number for people: with up to 6 digits.
inline std::string short_number(double value) {
  char text[40];
  std::snprintf(text, sizeof text, "%g", value);
  return text;
}

inline std::string json(const Vector& values) {
  std::string s = "[";
  for (Index i = 0; i < values.size(); ++i) s += (i == 0 ? "" : ",") + json(values[i]);
  return s + "]";
}

/// The value, or null.
inline std::string json(std::optional<int> value) { return value ? json(*value) : "null"; }
inline std::string json(std::optional<double> value) { return value ? json(*value) : "null"; }

}  // namespace deepfool
