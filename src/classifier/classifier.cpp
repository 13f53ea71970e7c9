#include "classifier/classifier.h"

namespace deepfool {

void Classifier::pull_back_sum(const VectorRef& v, Eigen::Ref<Vector> g) {
  classes_.resize(static_cast<std::size_t>(classes()));
  for (std::size_t k = 0; k < classes_.size(); ++k) classes_[k] = static_cast<int>(k);
  pull_back_rows(classes_, all_);
  g.noalias() = all_.topRows(classes()).transpose() * v;
}

void softmax(const VectorRef& logits, Eigen::Ref<Vector> probabilities) {
  probabilities = (logits.array() - logits.maxCoeff()).exp();
  probabilities /= probabilities.sum();
}

}  // namespace deepfool
