#include "classifier/label.h"

#include <cmath>
#include <sstream>
#include <stdexcept>

namespace deepfool {

int class_of_label(double label, Index classes) {
  if (label >= 0 && label < static_cast<double>(classes) && label == std::floor(label)) {
    return static_cast<int>(label);
  }
  std::ostringstream why;
  why << "label " << label << ": the classes are 0 to " << classes - 1;
  throw std::invalid_argument(why.str());
}

std::optional<int> predict(Classifier& classifier, const VectorRef& x, Vector& f) {
  f.resize(classifier.classes());
  classifier.logits(x, f);
  if (!x.allFinite() || !f.allFinite()) return std::nullopt;
  return predicted_class(f);
}

}  // namespace deepfool
