#include <chrono>
#include <cmath>
#include <limits>

#include "attack/method.h"
#include "attack/norm.h"
#include "cli/images.h"
#include "cli/json.h"
#include "cli/method_options.h"
#include "cli/numbers.h"
#include "cli/output_file.h"
#include "cli/print.h"
#include "cli/progress.h"
#include "robustness/certify/certificate.h"

namespace deepfool {

namespace {

constexpr double kSeconds = 0.5;
constexpr int kAttackSteps = 240;

double read_norm(const Arguments& arguments) {
  const double p = norm(arguments).value_or(2);
  if (p != 2 && !std::isinf(p)) throw UsageError("--norm: bounds go with l2 and linf");
  return p;
}

double read_seconds(const Arguments& arguments) {
  if (!arguments.has("--seconds")) return kSeconds;
  const auto value = parse_number(arguments.text("--seconds"));
  if (value && *value > 0 && std::isfinite(*value)) return *value;
  throw UsageError("--seconds '" + arguments.text("--seconds") + "': give a number above 0");
}

/// An attack that finds short perturbations: what the truth is at most.
std::unique_ptr<Attack> make_upper(Network& network, double p, std::optional<Bounds> bounds) {
  AttackSpec spec;
  spec.method = p == 2 ? methods::refine.name : methods::pgd.name;
  spec.norm = p;
  spec.box = bounds;
  spec.steps = kAttackSteps;
  return make_attack(network, spec);
}

/// Improves the bound until `seconds` are over. Returns how long it took.
double improve(certify::Certificate& certificate, const Vector& x, double seconds) {
  using Clock = std::chrono::steady_clock;
  const auto begin = Clock::now();
  const auto passed = [&] { return std::chrono::duration<double>(Clock::now() - begin).count(); };
  certificate.begin(x);
  while (certificate.step() && passed() < seconds) {
  }
  return passed();
}

int run(const Arguments& arguments) {
  const double p = read_norm(arguments);
  const double seconds = read_seconds(arguments);
  const std::unique_ptr<Network> network = read_model(arguments);
  Images images(arguments, *network);
  const std::optional<Bounds> bounds = box(arguments);
  if (bounds) images.check_pixels(*bounds, flag_of(options::box), false);
  std::optional<certify::Range> range;
  if (bounds) range = certify::Range{bounds->lo, bounds->hi};
  certify::Certificate certificate(certify::take_apart(*network), p, range);
  const std::unique_ptr<Attack> attack = make_upper(*network, p, bounds);
  std::optional<OutputFile> out;
  if (arguments.has("--json")) out.emplace(arguments.text("--json"));
  double time = 0;
  double lower = 0;  // sums over the images that were flipped
  double upper = 0;
  double share = 0;  // lower / upper
  std::int64_t flipped = 0;
  std::int64_t nothing = 0;
  {
    Progress progress(images.count());
    Vector x;
    for (std::int64_t i = images.first(); i < images.end(); ++i) {
      images.read(i, x);
      time += improve(certificate, x, seconds);
      nothing += certificate.radius() == 0;
      const AttackResult& result = attack->attack(x);
      std::optional<double> length;
      if (result.status == Status::flipped) {
        length = lp_norm(result.perturbation, p);
        lower += certificate.radius();
        upper += *length;
        share += certificate.radius() / *length;
        ++flipped;
      }
      if (out) {
        out->line("{\"index\":" + std::to_string(i) + ",\"label\":" + json(certificate.label()) +
                  ",\"lower\":" + json(certificate.radius()) + ",\"upper\":" + json(length) + "}");
      }
      progress.show(i - images.first());
    }
  }
  if (out) out->close();
  report("images", std::to_string(images.count()));
  report_if_any("no bound", nothing);
  const auto mean = [&](double sum) {
    return flipped == 0 ? std::nullopt : std::optional(sum / static_cast<double>(flipped));
  };
  report_mean("mean lower", mean(lower), "none flipped");
  report_mean("mean upper", mean(upper), "none flipped");
  report_mean("lower / upper", mean(share), "none flipped");
  report_time(time, images.count());
  return 0;
}

}  // namespace

Command certify_command() {
  const auto option = [](const Option& of, const std::string& value, const std::string& help) {
    return CommandOption{flag_of(of), value, help};
  };
  return {
      "certify", "Proves for each image that no smaller perturbation than a certain one flips it",
      joined(
          {image_options(),
           {option(options::norm, "l2|linf", "the norm of the perturbation (l2)"),
            option(options::box, "LO,HI",
                   "the range that every pixel stays in; if not given, there is none"),
            {"--seconds", "S", "how long a bound is improved, an image, if it still can be (0.5)"},
            {"--json", "FILE",
             "a JSON object an image: its class, the certified radius (lower), and the norm "
             "of the shortest perturbation that refine finds in l2, pgd in linf (upper)",
             ValueKind::output_file}}}),
      run};
}

}  // namespace deepfool
