#pragma once

#include <optional>
#include <string>
#include <vector>

#include "attack/method.h"
#include "cli/arguments.h"

namespace deepfool {

/// --method, and what can be said of an attack.
std::vector<CommandOption> attack_options();

/// The norm that l1, l2, linf or a number of at least 1 names. Throws UsageError.
double parse_norm(const std::string& text);

/// The box of «none» or «LO,HI». Throws UsageError.
std::optional<Bounds> parse_box(const std::string& text);

/// The attack that the options describe, but for its target. Throws UsageError.
AttackSpec parse_attack(const Arguments& arguments);

/// The class to reach: `label` for all images, or the rank-th most likely one of each.
struct Target {
  std::optional<int> label;
  int rank = 0;  // 0: none; 1 would be the predicted class
};

/// Throws UsageError for a --target that is no class and no rank.
Target parse_target(const Arguments& arguments, Index classes);

/// The class of a rank (1: the predicted one), the first on ties.
int class_of_rank(const Vector& logits, int rank);

}  // namespace deepfool
