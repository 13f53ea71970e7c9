#include "classifier/number_text.h"

#include <cmath>
#include <cstdlib>

namespace deepfool {

namespace {

constexpr int kDigits = 7;

}  // namespace

std::string number_text(double value) {
  if (std::isnan(value)) return "nan";
  const std::string sign = std::signbit(value) ? "-" : "";
  if (std::isinf(value)) return sign + "inf";
  if (value == 0) return sign + "0";

  // |value| = leading x 10^exponent, 1 <= leading < 10.
  double leading = std::abs(value);
  int exponent = 0;
  for (; leading >= 10; leading /= 10) ++exponent;
  for (; leading < 1; leading *= 10) --exponent;
  std::string digits = std::to_string(std::lround(leading * 1e6));
  exponent += static_cast<int>(digits.size()) - kDigits;  // 9.9999999 is 10
  digits.erase(digits.find_last_not_of('0') + 1);

  const int length = static_cast<int>(digits.size());
  if (exponent < -4 || exponent >= kDigits) {
    if (length > 1) digits.insert(1, ".");
    const std::string size = std::to_string(std::abs(exponent));
    return sign + digits + (exponent < 0 ? "e-" : "e+") + (size.size() < 2 ? "0" : "") + size;
  }
  if (exponent < 0) return sign + "0." + std::string(-exponent - 1, '0') + digits;
  if (length <= exponent + 1) return sign + digits + std::string(exponent + 1 - length, '0');
  return sign + digits.insert(exponent + 1, ".");
}

}  // namespace deepfool
