#include "cli/image_attack.h"

#include <algorithm>
#include <chrono>

#include "classifier/label.h"
#include "cli/method_options.h"
#include "cli/numbers.h"

namespace deepfool {

namespace {

constexpr const char* kRank = "rank:";

/// The methods that attack one input.
std::vector<const Method*> image_methods() {
  std::vector<const Method*> all;
  for (const Method* method : all_methods()) {
    if (!method->whole_set) all.push_back(method);
  }
  return all;
}

const Method& read_method(const Arguments& arguments) {
  const std::string name = arguments.text("--method", methods::deepfool.name);
  const Method* const method = find_method(name);
  if (method == nullptr || method->whole_set) {
    std::string names;
    for (const Method* known : image_methods()) names += std::string(" ") + known->name;
    throw UsageError("--method '" + name + "': give one of" + names);
  }
  return *method;
}

/// The attack that a command line describes, without its target: that may be a rank, for which the
/// logits of each image are needed.
AttackSpec read_spec(const Arguments& arguments) {
  const Method& method = read_method(arguments);
  check_taken(arguments, method);
  AttackSpec spec;
  spec.method = method.name;
  spec.norm = norm(arguments);
  spec.box = box(arguments);
  spec.candidates = integer(arguments, options::candidates);
  spec.overshoot = number(arguments, options::overshoot);
  spec.max_iterations = integer(arguments, options::max_iterations);
  spec.steps = integer(arguments, options::steps);
  spec.epsilon = number(arguments, options::epsilon);
  spec.keep_path = flag(arguments, options::path);
  return spec;
}

/// The class with the rank-th largest logit (1: the predicted class); the first on ties.
int class_of_rank(const Vector& logits, int rank) {
  std::vector<int> order(static_cast<std::size_t>(logits.size()));
  for (std::size_t k = 0; k < order.size(); ++k) order[k] = static_cast<int>(k);
  std::stable_sort(order.begin(), order.end(), [&](int a, int b) { return logits[a] > logits[b]; });
  return order[static_cast<std::size_t>(rank - 1)];
}

}  // namespace

std::vector<CommandOption> image_attack_options() {
  std::string names;
  for (const Method* method : image_methods()) {
    names += (names.empty() ? "" : "; ") + std::string(method->name) + ": " + method->meaning;
  }
  std::vector<CommandOption> all = {
      {"--method", "NAME", names + " (" + methods::deepfool.name + ")"}};
  for (CommandOption option : method_options(image_methods())) {
    if (option.name == flag_of(options::target)) {
      option.value = "CLASS|rank:R";
      option.help += "; rank:R is the R-th most likely class of each image";
    }
    all.push_back(option);
  }
  return all;
}

ImageAttack::ImageAttack(const Arguments& arguments, Network& network)
    : network_(network), spec_(read_spec(arguments)), logits_(network.classes()) {
  read_target(arguments);
  attack_ = with_usage_errors([&] { return make_attack(network, spec_); });
}

void ImageAttack::check(Images& images) const {
  if (spec_.box) images.check_pixels(*spec_.box, flag_of(options::box), true);
}

void ImageAttack::read_target(const Arguments& arguments) {
  const std::string name = flag_of(options::target);
  if (!arguments.has(name)) return;
  const std::string& text = arguments.text(name);
  const Index classes = network_.classes();
  const bool ranked = text.rfind(kRank, 0) == 0;
  const auto value = parse_integer(ranked ? text.substr(std::string(kRank).size()) : text);
  if (ranked && value && *value >= 2 && *value <= classes) {
    rank_ = static_cast<int>(*value);
  } else if (!ranked && value && *value >= 0 && *value < classes) {
    spec_.target = static_cast<int>(*value);
  } else {
    throw UsageError(name + " '" + text + "': give a class, 0 to " + std::to_string(classes - 1) +
                     ", or rank:2 to rank:" + std::to_string(classes));
  }
}

void ImageAttack::run(const Vector& x, std::optional<int> label) {
  if (rank_ != 0 && predict(network_, x, logits_)) {
    spec_.target = class_of_rank(logits_, rank_);
    attack_ = make_attack(network_, spec_);
  }
  const auto begin = std::chrono::steady_clock::now();
  attack_->attack(x);
  seconds_ += std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  row_ = row_of(x, attack_->result(), label);
}

}  // namespace deepfool
