#pragma once

#include <optional>
#include <vector>

#include "robustness/certify/ball.h"
#include "robustness/certify/layers.h"
#include "robustness/certify/relaxation.h"
#include "robustness/certify/rows.h"

namespace deepfool::certify {

/// Linear functions of the network's input, each below a function of one of its tensors for every
/// input in a ball: value >= rows.A x + constant - error.
struct Below {
  Rows rows;
  VectorXd constant;
  VectorXd error;  // of rounding, an upper bound
};

/// CROWN: linear bounds of a network's tensors over a ball (Zhang, Weng, Chen, Hsieh and Daniel,
/// Efficient Neural Network Robustness Certification with General Activation Functions, 2018).
/// Going backward from a tensor, each ReLU on the way is replaced by a line below or above it;
/// these need bounds of the ReLU's input, which are found in the same way, from the first layer to
/// the last.
///
/// Rounding. What holds is said of the network in exact arithmetic with its float32 weights, while
/// all sums are taken in double. The coefficients of a step back are taken as they are, rounded, so
/// errors do not multiply: step by step, A y + c >= A' x + c' - e for all x in the ball, where e is
/// the rounding of A' = A W times |x|, and that of c'. It is at most g |A| (|W| |x| + |b|), with
/// g = 2^-53 times the number of terms of a sum (Higham, Accuracy and Stability of Numerical
/// Algorithms, 2002, 3.1), and |x| of each tensor has a bound over the ball. `error` is the sum of
/// these over all steps, with twice that g for what is rounded in e itself.
class Crown {
 public:
  /// `layers` must outlive this object.
  explicit Crown(const Layers& layers);

  /// Bounds the inputs of all ReLUs over a ball, and chooses their lines: `begin`, and then `step`
  /// until it returns false; `bound` is all of it. The ball must stay as it is as long as any of
  /// these functions is called.
  void begin(const Ball& ball);
  bool step();
  void bound(const Ball& ball);

  /// Functions of the input below functions of a tensor.
  Below below(int tensor, Rows rows) const;

  /// The least values of such functions over the ball, rounded downward.
  VectorXd least(const Below& below) const;

  /// The interval of a ReLU's input, and a ReLU's lines, as `bound` found them.
  const Interval& interval(int tensor) const { return *intervals_[index(tensor)]; }
  const Lines& lines(int tensor) const { return lines_[index(tensor)]; }

 private:
  static std::size_t index(int tensor) { return static_cast<std::size_t>(tensor); }
  void begin_affine();
  void bound_block();
  void end_affine();
  void bound_relu();
  Interval from_inputs() const;

  const Layers& layers_;
  const Ball* ball_ = nullptr;
  int tensor_ = 0;            // the one that is bounded
  Index bounded_ = 0;         // how many of its elements are
  double rounding_;           // g
  std::vector<char> needed_;  // for each tensor, whether a ReLU reads it
  // For each tensor: its interval, if it has one; the lines of the ReLU that makes it; the
  // largest |x| of its elements; and |W| |x| + |b| of the layer that makes it.
  std::vector<std::optional<Interval>> intervals_;
  std::vector<Lines> lines_;
  std::vector<VectorXd> largest_;
  std::vector<VectorXd> sizes_;
};

}  // namespace deepfool::certify
