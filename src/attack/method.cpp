#include "attack/method.h"

#include <stdexcept>

#include "attack/carlini_wagner.h"
#include "attack/ddn.h"
#include "attack/deepfool.h"
#include "attack/fgsm.h"
#include "attack/lbfgs.h"
#include "attack/pgd.h"

namespace deepfool {

namespace {

constexpr int kRefineSteps = 60;

DeepFoolOptions deepfool_options(const AttackSpec& spec) {
  return {spec.norm,   spec.box,        spec.overshoot, spec.max_iterations,
          spec.target, spec.candidates, spec.keep_path};
}

/// All but DeepFool; out of line, since the part of the module that a page loads first goes without
/// them.
[[gnu::noinline]] std::unique_ptr<Attack> make_other(Classifier& classifier,
                                                     const AttackSpec& spec) {
  if (spec.steps < 0) throw std::invalid_argument("steps: give at least 1");
  if (spec.method == "fgsm") {
    return std::make_unique<Fgsm>(classifier, FgsmOptions{spec.box, spec.target, spec.epsilon});
  }
  if (spec.method == "pgd") {
    PgdOptions o{spec.norm, spec.box, spec.target, spec.epsilon};
    if (spec.steps != 0) o.steps = spec.steps;
    return std::make_unique<Pgd>(classifier, o);
  }
  if (spec.method == "refine" || spec.method == "ddn" || spec.method == "cw" ||
      spec.method == "lbfgs") {
    if (spec.norm != 2) throw std::invalid_argument(spec.method + ": it goes with the norm 2");
    if (spec.method == "refine") {
      return std::make_unique<Refine>(classifier, deepfool_options(spec),
                                      spec.steps != 0 ? spec.steps : kRefineSteps);
    }
    if (spec.method == "ddn") {
      DdnOptions o;
      o.box = spec.box;
      o.target = spec.target;
      if (spec.steps != 0) o.steps = spec.steps;
      return std::make_unique<Ddn>(classifier, o);
    }
    if (spec.method == "cw") {
      CarliniWagnerOptions o;
      o.box = spec.box;
      o.target = spec.target;
      if (spec.steps != 0) o.steps = spec.steps;
      return std::make_unique<CarliniWagner>(classifier, o);
    }
    LbfgsOptions o;
    o.box = spec.box;
    o.target = spec.target;
    if (spec.steps != 0) o.steps = spec.steps;
    return std::make_unique<Lbfgs>(classifier, o);
  }
  throw std::invalid_argument(
      "method '" + spec.method +
      "' is not known: there are deepfool, refine, ddn, fgsm, pgd, cw and lbfgs");
}

}  // namespace

std::unique_ptr<Attack> make_attack(Classifier& classifier, const AttackSpec& spec) {
  if (spec.method == "deepfool") {
    return std::make_unique<DeepFool>(classifier, deepfool_options(spec));
  }
  return make_other(classifier, spec);
}

}  // namespace deepfool
