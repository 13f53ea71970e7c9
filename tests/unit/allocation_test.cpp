// After the first attack on a classifier nothing is allocated any more. Counts malloc, under which
// Eigen's memory and operator new both lie, where the C library lets a program wrap it.

#if defined(__SANITIZE_ADDRESS__)
#define WRAPS_MALLOC 0
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define WRAPS_MALLOC 0
#endif
#endif

#include <cstdlib>

#ifndef WRAPS_MALLOC
#if defined(__GLIBC__) || defined(__EMSCRIPTEN__)
#define WRAPS_MALLOC 1
#else
#define WRAPS_MALLOC 0
#endif
#endif

#if WRAPS_MALLOC

#include <limits>
#include <vector>

#include "attack/deepfool.h"
#include "attack/measures.h"
#include "catch.h"
#include "digit/strokes.h"
#include "files.h"
#include "mnist.h"

namespace {
long allocations = 0;
}

#ifdef __EMSCRIPTEN__
extern "C" void* emscripten_builtin_malloc(std::size_t size);
extern "C" void* malloc(std::size_t size) {
  ++allocations;
  return emscripten_builtin_malloc(size);
}
#else
extern "C" void* __libc_malloc(std::size_t size);
extern "C" void* malloc(std::size_t size) noexcept {
  ++allocations;
  return __libc_malloc(size);
}
#endif

using namespace deepfool;

TEST_CASE("after the first attack nothing is allocated", "[allocation]") {
  // The counter counts what Eigen and the standard library ask for.
  long before = allocations;
  Vector(1000).setOnes();
  std::vector<int>(1000).push_back(1);
  CHECK(allocations >= before + 2);

  const std::string name =
      GENERATE(from_range(std::begin(files::kModels), std::end(files::kModels)));
  const auto network = files::model(name);
  const mnist::Digits digits = mnist::test_digits(8);
  std::vector<Vector> inputs;
  for (const auto& image : digits.images) {
    inputs.push_back(Eigen::Map<const Vector>(image.data(), static_cast<Index>(image.size())));
  }
  for (const double norm : {1.0, 1.5, 2.0, std::numeric_limits<double>::infinity()}) {
    for (const bool box : {false, true}) {
      if (box && norm == 1.5) continue;
      DeepFoolOptions options;
      options.norm = norm;
      if (box) options.box = Bounds{0, 1};
      DeepFool attack(*network, options);
      attack.attack(inputs[0]);
      before = allocations;
      int iterations = 0;
      for (const Vector& x : inputs) iterations += attack.attack(x).iterations;
      const long allocated = allocations - before;
      CAPTURE(name, norm, box, iterations);
      CHECK(iterations >= 8);
      CHECK(allocated == 0);
    }
  }
}

TEST_CASE("a frame allocates nothing: strokes to a digit, its attack and the measures of it",
          "[allocation]") {
  const auto network = files::model("digits");
  DeepFool attack(*network, {});
  Strokes strokes{{{20, 10}, {60, 10}, {40, 90}, {30, 50}, {50, 50}}, {3, 2}};
  double sum = 0;
  const auto frame = [&] {
    const Digit digit = digit_from_strokes(strokes, 3);
    attack.attack(Eigen::Map<const Vector>(digit.pixels.data(), 784));
    sum += measure(attack.input(), attack.result(), 2).l2;
  };
  frame();
  const long before = allocations;
  for (int i = 0; i < 20; ++i) {
    strokes.points[2].x += 1;
    frame();
  }
  CHECK(allocations == before);
  CHECK(sum > 0);
}

#endif
