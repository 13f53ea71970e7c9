#include "classifier/centres.h"

#include <stdexcept>
#include <utility>

#include "classifier/refuse.h"

namespace deepfool {

Affine nearest_centre(const std::vector<Eigen::Vector2f>& centres) {
  const auto classes = static_cast<Index>(centres.size());
  Eigen::MatrixXf W(classes, 2);
  Vector b(classes);
  for (Index k = 0; k < classes; ++k) {
    const Eigen::Vector2f& c = centres[static_cast<std::size_t>(k)];
    W.row(k) = 2 * c.transpose();
    b[k] = -c.squaredNorm();
  }
  return {W, b};
}

Planar steep_centres(const std::vector<Eigen::Vector2f>& centres,
                     const std::vector<float>& steepness) {
  if (centres.size() != steepness.size()) {
    refuse<std::invalid_argument>("steep_centres: give one steepness for each centre");
  }
  std::vector<Planar::Quadratic> logits;
  for (std::size_t k = 0; k < centres.size(); ++k) {
    const float a = steepness[k];
    logits.push_back(
        {-a * Eigen::Matrix2f::Identity(), 2 * a * centres[k], -a * centres[k].squaredNorm()});
  }
  return Planar(std::move(logits));
}

}  // namespace deepfool
