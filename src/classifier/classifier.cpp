#include "classifier/classifier.h"

namespace deepfool {

Vector softmax(const VectorRef& logits) {
  const Vector e = (logits.array() - logits.maxCoeff()).exp();
  return e / e.sum();
}

}  // namespace deepfool
