// A classifier and its input, shared by the objects that work on it.
#pragma once

#include <cstdint>
#include <memory>

#include "classifier/classifier.h"

namespace deepfool::bindings {

/// The shape of an input, in the order of its elements: the column is the fastest.
struct InputShape {
  Index channels;
  Index height;
  Index width;
};

/// Owned by the classifier's own object and by those of its attacks and searches, whichever of them
/// JavaScript deletes last.
struct SharedClassifier {
  std::unique_ptr<Classifier> classifier;
  InputShape shape;
  std::int64_t parameters;
  std::int64_t multiply_adds;  // of one forward
  Vector input;                // n elements: JavaScript writes here what a call is to work on
  std::shared_ptr<SharedClassifier> parent;  // for a slice: the classifier that it runs
};

}  // namespace deepfool::bindings
