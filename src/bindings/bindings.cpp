// All that the module offers to JavaScript. web/engine/core.js wraps it; nothing else should use
// it.

#include <emscripten/bind.h>

#include "bindings/attack_object.h"
#include "bindings/classifier_object.h"
#include "bindings/digit_object.h"
#include "bindings/model_object.h"
#include "bindings/plane_object.h"
#include "bindings/report_object.h"
#include "bindings/search_object.h"

using namespace deepfool::bindings;
using emscripten::class_;
using emscripten::function;

EMSCRIPTEN_BINDINGS(deepfool) {
  emscripten::value_object<AttackOptions>("AttackOptions")
      .field("method", &AttackOptions::method)
      .field("norm", &AttackOptions::norm)
      .field("boxed", &AttackOptions::boxed)
      .field("lo", &AttackOptions::lo)
      .field("hi", &AttackOptions::hi)
      .field("overshoot", &AttackOptions::overshoot)
      .field("maxIterations", &AttackOptions::max_iterations)
      .field("target", &AttackOptions::target)
      .field("candidates", &AttackOptions::candidates)
      .field("steps", &AttackOptions::steps)
      .field("epsilon", &AttackOptions::epsilon)
      .field("keepPath", &AttackOptions::keep_path);

  class_<AttackObject>("Attack")
      .function("start", &AttackObject::start)
      .function("step", &AttackObject::step)
      .function("result", &AttackObject::result)
      .function("picture", &AttackObject::picture);
  class_<SearchObject>("Search")
      .function("add", &SearchObject::add)
      .function("addLabelled", &SearchObject::add_labelled)
      .function("step", &SearchObject::step)
      .function("result", &SearchObject::result);

  class_<ClassifierObject>("Classifier")
      .function("info", &ClassifierObject::info)
      .function("input", &ClassifierObject::input)
      .function("draw", &ClassifierObject::draw)
      .function("predict", &ClassifierObject::predict)
      .function("jacobian", &ClassifierObject::jacobian)
      .function("gradient", &ClassifierObject::gradient)
      .function("attack", &ClassifierObject::attack)
      .function("universal", &ClassifierObject::universal)
      .function("commonEpsilon", &ClassifierObject::common_epsilon)
      .function("evaluate", &ClassifierObject::evaluate)
      .function("perturb", &ClassifierObject::perturb)
      .function("slice", &ClassifierObject::slice)
      .function("presented", &ClassifierObject::presented)
      .function("search", &ClassifierObject::search)
      .function("field", &ClassifierObject::field)
      .function("altered", &ClassifierObject::altered)
      .function("planeThrough", &ClassifierObject::plane_through)
      .function("inputAt", &ClassifierObject::input_at)
      .function("placesOf", &ClassifierObject::places_of)
      .function("linearBoundaries", &ClassifierObject::linear_boundaries)
      .function("linearised", &ClassifierObject::linearised)
      .function("nearestBoundary", &ClassifierObject::nearest_boundary)
      .function("line", &ClassifierObject::line)
      .function("quantise", &ClassifierObject::quantise);
  function("load", &load);
  function("loadWithData", &load_with_data);
  function("described", &described);
  function("classNames", &class_names);
  function("affine", &affine);
  function("planar", &planar);
  function("binary", &binary);
  function("planeClassifier", &plane_classifier);
  function("evaluated", &evaluated);
  function("reports", &reports);
  function("evaluationOrder", &evaluation_order);

  class_<StrokesObject>("Strokes")
      .function("coordinates", &StrokesObject::coordinates)
      .function("counts", &StrokesObject::counts)
      .function("digit", &StrokesObject::digit);
  function("noStrokes", &no_strokes);
  function("digitsFromPicture", &digits_from_picture);
}
