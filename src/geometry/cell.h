#pragma once

#include <optional>
#include <vector>

#include "geometry/linearisation.h"
#include "geometry/polygon.h"

namespace deepfool {

/// Where the linearised logit of class k is the largest, in a rectangle. Beyond each side is the
/// class that takes over there, or -1 beyond the rectangle.
Polygon cell(const Linearisation& linear, int k, const Rectangle& rectangle);

/// The linearised boundary between class k0 and another class k: the line f'_k + w_k . (z - x) = 0
/// with f'_k = f_k - f_k0 and w_k = J_k - J_k0.
struct Face {
  int beyond = -1;              // k
  double gap = 0;               // |f'_k|
  double dual = 0;              // ||w_k||_q
  Eigen::Vector2d w;            // w_k
  double distance = 0;          // |f'_k| / ||w_k||_q, in l_p; infinite where w_k = 0
  Eigen::Vector2d r;            // DeepFool's step, the shortest in l_p
  Segment touch;                // the ends of the set of all nearest points
  std::optional<Segment> line;  // the part of the line in the rectangle
};

/// The boundaries of class k0 with all others, in the order of the classes. In l_1 and l_infinity
/// the nearest points may be a segment: the l_p ball around x touches the line with a whole side.
/// Throws std::invalid_argument for p other than 1, 2 and infinity, and for a k0 that is no class.
std::vector<Face> faces(const Linearisation& linear, int k0, double p, const Rectangle& rectangle);

/// The line where the linearised difference to class k is `share` times what it is at x, in the
/// rectangle: 1 is the line through x, 0 the linearised boundary.
std::optional<Segment> level(const Linearisation& linear, const Face& face, double share,
                             const Rectangle& rectangle);

}  // namespace deepfool
