#pragma once

#include <cmath>
#include <cstdio>
#include <limits>
#include <optional>
#include <string>

#include "classifier/classifier.h"

namespace deepfool {

/// A number as JSON has it, with all its digits; null where it is not finite.
template <class T>
std::string json(T value) {
  if (!std::isfinite(value)) return "null";
  char text[40];
  std::snprintf(text, sizeof text, "%.*g", std::numeric_limits<T>::max_digits10,
                static_cast<double>(value));
  return text;
}

inline std::string json(const Vector& values) {
  std::string s = "[";
  for (Index i = 0; i < values.size(); ++i) s += (i == 0 ? "" : ",") + json(values[i]);
  return s + "]";
}

/// A class; null where there is none.
inline std::string json_class(std::optional<int> label) {
  return label ? std::to_string(*label) : "null";
}

}  // namespace deepfool
