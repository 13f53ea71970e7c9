#include <cmath>
#include <cstdio>

#include "attack/norm.h"
#include "attack/quantise.h"
#include "cli/image_attack.h"
#include "cli/json.h"
#include "cli/output_file.h"
#include "cli/print.h"
#include "cli/progress.h"

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

/// What an attack on an image found, as a JSON object without its closing brace: the caller may add
/// to it.
std::string attack_json(std::int64_t index, const Row& row, const AttackResult& result,
                        const AttackSpec& spec) {
  std::string s = "{\"index\":" + std::to_string(index) + ",\"label\":" + json(row.label) +
                  ",\"predicted\":" + json(row.predicted) +
                  ",\"adversarial\":" + (row.predicted ? json(row.adversarial) : "null") +
                  ",\"iterations\":" + std::to_string(row.iterations) + ",\"status\":\"" +
                  name(row.status) + "\",\"l2\":" + json(row.l2) + ",\"linf\":" + json(row.linf) +
                  ",\"l1\":" + json(row.l1) + ",\"relative_l2\":" + json(row.relative_l2);
  if (spec.norm && *spec.norm != 1 && *spec.norm != 2 && !std::isinf(*spec.norm)) {
    s += ",\"lp\":" + json(lp_norm(result.perturbation, *spec.norm));
  }
  s += ",\"logits\":" + json(result.logits);
  if (spec.keep_path) s += ",\"path\":" + path_json(result.path);
  return s;
}

/// Writes the pictures of --quantise, and counts how many flip and how much longer they made the
/// perturbations.
class Pictures {
 public:
  Pictures(const std::string& path, const std::vector<std::int64_t>& dims)
      : file_(path, IdxType::uint8, dims) {}

  /// Writes the picture of the last attack. Returns it as JSON.
  std::string add(Network& network, const Vector& x, const ImageAttack& attack) {
    const AttackResult& result = attack.result();
    const AttackSpec& spec = attack.spec();
    const Quantised picture =
        quantise(network, x, result.perturbation, result.label, spec.target, spec.norm.value_or(2));
    const Vector bytes = picture.pixels * 255.0F;
    file_.write(bytes);
    ++count_;
    flipped_ += picture.flipped;
    if (picture.flipped && result.status == Status::flipped) {
      ++costed_;
      cost_ += picture.l2 / picture.l2_before;
    }
    return std::string("{\"flipped\":") + (picture.flipped ? "true" : "false") +
           ",\"adversarial\":" + json(picture.adversarial) + ",\"levels\":" + json(picture.levels) +
           ",\"boxed\":" + (picture.boxed ? "true" : "false") + ",\"l2\":" + json(picture.l2) + "}";
  }

  /// The exit code: not 0 if some picture does not flip.
  int finish() {
    file_.close();
    report("saved, flips", percent(static_cast<double>(flipped_) / static_cast<double>(count_)));
    report("mean l2 saved",
           costed_ == 0 ? "none flipped"
                        : fixed(cost_ / static_cast<double>(costed_), 4) + " times that of r");
    if (flipped_ == count_) return 0;
    std::fprintf(stderr, "deepfool: %lld of %lld quantised pictures do not flip\n",
                 static_cast<long long>(count_ - flipped_), static_cast<long long>(count_));
    return 1;
  }

 private:
  IdxWriter file_;
  std::int64_t count_ = 0;
  std::int64_t flipped_ = 0;
  std::int64_t costed_ = 0;  // images where both the perturbation and the picture flip
  double cost_ = 0;          // the sum, over these, of the picture's l_2 norm / the perturbation's
};

int run(const Arguments& arguments) {
  const std::unique_ptr<Network> network = read_model(arguments);
  Images images(arguments, *network);
  ImageAttack attack(arguments, *network);
  attack.check(images);
  if (arguments.has("--quantise")) images.check_pixels({0, 1}, "--quantise", false);

  OutputFile out(arguments.text("--out"));
  const std::vector<std::int64_t> dims = images.dims(images.count());
  std::optional<IdxWriter> perturbations;
  if (arguments.has("--perturbations")) {
    perturbations.emplace(arguments.text("--perturbations"), IdxType::float32, dims);
  }
  std::optional<Pictures> pictures;
  if (arguments.has("--quantise")) pictures.emplace(arguments.text("--quantise"), dims);
  Vector x;
  std::vector<Row> rows;
  {
    Progress progress(images.count());
    for (std::int64_t i = images.first(); i < images.end(); ++i) {
      images.read(i, x);
      attack.run(x, images.label(i));
      rows.push_back(attack.row());
      const AttackResult& result = attack.result();
      std::string line = attack_json(i, attack.row(), result, attack.spec());
      if (pictures) line += ",\"quantised\":" + pictures->add(*network, x, attack);
      out.line(line + "}");
      if (perturbations) perturbations->write(result.perturbation);
      progress.show(i - images.first());
    }
  }
  out.close();
  if (perturbations) perturbations->close();
  report_attacks(summarise(rows), images.count());
  report_time(attack.seconds(), images.count());
  return pictures ? pictures->finish() : 0;
}

}  // namespace

Command attack_command() {
  return {"attack", "Perturbs each image until its class changes, and writes what was found",
          joined({image_options(),
                  {labels_option()},
                  image_attack_options(),
                  {{"--out", "FILE", "one JSON object an image: what was found",
                    ValueKind::output_file, true},
                   {"--perturbations", "FILE", "the perturbations, as IDX float32",
                    ValueKind::output_file},
                   {"--quantise", "FILE",
                    "the perturbed images at 8 bits a pixel, each gone as far as it must to flip "
                    "once rounded (pixels in [0, 1]), as IDX uint8",
                    ValueKind::output_file}}}),
          run};
}

}  // namespace deepfool
