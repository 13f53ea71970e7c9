#include "classifier/label.h"

#include <cmath>
#include <stdexcept>
#include <string>

#include "classifier/number_text.h"
#include "classifier/refuse.h"

namespace deepfool {

int class_of_label(double label, Index classes) {
  if (label >= 0 && label < static_cast<double>(classes) && label == std::floor(label)) {
    return static_cast<int>(label);
  }
  refuse<std::invalid_argument>([&] {
    return "label " + number_text(label) + ": the classes are 0 to " + std::to_string(classes - 1);
  });
}

std::optional<int> predict(Classifier& classifier, const VectorRef& x, Vector& f) {
  f.resize(classifier.classes());
  classifier.logits(x, f);
  if (!x.allFinite() || !f.allFinite()) return std::nullopt;
  return predicted_class(f);
}

}  // namespace deepfool
