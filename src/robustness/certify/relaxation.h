#pragma once

#include "robustness/certify/layers.h"

namespace deepfool::certify {

/// What the elements of a tensor lie between.
struct Interval {
  VectorXd lower;
  VectorXd upper;
};

/// Two lines for each element of a ReLU, as long as its input x lies in an interval:
///   lower_slope x <= max(x, 0) <= upper_slope x + upper_constant.
/// They hold in exact arithmetic: slopes may be rounded in any way, and the constant is rounded
/// upward for the slopes that there are.
struct Lines {
  VectorXd lower_slope;
  VectorXd upper_slope;
  VectorXd upper_constant;
};

/// Above, the chord; below, x or 0, whichever leaves less area (CROWN's choice).
Lines relax(const Interval& x);

}  // namespace deepfool::certify
