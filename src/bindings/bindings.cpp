// The module's surface for JavaScript: a table of what there is, and thin converters.
// web/engine/core.js wraps it; nothing else should use it.

#include <emscripten/bind.h>
#include <emscripten/val.h>

#include <cmath>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "attack/deepfool.h"
#include "attack/norm.h"
#include "digit/picture.h"
#include "digit/strokes.h"
#include "network/onnx.h"

namespace {

using deepfool::AttackResult;
using deepfool::Vector;
using emscripten::val;

/// A C++ exception does not cross into JavaScript with its message: this makes an Error of it.
template <class F>
auto guarded(const F& f) -> decltype(f()) {
  std::string message;
  try {
    return f();
  } catch (const std::bad_alloc&) {
    message = "out of memory";
  } catch (const std::exception& error) {
    message = error.what();
  }
  val::global("Error").new_(message).throw_();
}

/// A Float32Array with a copy of the values.
val copied(const float* values, std::size_t count) {
  return val(emscripten::typed_memory_view(count, values)).call<val>("slice");
}

val copied(const Vector& v) { return copied(v.data(), static_cast<std::size_t>(v.size())); }

/// What a JavaScript caller may say of an attack; core.js fills in all of it.
struct AttackOptions {
  double norm;
  bool boxed;
  float lo;
  float hi;
  double overshoot;
  int max_iterations;
  int target;  // -1: any other class than the predicted one
  int candidates;
  bool keep_path;
};

/// A classifier with its input buffer.
class Classifier {
 public:
  explicit Classifier(const std::string& onnx)
      : network_(
            deepfool::read_onnx(reinterpret_cast<const std::uint8_t*>(onnx.data()), onnx.size())),
        input_(Vector::Zero(network_->inputs())),
        logits_(network_->classes()) {}

  val info() const {
    const deepfool::Shape picture = network_->picture();
    val o = val::object();
    o.set("classes", static_cast<int>(network_->classes()));
    o.set("inputs", static_cast<int>(network_->inputs()));
    o.set("height", static_cast<int>(picture.height));
    o.set("width", static_cast<int>(picture.width));
    o.set("channels", static_cast<int>(picture.channels));
    o.set("parameters", static_cast<double>(network_->parameters()));
    o.set("multiplyAdds", static_cast<double>(network_->multiply_adds()));
    return o;
  }

  /// The module's own memory for the pixels to work on, to be written to before a call. A view: it
  /// ends when the module's memory grows.
  val input() {
    return val(
        emscripten::typed_memory_view(static_cast<std::size_t>(input_.size()), input_.data()));
  }

  val predict() {
    return guarded([&] {
      network_->logits(input_, logits_);
      val o = val::object();
      o.set("label", deepfool::predicted_class(logits_));
      o.set("logits", copied(logits_));
      o.set("probabilities", copied(deepfool::softmax(logits_)));
      return o;
    });
  }

  val attack(const AttackOptions& options) {
    return guarded([&] {
      deepfool::DeepFoolOptions o;
      o.norm = options.norm;
      if (options.boxed) o.box = deepfool::Bounds{options.lo, options.hi};
      o.overshoot = options.overshoot;
      o.max_iterations = options.max_iterations;
      if (options.target >= 0) o.target = options.target;
      o.candidates = options.candidates;
      o.keep_path = options.keep_path;
      return converted(deepfool::DeepFool(*network_, o).attack(input_));
    });
  }

 private:
  val converted(const AttackResult& result) const {
    const double l2 = deepfool::lp_norm(result.perturbation, 2);
    const double linf = deepfool::lp_norm(result.perturbation, INFINITY);
    val o = val::object();
    o.set("status", std::string(deepfool::name(result.status)));
    o.set("label", result.label);
    o.set("adversarial", result.adversarial);
    o.set("iterations", result.iterations);
    o.set("pixels", copied(result.perturbed));
    o.set("perturbation", copied(result.perturbation));
    o.set("logits", copied(result.logits));
    o.set("probabilities", copied(deepfool::softmax(result.logits)));
    o.set("adversarialLogits", copied(result.perturbed_logits));
    o.set("adversarialProbabilities", copied(deepfool::softmax(result.perturbed_logits)));
    o.set("l1", deepfool::lp_norm(result.perturbation, 1));
    o.set("l2", l2);
    o.set("linf", linf);
    o.set("relativeL2", l2 / deepfool::lp_norm(input_, 2));
    o.set("relativeLinf", linf / deepfool::lp_norm(input_, INFINITY));
    val path = val::array();
    for (const deepfool::Iterate& iterate : result.path) {
      val point = val::object();
      point.set("pixels", copied(iterate.x));
      point.set("logits", copied(iterate.logits));
      point.set("chosen", iterate.chosen);
      point.set("step", iterate.step);
      path.call<void>("push", point);
    }
    o.set("path", path);
    return o;
  }

  std::unique_ptr<deepfool::Network> network_;
  Vector input_;
  Vector logits_;
};

std::unique_ptr<Classifier> load(const std::string& onnx) {
  return guarded([&] { return std::make_unique<Classifier>(onnx); });
}

/// points: x0, y0, x1, y1, ... of all strokes; counts: how many points each stroke has.
val digit_from_strokes(const val& points, const val& counts, float dot_size) {
  return guarded([&] {
    const std::vector<float> coordinates = emscripten::convertJSArrayToNumberVector<float>(points);
    const std::vector<int> lengths = emscripten::convertJSArrayToNumberVector<int>(counts);
    std::vector<deepfool::Stroke> strokes;
    std::size_t at = 0;
    for (const int length : lengths) {
      deepfool::Stroke stroke;
      for (int i = 0; i < length && at + 1 < coordinates.size(); ++i, at += 2) {
        stroke.push_back({coordinates[at], coordinates[at + 1]});
      }
      strokes.push_back(std::move(stroke));
    }
    const deepfool::Digit digit = deepfool::digit_from_strokes(strokes, dot_size);
    const char* outcome = "digit";
    if (digit.outcome == deepfool::DigitOutcome::kLine) outcome = "line";
    if (digit.outcome == deepfool::DigitOutcome::kDot) outcome = "dot";
    if (digit.outcome == deepfool::DigitOutcome::kEmpty) outcome = "empty";
    val o = val::object();
    o.set("outcome", std::string(outcome));
    o.set("pixels", copied(digit.pixels.data(), digit.pixels.size()));
    return o;
  });
}

val digits_from_picture(const val& rgba, int width, int height) {
  return guarded([&] {
    const std::vector<std::uint8_t> bytes =
        emscripten::convertJSArrayToNumberVector<std::uint8_t>(rgba);
    const deepfool::PictureDigits found = deepfool::digits_from_picture(bytes, width, height);
    const char* outcome = "none";
    if (found.outcome == deepfool::PictureOutcome::kOne) outcome = "one";
    if (found.outcome == deepfool::PictureOutcome::kSeveral) outcome = "several";
    val digits = val::array();
    for (const deepfool::FoundDigit& digit : found.digits) {
      val box = val::object();
      box.set("x", digit.box.x);
      box.set("y", digit.box.y);
      box.set("width", digit.box.width);
      box.set("height", digit.box.height);
      val d = val::object();
      d.set("pixels", copied(digit.pixels.data(), digit.pixels.size()));
      d.set("box", box);
      digits.call<void>("push", d);
    }
    val o = val::object();
    o.set("outcome", std::string(outcome));
    o.set("digits", digits);
    return o;
  });
}

}  // namespace

EMSCRIPTEN_BINDINGS(deepfool) {
  emscripten::value_object<AttackOptions>("AttackOptions")
      .field("norm", &AttackOptions::norm)
      .field("boxed", &AttackOptions::boxed)
      .field("lo", &AttackOptions::lo)
      .field("hi", &AttackOptions::hi)
      .field("overshoot", &AttackOptions::overshoot)
      .field("maxIterations", &AttackOptions::max_iterations)
      .field("target", &AttackOptions::target)
      .field("candidates", &AttackOptions::candidates)
      .field("keepPath", &AttackOptions::keep_path);
  emscripten::class_<Classifier>("Classifier")
      .constructor(&load)
      .function("info", &Classifier::info)
      .function("input", &Classifier::input)
      .function("predict", &Classifier::predict)
      .function("attack", &Classifier::attack);
  emscripten::function("digitFromStrokes", &digit_from_strokes);
  emscripten::function("digitsFromPicture", &digits_from_picture);
}
