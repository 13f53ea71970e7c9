#pragma once

#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

#include "classifier/refuse.h"

namespace deepfool {

// The table of the methods and of their options: the one place of names, defaults and ranges.
// JavaScript has a table of its own, which a test compares with `deepfool options`.
//
// Everything is constexpr: code that a page loads first takes single numbers of it at compile time,
// and does not bring the sentences with it.

/// Where there is no default value.
constexpr double kNoDefault = std::numeric_limits<double>::quiet_NaN();

namespace detail {
constexpr double kInfinity = std::numeric_limits<double>::infinity();
}

/// The norms that a method can keep small.
enum class Norms {
  any,       // each p of at least 1; in a box 1, 2 and infinity
  two,       // 2
  infinity,  // infinity
  two_or_infinity
};

struct Method {
  const char* name;
  unsigned bit;  // in Option::methods
  Norms norms;
  double norm;     // the default
  int steps;       // the default of the option `steps`; 0: the method does not take it
  bool whole_set;  // whether it works on a set of inputs, not on one
  const char* meaning;

  constexpr bool takes_norm(double p) const {
    const bool two = norms == Norms::two || norms == Norms::two_or_infinity;
    const bool infinity = norms == Norms::infinity || norms == Norms::two_or_infinity;
    return norms == Norms::any ? p >= 1 : (two && p == 2) || (infinity && p == detail::kInfinity);
  }
};

enum class OptionType {
  number,
  integer,
  class_number,  // below the classifier's number of classes
  range,         // two numbers, the lower one first
  flag           // true or false
};

struct Option {
  const char* name;  // as in JavaScript; on the command line maxIterations is --max-iterations
  OptionType type;
  double default_value;  // kNoDefault: the meaning says what happens if the option is not given
  double min;            // of a number
  double max;            // numbers are finite, except where this is infinity
  bool above_min;        // whether min itself is out of range
  unsigned methods;      // that take it: a sum of Method::bit
  const char* meaning;

  constexpr bool allows(double value) const {
    return (above_min ? value > min : value >= min) && value <= max;
  }
  constexpr bool taken_by(const Method& method) const { return (methods & method.bit) != 0; }
  constexpr int default_integer() const { return static_cast<int>(default_value); }
};

namespace methods {

inline constexpr Method deepfool{
    "deepfool",
    1,
    Norms::any,
    2,
    0,
    false,
    "DeepFool: goes to the nearest boundary of the linearised classifier, again and again"};
inline constexpr Method refine{
    "refine", 2, Norms::two, 2, 60, false, "DeepFool, and then DDN from the norm that it found"};
inline constexpr Method ddn{"ddn", 4, Norms::two, 2, 1000, false, "decoupled direction and norm"};
inline constexpr Method fgsm{
    "fgsm", 8, Norms::infinity, detail::kInfinity, 0, false, "fast gradient sign: one step"};
inline constexpr Method pgd{"pgd", 16,    Norms::two_or_infinity,      2,
                            40,    false, "projected gradient descent"};
inline constexpr Method cw{"cw", 32, Norms::two, 2, 200, false, "Carlini and Wagner"};
inline constexpr Method lbfgs{
    "lbfgs", 64, Norms::two, 2, 40, false, "Szegedy and others: box-constrained L-BFGS"};
inline constexpr Method universal{
    "universal",
    128,
    Norms::two_or_infinity,
    2,
    0,
    true,
    "one perturbation for a whole set: steps of DeepFool, projected onto a ball"};
inline constexpr Method common_epsilon{
    "commonEpsilon",
    256,
    Norms::infinity,
    detail::kInfinity,
    0,
    true,
    "fast gradient sign with one epsilon for a whole set, the smallest that misclassifies a share "
    "of it"};

}  // namespace methods

namespace options {

namespace detail {

constexpr double kMost = std::numeric_limits<double>::max();
constexpr double kMostInteger = std::numeric_limits<int>::max();
constexpr unsigned kDeepFool = methods::deepfool.bit + methods::refine.bit;
constexpr unsigned kOneInput = kDeepFool + methods::ddn.bit + methods::fgsm.bit + methods::pgd.bit +
                               methods::cw.bit + methods::lbfgs.bit;
constexpr unsigned kSteps = methods::refine.bit + methods::ddn.bit + methods::pgd.bit +
                            methods::cw.bit + methods::lbfgs.bit;
constexpr unsigned kUniversal = methods::universal.bit;
constexpr unsigned kCommonEpsilon = methods::common_epsilon.bit;

}  // namespace detail

inline constexpr Option norm{"norm",
                             OptionType::number,
                             kNoDefault,
                             1,
                             deepfool::detail::kInfinity,
                             false,
                             detail::kOneInput + detail::kUniversal,
                             "p of the l_p norm to keep small; if not given, the method's own"};
inline constexpr Option box{
    "box",
    OptionType::range,
    kNoDefault,
    -detail::kMost,
    detail::kMost,
    false,
    detail::kOneInput + detail::kCommonEpsilon,
    "the range that every pixel stays in (norms 1, 2 and infinity); if not given, there is none"};
inline constexpr Option target{
    "target",
    OptionType::class_number,
    kNoDefault,
    0,
    detail::kMostInteger,
    false,
    detail::kOneInput,
    "the class to reach; if not given, any other than the predicted one"};
inline constexpr Option candidates{
    "candidates",
    OptionType::integer,
    kNoDefault,
    2,
    detail::kMostInteger,
    false,
    detail::kDeepFool,
    "how many of the most likely classes are tried, the predicted one among them; if not given, "
    "all of up to 20 classes, and 10 of more"};
inline constexpr Option overshoot{
    "overshoot",
    OptionType::number,
    0.02,
    0,
    detail::kMost,
    false,
    detail::kDeepFool + detail::kUniversal,
    "eta: how much further than the boundary DeepFool goes, as a share of the way"};
inline constexpr Option max_iterations{"maxIterations",
                                       OptionType::integer,
                                       50,
                                       1,
                                       detail::kMostInteger,
                                       false,
                                       detail::kDeepFool + detail::kUniversal,
                                       "the most steps that DeepFool takes"};
inline constexpr Option steps{
    "steps",
    OptionType::integer,
    kNoDefault,
    1,
    detail::kMostInteger,
    false,
    detail::kSteps,
    "how many gradients a search takes; if not given, the method's own number"};
inline constexpr Option epsilon{
    "epsilon",
    OptionType::number,
    kNoDefault,
    0,
    detail::kMost,
    true,
    methods::fgsm.bit + methods::pgd.bit,
    "the length of fgsm's step, the radius of pgd's ball; if not given, the smallest that flips "
    "the input"};
inline constexpr Option path{"path",
                             OptionType::flag,
                             0,
                             0,
                             1,
                             false,
                             methods::deepfool.bit,
                             "whether the result has every iterate"};
inline constexpr Option radius{
    "radius",           OptionType::number,
    kNoDefault,         0,
    detail::kMost,      true,
    detail::kUniversal, "the largest norm of the perturbation; it must be given"};
inline constexpr Option fooling{"fooling",
                                OptionType::number,
                                0.8,
                                0,
                                1,
                                true,
                                detail::kUniversal,
                                "the share of the set to flip"};
inline constexpr Option epochs{
    "epochs",           OptionType::integer,           10, 1, detail::kMostInteger, false,
    detail::kUniversal, "the most passes over the set"};
inline constexpr Option share{"share",
                              OptionType::number,
                              0.9,
                              0,
                              1,
                              true,
                              detail::kCommonEpsilon,
                              "the share of the set to misclassify"};
inline constexpr Option single_precision{
    "singlePrecision",
    OptionType::flag,
    0,
    0,
    1,
    false,
    detail::kCommonEpsilon,
    "whether the gradient is worked out as software in float32 does, which saturates"};

}  // namespace options

/// All methods and all options, in the order in which they are to be listed.
const std::vector<const Method*>& all_methods();
const std::vector<const Option*>& all_options();

/// The options that a method takes.
std::vector<const Option*> options_of(const Method& method);

/// The method of a name, or null.
const Method* find_method(const std::string& name);

/// The whole table as one JSON object: {"methods": [{name, norms, norm, steps, wholeSet, meaning},
/// ...], "options": [{name, type, default, min, max, aboveMin, methods, meaning}, ...]}. Infinity
/// is the string "Infinity"; a default that there is not is null; norms is a list, or "any".
std::string options_as_json();

/// What a value in range is, as «a whole number of at least 1».
std::string wanted(bool integer, double min, double max, bool above_min);

/// What wanted() says of the values of an option.
std::string wanted(const Option& option);

/// Throws std::invalid_argument, which names the option, for a value out of its range.
template <const Option& option>
void check(double value) {
  if (!option.allows(value)) {
    refuse<std::invalid_argument>([] {
      return std::string(option.name) + ": give " +
             wanted(option.type == OptionType::integer, option.min, option.max, option.above_min);
    });
  }
}

/// Throws std::invalid_argument for a norm that the method cannot keep small.
template <const Method& method>
void check_norm(double norm) {
  if (!method.takes_norm(norm)) {
    refuse<std::invalid_argument>([] {
      return std::string("norm: ") + method.name + " goes with " +
             (method.norms == Norms::any        ? "p of at least 1"
              : method.norms == Norms::two      ? "the norm 2"
              : method.norms == Norms::infinity ? "the norm infinity"
                                                : "the norms 2 and infinity");
    });
  }
}

}  // namespace deepfool
