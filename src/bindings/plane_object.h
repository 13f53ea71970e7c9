// Classifiers of the plane for JavaScript; what is asked of them is in ClassifierObject.
#pragma once

#include <memory>
#include <string>

#include "bindings/classifier_object.h"

namespace deepfool::bindings {

/// A classifier of the plane by the name of its kind, made of numbers: `line` of two points,
/// `centres` of a point for each class, `steep centres` of a point and a steepness for each, or a
/// curve of classifier/curve.h of its heights.
std::unique_ptr<ClassifierObject> plane_classifier(const std::string& kind, const val& numbers);

}  // namespace deepfool::bindings
