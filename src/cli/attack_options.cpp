#include "cli/attack_options.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "cli/numbers.h"

namespace deepfool {

namespace {

constexpr int kMostInt = std::numeric_limits<int>::max();
constexpr double kMost = std::numeric_limits<double>::max();

}  // namespace

std::vector<CommandOption> attack_options() {
  return {
      {"--method", "NAME",
       "deepfool (the default); refine: DeepFool, made smaller by DDN; ddn: decoupled direction "
       "and "
       "norm; fgsm: fast gradient sign; pgd: projected gradient; cw: Carlini and Wagner; lbfgs: "
       "Szegedy's box-constrained L-BFGS"},
      {"--norm", "l1|l2|linf|P", "the norm that is made small (l2); P is a number of at least 1"},
      {"--box", "none|LO,HI", "the range that every pixel stays in (none)"},
      {"--target", "CLASS|rank:R", "the class to reach, or the R-th most likely one of each image"},
      {"--overshoot", "X", "how much further than the boundary DeepFool goes (0.02)"},
      {"--max-iterations", "N", "DeepFool's limit (50)"},
      {"--candidates", "N",
       "how many of the most likely classes DeepFool tries, the predicted one among them (all of "
       "up "
       "to 20 classes, 10 of more)"},
      {"--steps", "N", "gradients of refine (60), ddn (1000), pgd (40), cw (200), lbfgs (40)"},
      {"--epsilon", "X", "of fgsm and pgd; if not given, the smallest that flips each image"},
  };
}

double parse_norm(const std::string& text) {
  if (text == "l1") return 1;
  if (text == "l2") return 2;
  if (text == "linf" || text == "inf") return std::numeric_limits<double>::infinity();
  const auto p = parse_number(text);
  if (!p || *p < 1) {
    throw UsageError("--norm '" + text + "': give l1, l2, linf or a number of at least 1");
  }
  return *p;
}

std::optional<Bounds> parse_box(const std::string& text) {
  if (text == "none") return std::nullopt;
  const std::size_t comma = text.find(',');
  if (comma != std::string::npos) {
    const auto lo = parse_number(text.substr(0, comma));
    const auto hi = parse_number(text.substr(comma + 1));
    if (lo && hi) {
      const Bounds box{static_cast<float>(*lo), static_cast<float>(*hi)};
      if (std::isfinite(box.lo) && std::isfinite(box.hi)) return box;
    }
  }
  throw UsageError("--box '" + text + "': give none, or two numbers with a comma, as 0,1");
}

AttackSpec parse_attack(const Arguments& arguments) {
  AttackSpec spec;
  spec.method = arguments.text("--method", spec.method);
  if (arguments.has("--norm")) spec.norm = parse_norm(arguments.text("--norm"));
  spec.box = parse_box(arguments.text("--box", "none"));
  const auto number = [&](const char* name) -> std::optional<double> {
    if (!arguments.has(name)) return std::nullopt;
    return arguments.number(name, 0, 0, kMost);
  };
  const auto integer = [&](const char* name) -> std::optional<int> {
    if (!arguments.has(name)) return std::nullopt;
    return static_cast<int>(arguments.integer(name, 0, 1, kMostInt));
  };
  spec.overshoot = number("--overshoot");
  spec.max_iterations = integer("--max-iterations");
  spec.candidates = integer("--candidates");
  spec.steps = integer("--steps");
  spec.epsilon = number("--epsilon");
  const std::string keep_path = arguments.text("--path", "no");
  if (keep_path != "yes" && keep_path != "no") {
    throw UsageError("--path '" + keep_path + "': give yes or no");
  }
  spec.keep_path = keep_path == "yes";
  return spec;
}

Target parse_target(const Arguments& arguments, Index classes) {
  Target target;
  if (!arguments.has("--target")) return target;
  const std::string& text = arguments.text("--target");
  const bool ranked = text.rfind("rank:", 0) == 0;
  const auto value = parse_integer(ranked ? text.substr(5) : text);
  if (ranked && value && *value >= 2 && *value <= classes) {
    target.rank = static_cast<int>(*value);
  } else if (!ranked && value && *value >= 0 && *value < classes) {
    target.label = static_cast<int>(*value);
  } else {
    throw UsageError("--target '" + text + "': give a class, 0 to " + std::to_string(classes - 1) +
                     ", or rank:2 to rank:" + std::to_string(classes));
  }
  return target;
}

int class_of_rank(const Vector& logits, int rank) {
  std::vector<int> order(static_cast<std::size_t>(logits.size()));
  for (std::size_t k = 0; k < order.size(); ++k) order[k] = static_cast<int>(k);
  std::stable_sort(order.begin(), order.end(), [&](int a, int b) { return logits[a] > logits[b]; });
  return order[static_cast<std::size_t>(rank - 1)];
}

}  // namespace deepfool
