#pragma once

#include <string>
#include <vector>

#include "classifier/binary.h"

namespace deepfool {

/// Binary classifiers of the plane with a curved boundary, for figures that explain. By name, f at
/// x = (u, v):
///   bump       d + 0.22 d^2 with d = 1.2 - 0.95 exp(-((u - 0.6) / 0.9)^2) - v
///   ellipse    (u / 2.4)^2 + (v / 1.5)^2 - 1
///   wave       sin(1.4 u) - v
///   hyperbola  u v - 0.8
///   bent       s(u) - v with s the spline through `heights` at u = -3.5, ..., 3.5, evenly
/// Only `bent` takes heights. Throws std::invalid_argument for another name, and for heights that
/// make no spline.
Binary curve(const std::string& name, const std::vector<double>& heights = {});

}  // namespace deepfool
