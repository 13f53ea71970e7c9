#pragma once

#include <memory>

#include "attack/method.h"
#include "cli/arguments.h"
#include "cli/images.h"
#include "robustness/row.h"

namespace deepfool {

/// --method, and the options of the methods that attack one image.
std::vector<CommandOption> image_attack_options();

/// The attack that a command line describes, on one image after the other.
class ImageAttack {
 public:
  /// Throws UsageError for options that cannot be or that the method does not take, and
  /// std::runtime_error for an image outside the box. All must outlive this object.
  ImageAttack(const Arguments& arguments, Network& network, Images& images);

  /// Attacks image i of the file.
  void run(std::int64_t i);

  // Of the last image: itself, what was found, and both in short.
  const Vector& image() const { return x_; }
  const AttackResult& result() const { return attack_->result(); }
  const Row& row() const { return rows_.back(); }

  /// The attack's options, with the target that the last image had.
  const AttackSpec& spec() const { return spec_; }

  /// The summary of all images so far, on standard output.
  void report() const;

 private:
  void read_target(const Arguments& arguments);

  Network& network_;
  Images& images_;
  AttackSpec spec_;
  int rank_ = 0;  // of the class to reach, in each image's own logits; 0: it is spec_.target
  std::unique_ptr<Attack> attack_;
  Vector x_;
  Vector logits_;
  std::vector<Row> rows_;
  double seconds_ = 0;  // that the attacks took
};

}  // namespace deepfool
