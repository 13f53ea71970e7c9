// Functions of the C and C++ libraries in less code, and without tables, which the part of the
// module that a page loads first would have to bring. The linker takes these in place of the
// libraries' own.

#include <cmath>
#include <cstdlib>
#include <limits>

extern "C" {
[[noreturn]] void abort_message(const char* format, ...);
int __rem_pio2_large(double* x, double* y, int exponent, int count, int precision);
double exp(double x);
}

/// The C++ library's last words before it aborts, which a page shows to nobody: they take printf.
void abort_message(const char*, ...) { std::abort(); }

/// What sin and cos call for angles over a million (2^20 pi / 2): they are NaN.
int __rem_pio2_large(double*, double* y, int, int, int precision) {
  y[0] = std::numeric_limits<double>::quiet_NaN();
  if (precision != 0) y[1] = 0;  // sinf and cosf have no room for it
  return 0;
}

/// e^x by pow, which the module has in any case: to a unit in the last place or two.
double exp(double x) {
  constexpr double kE = 2.718281828459045;
  constexpr double kMissing = 5.3e-17;  // ln kE is less than 1 by this
  const double power = std::pow(kE, x);
  return power > 0 && std::isfinite(power) ? power + power * (kMissing * x) : power;
}
