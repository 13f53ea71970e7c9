#pragma once

#include <optional>

#include "classifier/classifier.h"

namespace deepfool {

/// The class that a number from a file or a caller names. Throws std::invalid_argument if it is not
/// a whole number from 0 to classes - 1.
int class_of_label(double label, Index classes);

/// The class that the classifier predicts for x (n elements); its C logits are written to f.
/// Nothing if an element of x or a logit is not finite, since the largest of such logits has no
/// meaning.
std::optional<int> predict(Classifier& classifier, const VectorRef& x, Vector& f);

}  // namespace deepfool
