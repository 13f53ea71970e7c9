#pragma once

#include <cstdint>
#include <memory>
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
  /// Throws UsageError for options out of range or that the method does not take, and
  /// std::runtime_error for an image outside the box. The network and the images must outlive this
  /// object.
  ImageAttack(const Arguments& arguments, Network& network, Images& images);

  /// Attacks image i of the file.
  void run(std::int64_t i);

  // The image that was attacked last, the attack's result, and the row of that.
  const Vector& image() const { return x_; }
  const AttackResult& result() const { return attack_->result(); }
  const Row& row() const { return rows_.back(); }

  /// The attack's options, with the target that the last image had.
  const AttackSpec& spec() const { return spec_; }

  /// Prints the summary of all images so far to standard output.
  void report() const;

 private:
  void read_target(const Arguments& arguments);

  Network& network_;
  Images& images_;
  AttackSpec spec_;
  int rank_ = 0;  // of the class to reach among each image's logits; 0: spec_.target is for all
  std::unique_ptr<Attack> attack_;
  Vector x_;
  Vector logits_;
  std::vector<Row> rows_;
  double seconds_ = 0;  // how long the attacks took together
};

}  // namespace deepfool
