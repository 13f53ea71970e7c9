#pragma once

#include <Eigen/Core>
#include <vector>

#include "classifier/classifier.h"

namespace deepfool {

/// An orthonormal basis U (n x m) of what the m directions (n elements each) span: Gram-Schmidt,
/// twice, in double. Column 0 points along the first direction, column 1 along what the second one
/// adds to it, and so on. A direction that adds nothing (0, or along the ones before it, within
/// 1e-6 of its length) is replaced by the first unit vector that adds something. Throws
/// std::invalid_argument for no directions, more than n, different lengths, or numbers that are not
/// finite.
Eigen::MatrixXf orthonormal(const std::vector<Vector>& directions);

}  // namespace deepfool
