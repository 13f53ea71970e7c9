#include "cli/image_attack.h"

#include <chrono>

#include "cli/attack_options.h"
#include "cli/report.h"

namespace deepfool {

ImageAttack::ImageAttack(const Arguments& arguments, Network& network, Images& images)
    : network_(network),
      images_(images),
      spec_(parse_attack(arguments)),
      logits_(network.classes()) {
  const Target target = parse_target(arguments, network.classes());
  spec_.target = target.label;
  rank_ = target.rank;
  attack_ = make_attack(network, spec_);
  if (spec_.box) images.check_pixels(*spec_.box, "--box", true);
}

void ImageAttack::run(std::int64_t i) {
  images_.read(i, x_);
  if (rank_ != 0) {
    network_.logits(x_, logits_);
    spec_.target = class_of_rank(logits_, rank_);
    attack_ = make_attack(network_, spec_);
  }
  const auto begin = std::chrono::steady_clock::now();
  attack_->attack(x_);
  seconds_ += std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  rows_.push_back(row_of(x_, attack_->result(), images_.label(i)));
}

void ImageAttack::report() const { report_attacks(summarise(rows_), seconds_); }

}  // namespace deepfool
