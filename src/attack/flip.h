#pragma once

#include <optional>

#include "classifier/classifier.h"

namespace deepfool {

/// What the difference of two of the logits f (C, finite) may be wrong by, since they are sums in
/// float32: 48 eps max_k |f_k|, eps = 2^-23. flip.cpp says how that was measured.
double rounding_of(const VectorRef& f);

/// The class with the largest logit, class k left out; the first on ties.
int largest_other(const VectorRef& f, int k);

/// Whether the logits f (C, finite) are those of a flip: away from the class `label`, or, with a
/// target, to it. A flip is of the input, not of rounding, so that double precision and any other
/// order of summation agree with it: the margin f_k - f_label of the largest other logit k, or
/// f_target - f_k, must be above rounding_of(f).
bool flips(const VectorRef& f, int label, std::optional<int> target);

}  // namespace deepfool
