#pragma once

#include "attack/options.h"
#include "attack/search.h"

namespace deepfool {

struct CarliniWagnerOptions {
  std::optional<Bounds> box;
  std::optional<int> target;
  int steps = methods::cw.steps;  // of Adam, for each c
  int searches = 9;               // values of c
  double learning_rate = 0.01;    // in units of the box, or of the input's largest element
};

/// Carlini and Wagner's l_2 attack (S&P 2017, section V-A and VI-A), with confidence 0: Adam on
/// ||r||^2 + c max(f_k0 - max_{k != k0} f_k, 0), c found by bisection (from 1, times 10 while
/// nothing flips). In a box, x0 + r = (lo + hi) / 2 + (hi - lo) / 2 tanh(w) and Adam moves w;
/// without one it moves r.
class CarliniWagner : public Search {
 public:
  /// Throws std::invalid_argument for options out of range.
  CarliniWagner(Classifier& classifier, const CarliniWagnerOptions& options);

 private:
  bool begin() override;
  bool advance() override;
  void begin_search();
  void place();

  CarliniWagnerOptions options_;
  Eigen::ArrayXd w_;      // what Adam moves
  Eigen::ArrayXd start_;  // w at x0
  Eigen::ArrayXd slope_;  // d r / d w
  Eigen::ArrayXd first_;  // Adam's moments
  Eigen::ArrayXd second_;
  Eigen::VectorXd r_;
  Eigen::VectorXd gradient_;
  double middle_ = 0;  // of the box
  double half_ = 0;    // its width
  double scale_ = 1;
  double c_ = 1;
  double failed_ = 0;
  double flipped_ = 0;  // 0 while no c has flipped the input
  bool any_ = false;    // whether this c has
  int step_ = 0;
  int search_ = 0;
};

}  // namespace deepfool
