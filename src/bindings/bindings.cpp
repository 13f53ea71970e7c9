// The module's surface for JavaScript: a table of what there is, and thin converters.
// web/engine/core.js wraps it; nothing else should use it.

#include <emscripten/bind.h>
#include <emscripten/val.h>

#include <cmath>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "attack/method.h"
#include "attack/norm.h"
#include "attack/quantise.h"
#include "attack/universal.h"
#include "digit/picture.h"
#include "digit/strokes.h"
#include "network/onnx/read_onnx.h"
#include "robustness/common_epsilon.h"
#include "robustness/evaluation.h"
#include "robustness/summary.h"

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

/// object[key] = value. Out of line, and with keys of one type: Embind would make a function for
/// each length of a key.
template <class T>
[[gnu::noinline]] void put(val& object, const char* key, const T& value) {
  object.set(key, value);
}

/// What a JavaScript caller may say of an attack; core.js fills in all of it.
struct AttackOptions {
  std::string method;
  double norm;
  bool boxed;
  float lo;
  float hi;
  double overshoot;
  int max_iterations;
  int target;  // -1: any other class than the predicted one
  int candidates;
  int steps;
  double epsilon;
  bool keep_path;

  std::optional<deepfool::Bounds> box() const {
    if (!boxed) return std::nullopt;
    return deepfool::Bounds{lo, hi};
  }

  deepfool::AttackSpec spec() const {
    deepfool::AttackSpec s;
    s.method = method;
    s.norm = norm;
    s.box = box();
    if (target >= 0) s.target = target;
    if (method == deepfool::methods::deepfool.name || method == deepfool::methods::refine.name) {
      s.overshoot = overshoot;
      s.max_iterations = max_iterations;
    }
    if (candidates != 0) s.candidates = candidates;
    s.keep_path = keep_path;
    if (steps != 0) s.steps = steps;
    if (epsilon != 0) s.epsilon = epsilon;
    return s;
  }
};

/// The result of an attack on x0 in the norm l_p.
val converted(const AttackResult& result, const Vector& x0, double p) {
  const double l2 = deepfool::lp_norm(result.perturbation, 2);
  const double linf = deepfool::lp_norm(result.perturbation, INFINITY);
  val o = val::object();
  put(o, "status", std::string(deepfool::name(result.status)));
  put(o, "label", result.label);
  put(o, "adversarial", result.adversarial);
  put(o, "iterations", result.iterations);
  put(o, "candidates", result.candidates);
  put(o, "pixels", copied(result.perturbed));
  put(o, "perturbation", copied(result.perturbation));
  put(o, "logits", copied(result.logits));
  put(o, "probabilities", copied(deepfool::softmax(result.logits)));
  put(o, "adversarialLogits", copied(result.perturbed_logits));
  put(o, "adversarialProbabilities", copied(deepfool::softmax(result.perturbed_logits)));
  put(o, "l1", deepfool::lp_norm(result.perturbation, 1));
  put(o, "l2", l2);
  put(o, "linf", linf);
  put(o, "lp", deepfool::lp_norm(result.perturbation, p));
  put(o, "relativeL2", l2 / deepfool::lp_norm(x0, 2));
  put(o, "relativeLinf", linf / deepfool::lp_norm(x0, INFINITY));
  val path = val::array();
  for (const deepfool::Iterate& iterate : result.path) {
    val point = val::object();
    put(point, "pixels", copied(iterate.x));
    put(point, "logits", copied(iterate.logits));
    put(point, "chosen", iterate.chosen);
    put(point, "step", iterate.step);
    path.call<void>("push", point);
  }
  put(o, "path", path);
  return o;
}

/// An attack that is under way.
class Run {
 public:
  Run(std::shared_ptr<deepfool::Network> network, const deepfool::AttackSpec& spec, const Vector& x)
      : network_(std::move(network)),
        attack_(deepfool::make_attack(*network_, spec)),
        x_(x),
        norm_(spec.norm.value_or(2)) {
    more_ = attack_->start(x_);
  }

  /// One step, if there are any left; whether more are to come.
  bool step() {
    return guarded([&] {
      if (!more_) return false;
      more_ = attack_->step();
      return more_;
    });
  }

  val result() const { return converted(attack_->result(), x_, norm_); }

 private:
  std::shared_ptr<deepfool::Network> network_;
  std::unique_ptr<deepfool::Attack> attack_;
  Vector x_;
  double norm_;
  bool more_ = false;
};

val converted(const deepfool::Universal& search) {
  val o = val::object();
  put(o, "perturbation", copied(search.perturbation()));
  put(o, "foolingRate", search.fooling_rate());
  put(o, "epochs", search.epochs());
  put(o, "l2", deepfool::lp_norm(search.perturbation(), 2));
  put(o, "linf", deepfool::lp_norm(search.perturbation(), INFINITY));
  put(o, "done", static_cast<double>(search.done()));
  put(o, "total", static_cast<double>(search.total()));
  return o;
}

/// Its value, or null.
val converted(const std::optional<double>& value) { return value ? val(*value) : val::null(); }

val converted(const deepfool::CommonEpsilon& search) {
  val o = val::object();
  put(o, "epsilon", search.epsilon());
  put(o, "rho", converted(search.rho()));
  put(o, "rhoInf", converted(search.rho_inf()));
  return o;
}

/// The numbers of a row, one behind the other: those of several rows fit into one array.
constexpr std::size_t kRowNumbers = 10;

std::vector<double> numbers_of(const std::vector<deepfool::Row>& rows) {
  std::vector<double> all;
  all.reserve(kRowNumbers * rows.size());
  for (const deepfool::Row& row : rows) {
    all.insert(all.end(), {row.label ? *row.label : NAN, row.predicted ? *row.predicted : NAN,
                           static_cast<double>(row.adversarial), static_cast<double>(row.status),
                           static_cast<double>(row.iterations), row.l1, row.l2, row.linf,
                           row.relative_l2.value_or(NAN), row.relative_linf.value_or(NAN)});
  }
  return all;
}

std::vector<deepfool::Row> rows_of(const std::vector<double>& numbers) {
  std::vector<deepfool::Row> rows(numbers.size() / kRowNumbers);
  const double* n = numbers.data();
  for (deepfool::Row& row : rows) {
    if (!std::isnan(n[0])) row.label = static_cast<int>(n[0]);
    if (!std::isnan(n[1])) row.predicted = static_cast<int>(n[1]);
    row.adversarial = static_cast<int>(n[2]);
    row.status = static_cast<deepfool::Status>(n[3]);
    row.iterations = static_cast<int>(n[4]);
    row.l1 = n[5];
    row.l2 = n[6];
    row.linf = n[7];
    if (!std::isnan(n[8])) row.relative_l2 = n[8];
    if (!std::isnan(n[9])) row.relative_linf = n[9];
    n += kRowNumbers;
  }
  return rows;
}

val converted(const std::vector<deepfool::Row>& rows) {
  const deepfool::Summary s = deepfool::summarise(rows);
  const std::vector<double> numbers = numbers_of(rows);
  val o = val::object();
  put(o, "count", static_cast<double>(s.count));
  put(o, "flipped", static_cast<double>(s.flipped));
  put(o, "alreadyTarget", static_cast<double>(s.already_target));
  put(o, "notFinite", static_cast<double>(s.not_finite));
  put(o, "zeroNorm", static_cast<double>(s.zero_norm));
  put(o, "success", converted(s.success));
  put(o, "testError", converted(s.test_error));
  put(o, "rhoAdv", converted(s.rho_adv));
  put(o, "rhoAdvInf", converted(s.rho_adv_inf));
  put(o, "l1", converted(s.l1));
  put(o, "l2", converted(s.l2));
  put(o, "linf", converted(s.linf));
  put(o, "iterations", converted(s.iterations));
  put(o, "rows",
      val(emscripten::typed_memory_view(numbers.size(), numbers.data())).call<val>("slice"));
  return o;
}

val converted(const deepfool::Evaluation& evaluation) { return converted(evaluation.rows()); }

/// A search over a set of inputs, under way.
template <class Search>
class SetRun {
 public:
  template <class... Options>
  explicit SetRun(std::shared_ptr<deepfool::Network> network, const Options&... options)
      : network_(std::move(network)), search_(*network_, options...) {}

  template <class... Input>
  void add(const Input&... input) {
    search_.add(input...);
  }

  bool step() {
    return guarded([&] { return search_.step(); });
  }

  val result() const { return converted(search_); }

 private:
  std::shared_ptr<deepfool::Network> network_;
  Search search_;
};

using UniversalRun = SetRun<deepfool::Universal>;
using CommonEpsilonRun = SetRun<deepfool::CommonEpsilon>;
using EvaluationRun = SetRun<deepfool::Evaluation>;

std::optional<double> number_of(const val& value) {
  if (value.isNull()) return std::nullopt;
  return value.as<double>();
}

/// A classifier with its input buffer.
class Classifier {
 public:
  explicit Classifier(const std::vector<std::uint8_t>& onnx)
      : network_(deepfool::read_onnx(onnx.data(), onnx.size())) {
    input_.setZero(network_->inputs());
    logits_.setZero(network_->classes());
  }

  val info() const {
    const deepfool::Network& network = *network_;
    const deepfool::Shape shape = network.input_shape();
    val o = val::object();
    put(o, "classes", static_cast<int>(network.classes()));
    put(o, "inputs", static_cast<int>(network.inputs()));
    put(o, "height", static_cast<int>(shape.height));
    put(o, "width", static_cast<int>(shape.width));
    put(o, "channels", static_cast<int>(shape.channels));
    put(o, "parameters", static_cast<double>(network.parameters()));
    put(o, "multiplyAdds", static_cast<double>(network.multiply_adds()));
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
      put(o, "label", deepfool::predicted_class(logits_));
      put(o, "logits", copied(logits_));
      put(o, "probabilities", copied(deepfool::softmax(logits_)));
      return o;
    });
  }

  /// The whole attack in one call.
  val attack(const AttackOptions& options) {
    return guarded([&] {
      const std::unique_ptr<deepfool::Attack> attack =
          deepfool::make_attack(*network_, options.spec());
      return converted(attack->attack(input_), input_, options.norm);
    });
  }

  std::unique_ptr<Run> begin(const AttackOptions& options) {
    return guarded([&] { return std::make_unique<Run>(network_, options.spec(), input_); });
  }

  std::unique_ptr<UniversalRun> universal(double norm, double radius, double fooling, int epochs) {
    return guarded([&] {
      deepfool::UniversalOptions o;
      o.norm = norm;
      o.radius = radius;
      o.fooling = fooling;
      o.epochs = epochs;
      return std::make_unique<UniversalRun>(network_, o);
    });
  }

  std::unique_ptr<CommonEpsilonRun> common_epsilon(double share, const AttackOptions& options,
                                                   bool single_precision) {
    return guarded([&] {
      return std::make_unique<CommonEpsilonRun>(network_, share, options.box(), single_precision);
    });
  }

  std::unique_ptr<EvaluationRun> evaluate(const AttackOptions& options) {
    return guarded([&] { return std::make_unique<EvaluationRun>(network_, options.spec()); });
  }

  /// Adds the input to the set of a search.
  void add_to_universal(UniversalRun& run) {
    guarded([&] { run.add(input_); });
  }

  /// The same with the input's true class, or null.
  void add_to_evaluation(EvaluationRun& run, const val& label) {
    guarded([&] { run.add(input_, number_of(label)); });
  }

  void add_to_common_epsilon(CommonEpsilonRun& run, const val& label) {
    guarded([&] { run.add(input_, number_of(label)); });
  }

  /// The input plus a perturbation, as a picture of 8 bits a pixel that still flips.
  val quantise(const val& perturbation, int label, int target) {
    return guarded([&] {
      const std::vector<float> r = emscripten::convertJSArrayToNumberVector<float>(perturbation);
      const Vector rv = Eigen::Map<const Vector>(r.data(), static_cast<Eigen::Index>(r.size()));
      const deepfool::Quantised q = deepfool::quantise(
          *network_, input_, rv, label, target < 0 ? std::nullopt : std::optional<int>(target));
      val o = val::object();
      put(o, "flipped", q.flipped);
      put(o, "pixels", copied(q.pixels));
      put(o, "adversarial", q.adversarial);
      put(o, "stretch", q.stretch);
      put(o, "l2Before", q.l2_before);
      put(o, "l2", q.l2);
      return o;
    });
  }

 private:
  std::shared_ptr<deepfool::Network> network_;
  Vector input_;
  Vector logits_;
};

/// As a val: of a string, Embind would leave its copy behind when this throws.
std::unique_ptr<Classifier> load(const val& onnx) {
  return guarded([&] {
    return std::make_unique<Classifier>(
        emscripten::convertJSArrayToNumberVector<std::uint8_t>(onnx));
  });
}

/// Several evaluations as one: of their rows, one behind the other.
val evaluated(const val& rows) {
  return guarded(
      [&] { return converted(rows_of(emscripten::convertJSArrayToNumberVector<double>(rows))); });
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
    put(o, "outcome", std::string(outcome));
    put(o, "pixels", copied(digit.pixels.data(), digit.pixels.size()));
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
      put(box, "x", digit.box.x);
      put(box, "y", digit.box.y);
      put(box, "width", digit.box.width);
      put(box, "height", digit.box.height);
      val d = val::object();
      put(d, "pixels", copied(digit.pixels.data(), digit.pixels.size()));
      put(d, "box", box);
      digits.call<void>("push", d);
    }
    val o = val::object();
    put(o, "outcome", std::string(outcome));
    put(o, "digits", digits);
    return o;
  });
}

}  // namespace

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
  emscripten::class_<Run>("Run").function("step", &Run::step).function("result", &Run::result);
  emscripten::class_<UniversalRun>("UniversalRun")
      .function("step", &UniversalRun::step)
      .function("result", &UniversalRun::result);
  emscripten::class_<CommonEpsilonRun>("CommonEpsilonRun")
      .function("step", &CommonEpsilonRun::step)
      .function("result", &CommonEpsilonRun::result);
  emscripten::class_<EvaluationRun>("EvaluationRun")
      .function("step", &EvaluationRun::step)
      .function("result", &EvaluationRun::result);
  emscripten::class_<Classifier>("Classifier")
      .constructor(&load)
      .function("info", &Classifier::info)
      .function("input", &Classifier::input)
      .function("predict", &Classifier::predict)
      .function("attack", &Classifier::attack)
      .function("begin", &Classifier::begin)
      .function("universal", &Classifier::universal)
      .function("addToUniversal", &Classifier::add_to_universal)
      .function("commonEpsilon", &Classifier::common_epsilon)
      .function("addToCommonEpsilon", &Classifier::add_to_common_epsilon)
      .function("evaluate", &Classifier::evaluate)
      .function("addToEvaluation", &Classifier::add_to_evaluation)
      .function("quantise", &Classifier::quantise);
  emscripten::function("evaluated", &evaluated);
  emscripten::function("digitFromStrokes", &digit_from_strokes);
  emscripten::function("digitsFromPicture", &digits_from_picture);
}
