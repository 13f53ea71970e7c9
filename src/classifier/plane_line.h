#pragma once

#include <Eigen/Core>
#include <optional>

#include "classifier/slice.h"

namespace deepfool {

/// A line of the plane: point + t direction.
struct PlaneLine {
  Eigen::Vector2d point;      // the one that was asked to be near
  Eigen::Vector2d direction;  // of length 1; the class to be left is on its left
};

/// Where two linear logits of the plane are equal: {z : (W_c - W_k) z + b_c - b_k = 0}, W being C x
/// 2. Its `point` is the line's nearest to `near`. None if the logits differ by a constant.
std::optional<PlaneLine> boundary_line(const Slice::Linear& linear, int c, int k,
                                       const Eigen::Vector2d& near);

}  // namespace deepfool
