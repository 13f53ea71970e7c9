#include "classifier/number_text.h"

#include <cmath>
#include <cstdio>
#include <limits>
#include <random>
#include <string>

#include "catch.h"

using deepfool::number_text;

namespace {

std::string printed(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.7g", value);
  return text;
}

}  // namespace

TEST_CASE("Numbers in messages are those that printf writes") {
  const double infinity = std::numeric_limits<double>::infinity();
  for (const double value : {0.0,
                             1.0,
                             0.02,
                             9.5,
                             10.0,
                             99.0,
                             100.0,
                             0.1,
                             1e-4,
                             9.99999999e-5,
                             9.9999999,
                             999999.96,
                             9999999.4,
                             9999999.6,
                             1e7,
                             123456789.0,
                             0.00012345678,
                             1e30,
                             1.5e-30,
                             1e300,
                             1e-300,
                             2147483647.0,
                             3.4028234663852886e38,
                             1.0 / 3.0,
                             infinity}) {
    CHECK(number_text(value) == printed(value));
    CHECK(number_text(-value) == printed(-value));
  }
  CHECK(number_text(std::nan("")) == "nan");
}

TEST_CASE("Numbers of any size in messages are those that printf writes") {
  std::mt19937 random(1);
  std::uniform_real_distribution<double> digits(1, 10);
  std::uniform_int_distribution<int> exponents(-30, 30);
  for (int i = 0; i < 20000; ++i) {
    const double value = digits(random) * std::pow(10.0, exponents(random));
    CHECK(number_text(value) == printed(value));
  }
}
