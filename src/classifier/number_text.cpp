#include "classifier/number_text.h"

#include <cstdio>

namespace deepfool {

std::string number_text(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.7g", value);
  return text;
}

}  // namespace deepfool
