#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "attack/method.h"
#include "cli/arguments.h"
#include "cli/images.h"
#include "robustness/row.h"

namespace deepfool {

/// The option --method, and the options of the methods that attack one image.
std::vector<CommandOption> image_attack_options();

/// The attack that a command line describes, on one image after the other.
class ImageAttack {
 public:
  /// Throws UsageError for options out of range or that the method does not take. The network must
  /// outlive this object.
  ImageAttack(const Arguments& arguments, Network& network);

  /// Throws std::runtime_error if one of the images lies outside the attack's box.
  void check(Images& images) const;

  /// Attacks an image (n elements). `label` is its class, where it is known.
  void run(const Vector& x, std::optional<int> label);

  // What the last attack found, and its row.
  const AttackResult& result() const { return attack_->result(); }
  const Row& row() const { return row_; }

  /// The attack's options, with the target that the last image had.
  const AttackSpec& spec() const { return spec_; }

  /// How long all attacks took together.
  double seconds() const { return seconds_; }

 private:
  void read_target(const Arguments& arguments);

  Network& network_;
  AttackSpec spec_;
  int rank_ = 0;  // of the class to reach among each image's logits; 0: spec_.target is for all
  std::unique_ptr<Attack> attack_;
  Vector logits_;
  Row row_;
  double seconds_ = 0;
};

}  // namespace deepfool
