#pragma once

#include <memory>
#include <optional>
#include <string>

#include "attack/attack.h"
#include "attack/options.h"

namespace deepfool {

/// An attack on one input: the method's name, and the options that are given. See options.h for
/// what each option means, which methods take it, and its default.
struct AttackSpec {
  std::string method = methods::deepfool.name;
  std::optional<double> norm;
  std::optional<Bounds> box;
  std::optional<int> target;
  std::optional<int> candidates;
  std::optional<double> overshoot;
  std::optional<int> max_iterations;
  std::optional<int> steps;
  std::optional<double> epsilon;
  bool keep_path = options::path.default_value != 0;
};

/// Throws std::invalid_argument for an unknown method, and for options that are out of range or
/// that the method does not take. The classifier must outlive the attack.
std::unique_ptr<Attack> make_attack(Classifier& classifier, const AttackSpec& spec);

}  // namespace deepfool
