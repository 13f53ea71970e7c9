// ONNX files for JavaScript: classifiers from them, and what they say of themselves.
#pragma once

#include <memory>

#include "bindings/classifier_object.h"

namespace deepfool::bindings {

/// From the bytes of an ONNX file that has all its weights inside.
std::unique_ptr<ClassifierObject> load(const val& onnx);

/// From the bytes of an ONNX file, and those of the files beside it that have its weights: an
/// object from their names, as the model has them or without folders, to their bytes.
std::unique_ptr<ClassifierObject> load_with_data(const val& onnx, const val& data);

/// {bytes, data} -> what an ONNX file says of itself (network/onnx/describe.h): an array of what
/// wrote it, the operator set, the names of the operators, how many nodes there are of each, and
/// the classes' names.
val described(const val& request);

/// {text} -> the names in a list of classes that somebody has written.
val class_names(const val& request);

}  // namespace deepfool::bindings
