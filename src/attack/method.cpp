#include "attack/method.h"

#include <stdexcept>

#include "attack/carlini_wagner.h"
#include "attack/ddn.h"
#include "attack/deepfool.h"
#include "attack/fgsm.h"
#include "attack/lbfgs.h"
#include "attack/pgd.h"
#include "attack/refine.h"

namespace deepfool {

namespace {

[[noreturn, gnu::noinline, gnu::cold]] void refuse_option(const char* option, const char* method) {
  throw std::invalid_argument(std::string(option) + ": " + method + " does not take it");
}

template <const Method& method, const Option& option>
void check_taken(bool given) {
  if (given && !option.taken_by(method)) refuse_option(option.name, method.name);
}

/// Throws std::invalid_argument for a given option that the method does not take.
template <const Method& method>
void check_taken(const AttackSpec& spec) {
  if (spec.norm) check_norm<method>(*spec.norm);
  check_taken<method, options::candidates>(spec.candidates.has_value());
  check_taken<method, options::overshoot>(spec.overshoot.has_value());
  check_taken<method, options::max_iterations>(spec.max_iterations.has_value());
  check_taken<method, options::steps>(spec.steps.has_value());
  check_taken<method, options::epsilon>(spec.epsilon.has_value());
  check_taken<method, options::path>(spec.keep_path);
}

/// Sets the options that most methods have.
template <class Options>
void fill(const AttackSpec& spec, Options& o) {
  o.box = spec.box;
  o.target = spec.target;
  o.steps = spec.steps.value_or(o.steps);
}

DeepFoolOptions deepfool_options(const AttackSpec& spec) {
  DeepFoolOptions o;
  o.norm = spec.norm.value_or(o.norm);
  o.box = spec.box;
  o.target = spec.target;
  o.candidates = spec.candidates;
  o.overshoot = spec.overshoot.value_or(o.overshoot);
  o.max_iterations = spec.max_iterations.value_or(o.max_iterations);
  o.keep_path = spec.keep_path;
  return o;
}

std::unique_ptr<Attack> make_refine(Classifier& classifier, const AttackSpec& spec) {
  check_taken<methods::refine>(spec);
  return std::make_unique<Refine>(classifier, deepfool_options(spec),
                                  spec.steps.value_or(methods::refine.steps));
}

std::unique_ptr<Attack> make_ddn(Classifier& classifier, const AttackSpec& spec) {
  check_taken<methods::ddn>(spec);
  DdnOptions o;
  fill(spec, o);
  return std::make_unique<Ddn>(classifier, o);
}

std::unique_ptr<Attack> make_fgsm(Classifier& classifier, const AttackSpec& spec) {
  check_taken<methods::fgsm>(spec);
  FgsmOptions o;
  o.box = spec.box;
  o.target = spec.target;
  o.epsilon = spec.epsilon;
  return std::make_unique<Fgsm>(classifier, o);
}

std::unique_ptr<Attack> make_pgd(Classifier& classifier, const AttackSpec& spec) {
  check_taken<methods::pgd>(spec);
  PgdOptions o;
  fill(spec, o);
  o.norm = spec.norm.value_or(o.norm);
  o.epsilon = spec.epsilon;
  return std::make_unique<Pgd>(classifier, o);
}

std::unique_ptr<Attack> make_cw(Classifier& classifier, const AttackSpec& spec) {
  check_taken<methods::cw>(spec);
  CarliniWagnerOptions o;
  fill(spec, o);
  return std::make_unique<CarliniWagner>(classifier, o);
}

std::unique_ptr<Attack> make_lbfgs(Classifier& classifier, const AttackSpec& spec) {
  check_taken<methods::lbfgs>(spec);
  LbfgsOptions o;
  fill(spec, o);
  return std::make_unique<Lbfgs>(classifier, o);
}

/// The attacks but DeepFool.
constexpr struct {
  const char* name;
  std::unique_ptr<Attack> (*make)(Classifier&, const AttackSpec&);
} kOthers[] = {{methods::refine.name, make_refine}, {methods::ddn.name, make_ddn},
               {methods::fgsm.name, make_fgsm},     {methods::pgd.name, make_pgd},
               {methods::cw.name, make_cw},         {methods::lbfgs.name, make_lbfgs}};

/// Makes any attack but DeepFool. Not inlined: the part of the module that a page loads first does
/// not have these attacks.
[[gnu::noinline]] std::unique_ptr<Attack> make_other(Classifier& classifier,
                                                     const AttackSpec& spec) {
  std::string known = methods::deepfool.name;
  for (const auto& other : kOthers) {
    if (spec.method == other.name) return other.make(classifier, spec);
    known += std::string(", ") + other.name;
  }
  throw std::invalid_argument("method '" + spec.method + "' is not known: there are " + known);
}

}  // namespace

std::unique_ptr<Attack> make_attack(Classifier& classifier, const AttackSpec& spec) {
  if (spec.method != methods::deepfool.name) return make_other(classifier, spec);
  check_taken<methods::deepfool>(spec);
  return std::make_unique<DeepFool>(classifier, deepfool_options(spec));
}

}  // namespace deepfool
