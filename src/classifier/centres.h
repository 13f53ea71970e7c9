#pragma once

#include <vector>

#include "classifier/affine.h"
#include "classifier/planar.h"

namespace deepfool {

/// The classifier of the plane whose class is that of the nearest centre: f_k(x) = 2 c_k . x -
/// |c_k|^2, which is |x|^2 - |x - c_k|^2 and affine. Its cells are the Voronoi cells of the
/// centres.
Affine nearest_centre(const std::vector<Eigen::Vector2f>& centres);

/// The same with a steepness a_k for each class: f_k(x) = -a_k |x - c_k|^2. Boundaries between
/// classes of different steepness are circles.
Planar steep_centres(const std::vector<Eigen::Vector2f>& centres,
                     const std::vector<float>& steepness);

}  // namespace deepfool
