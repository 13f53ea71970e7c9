#include "geometry/linearisation.h"

#include <numeric>
#include <stdexcept>

#include "classifier/refuse.h"

namespace deepfool {

Linearisation linearise(Classifier& classifier, const Eigen::Vector2d& x) {
  if (classifier.inputs() != 2) {
    refuse<std::invalid_argument>("linearise: the classifier does not have two inputs");
  }
  const Index classes = classifier.classes();
  Vector f(classes);
  classifier.logits(x.cast<float>(), f);
  std::vector<int> all(static_cast<std::size_t>(classes));
  std::iota(all.begin(), all.end(), 0);
  Jacobian J;
  classifier.jacobian(all, J);
  return {x, f.cast<double>(), J.topRows(classes).cast<double>()};
}

}  // namespace deepfool
