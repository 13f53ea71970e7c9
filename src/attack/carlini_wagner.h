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
  Eigen::ArrayXd first_;  // Adam's first and second moments
  Eigen::ArrayXd second_;
  Eigen::VectorXd r_;
  Eigen::VectorXd gradient_;
  double middle_ = 0;   // of the box
  double half_ = 0;     // half of the box's width
  double scale_ = 1;    // what the learning rate is multiplied by
  double c_ = 1;        // of the search under way
  double failed_ = 0;   // the last c that did not flip the input
  double flipped_ = 0;  // the last c that flipped it; 0 while none has
  bool any_ = false;    // whether a point of the search under way has flipped
  int step_ = 0;        // of the search under way
  int search_ = 0;      // how many searches are over
};

}  // namespace deepfool
