#include <chrono>
#include <cmath>

#include "attack/norm.h"
#include "attack/quantise.h"
#include "cli/attack_options.h"
#include "cli/files.h"
#include "cli/images.h"
#include "cli/json.h"
#include "cli/progress.h"
#include "cli/report.h"
#include "robustness/summary.h"

namespace deepfool {

namespace {

std::string path_json(const std::vector<Iterate>& path) {
  std::string s = "[";
  for (const Iterate& iterate : path) {
    if (s.size() > 1) s += ",";
    s += "{\"logits\":" + json(iterate.logits) + ",\"chosen\":" + std::to_string(iterate.chosen) +
         ",\"step\":" + json(iterate.step) + "}";
  }
  return s + "]";
}

std::string picture_json(const Quantised& picture) {
  return std::string("{\"flipped\":") + (picture.flipped ? "true" : "false") +
         ",\"adversarial\":" + json_class(picture.adversarial) +
         ",\"stretch\":" + json(picture.stretch) + ",\"l2\":" + json(picture.l2) + "}";
}

/// What is known of the attack, without the closing brace; norm is the p that was asked for.
std::string attack_json(std::int64_t index, const Row& row, const AttackResult& result,
                        double norm) {
  std::string s = "{\"index\":" + std::to_string(index) + ",\"label\":" + json_class(row.label) +
                  ",\"predicted\":" + json_class(row.predicted) +
                  ",\"adversarial\":" + json_class(row.adversarial) +
                  ",\"iterations\":" + std::to_string(row.iterations) + ",\"status\":\"" +
                  name(row.status) + "\",\"l2\":" + json(row.l2) + ",\"linf\":" + json(row.linf) +
                  ",\"l1\":" + json(row.l1) +
                  ",\"relative_l2\":" + (row.relative_l2 ? json(*row.relative_l2) : "null");
  if (norm != 1 && norm != 2 && !std::isinf(norm)) {
    s += ",\"lp\":" + json(lp_norm(result.perturbation, norm));
  }
  return s + ",\"logits\":" + json(result.logits);
}

/// The pictures of --quantise, and what they cost.
class Pictures {
 public:
  Pictures(const std::string& path, const std::vector<std::int64_t>& dims)
      : file_(path, IdxType::uint8, dims) {}

  Quantised add(Network& network, const Vector& x, const AttackResult& result,
                std::optional<int> target) {
    Quantised picture = quantise(network, x, result.perturbation, result.label, target);
    const Vector bytes = picture.pixels * 255.0F;
    file_.write(bytes.data(), static_cast<std::size_t>(bytes.size()));
    if (result.status == Status::flipped) {
      ++attacked_;
      flipped_ += picture.flipped;
      if (picture.flipped) stretch_ += picture.l2 / picture.l2_before;
    }
    return picture;
  }

  void close() {
    file_.close();
    if (attacked_ == 0) return;
    report("saved, flips", percent(static_cast<double>(flipped_) / static_cast<double>(attacked_)));
    if (flipped_ == 0) return;
    report("mean l2 saved",
           fixed(stretch_ / static_cast<double>(flipped_), 4) + " times that of r");
  }

 private:
  IdxWriter file_;
  std::int64_t attacked_ = 0;
  std::int64_t flipped_ = 0;
  double stretch_ = 0;
};

void report_attacks(const Summary& summary, double seconds) {
  report("images", std::to_string(summary.count));
  const auto apart = [](const char* name, std::int64_t count) {
    if (count != 0) report(name, std::to_string(count));
  };
  apart("already target", summary.already_target);
  apart("not finite", summary.not_finite);
  apart("zero norm", summary.zero_norm);
  report("success", summary.success ? percent(*summary.success) : "none attacked");
  if (summary.test_error) report("test error", percent(*summary.test_error));
  report("rho_adv", fixed(summary.rho_adv, 4));
  report("rho_adv_inf", fixed(summary.rho_adv_inf, 4));
  report("mean l2", fixed(summary.l2, 4));
  report("mean linf", fixed(summary.linf, 4));
  report("mean l1", fixed(summary.l1, 4));
  report("mean iterations", fixed(summary.iterations, 3));
  report("ms an image", fixed(1000 * seconds / static_cast<double>(summary.count), 3));
}

int attack(const Arguments& arguments) {
  const std::unique_ptr<Network> network = read_model(arguments);
  Images images(arguments, *network);
  AttackSpec spec = parse_attack(arguments);
  const std::string keep_path = arguments.text("--path", "no");
  if (keep_path != "yes" && keep_path != "no") {
    throw UsageError("--path '" + keep_path + "': give yes or no");
  }
  spec.keep_path = keep_path == "yes";
  const Target target = parse_target(arguments, network->classes());
  spec.target = target.label;
  std::unique_ptr<Attack> attack = make_attack(*network, spec);

  const Shape picture = network->picture();
  const std::vector<std::int64_t> dims = {images.count(), picture.channels * picture.height,
                                          picture.width};
  TextFile out(arguments.text("--out"));
  std::unique_ptr<IdxWriter> perturbations;
  if (arguments.has("--perturbations")) {
    perturbations =
        std::make_unique<IdxWriter>(arguments.text("--perturbations"), IdxType::float32, dims);
  }
  std::unique_ptr<Pictures> pictures;
  if (arguments.has("--quantise")) {
    pictures = std::make_unique<Pictures>(arguments.text("--quantise"), dims);
  }

  std::vector<Row> rows;
  Vector x;
  Vector logits(network->classes());
  double seconds = 0;
  {
    Progress progress(images.count());
    for (std::int64_t i = images.first(); i < images.end(); ++i) {
      images.read(i, x);
      if (target.rank != 0) {
        network->logits(x, logits);
        spec.target = class_of_rank(logits, target.rank);
        attack = make_attack(*network, spec);
      }
      const auto begin = std::chrono::steady_clock::now();
      const AttackResult& result = attack->attack(x);
      seconds += std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
      rows.push_back(row_of(x, result, images.label(i)));
      std::string line = attack_json(i, rows.back(), result, spec.norm);
      if (pictures) {
        line += ",\"quantised\":" + picture_json(pictures->add(*network, x, result, spec.target));
      }
      if (spec.keep_path) line += ",\"path\":" + path_json(result.path);
      out.line(line + "}");
      if (perturbations) {
        perturbations->write(result.perturbation.data(),
                             static_cast<std::size_t>(result.perturbation.size()));
      }
      progress.show(i - images.first());
    }
  }
  out.close();
  if (perturbations) perturbations->close();
  report_attacks(summarise(rows), seconds);
  if (pictures) pictures->close();
  return 0;
}

}  // namespace

Command attack_command() {
  return {"attack", "Perturbs each image until its class changes",
          joined({image_options(),
                  {labels_option()},
                  attack_options(),
                  {{"--out", "FILE", "one JSON object an image: what was found",
                    ValueKind::output_file, true},
                   {"--path", "yes|no",
                    "yes: with DeepFool's iterates: logits, chosen class, length of the step (no)"},
                   {"--perturbations", "FILE", "the perturbations, as IDX float32",
                    ValueKind::output_file},
                   {"--quantise", "FILE",
                    "the perturbed images at 8 bits a pixel, each gone as far as it must to flip "
                    "once rounded (pixels in [0, 1]), as IDX uint8",
                    ValueKind::output_file}}}),
          attack};
}

}  // namespace deepfool
