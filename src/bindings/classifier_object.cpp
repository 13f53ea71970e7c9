#include "bindings/classifier_object.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "attack/line.h"
#include "classifier/affine.h"
#include "classifier/binary.h"
#include "classifier/orthonormal.h"
#include "classifier/planar.h"
#include "classifier/plane_line.h"
#include "classifier/slice.h"
#include "robustness/alteration.h"

namespace deepfool::bindings {

std::unique_ptr<ClassifierObject> object_of(std::unique_ptr<Classifier> classifier,
                                            InputShape shape, std::int64_t parameters,
                                            std::int64_t multiply_adds,
                                            std::shared_ptr<SharedClassifier> parent) {
  auto shared = std::make_shared<SharedClassifier>();
  shared->parent = std::move(parent);
  shared->input.setZero(classifier->inputs());
  shared->classifier = std::move(classifier);
  shared->shape = shape;
  shared->parameters = parameters;
  shared->multiply_adds = multiply_adds;
  return std::make_unique<ClassifierObject>(std::move(shared));
}

namespace {

/// [lo, hi] or null.
std::optional<Bounds> box_of(const val& box) {
  if (box.isNull()) return std::nullopt;
  return Bounds{box[0].as<float>(), box[1].as<float>()};
}

Slice& slice_of(SharedClassifier& shared) {
  auto* slice = dynamic_cast<Slice*>(shared.classifier.get());
  if (!slice) throw std::invalid_argument("this classifier is not a slice of another");
  return *slice;
}

/// Arrays of `size` numbers that stand one behind the other.
std::vector<Vector> vectors_of(const val& numbers, Index size, Index count, const char* name) {
  const Vector all = vector_of(numbers, size * count, name);
  std::vector<Vector> each;
  for (Index i = 0; i < count; ++i) each.emplace_back(all.segment(size * i, size));
  return each;
}

Index length_of(const val& array) { return static_cast<Index>(array["length"].as<double>()); }

}  // namespace

ClassifierObject::ClassifierObject(std::shared_ptr<SharedClassifier> shared)
    : shared_(std::move(shared)) {
  logits_.setZero(shared_->classifier->classes());
  probabilities_ = logits_;
}

val ClassifierObject::info() const {
  return guarded([&] {
    val o = val::object();
    put(o, "classes", static_cast<int>(shared_->classifier->classes()));
    put(o, "inputs", static_cast<int>(shared_->input.size()));
    put(o, "channels", static_cast<int>(shared_->shape.channels));
    put(o, "height", static_cast<int>(shared_->shape.height));
    put(o, "width", static_cast<int>(shared_->shape.width));
    put(o, "parameters", static_cast<double>(shared_->parameters));
    put(o, "multiplyAdds", static_cast<double>(shared_->multiply_adds));
    return o;
  });
}

val ClassifierObject::input() { return view(shared_->input); }

val ClassifierObject::draw(const StrokesObject& strokes, float dot_size) {
  return guarded([&] {
    const Digit digit = digit_from_strokes(strokes.strokes(), dot_size);
    if (shared_->input.size() != static_cast<Index>(digit.pixels.size())) {
      throw std::invalid_argument("strokes: they make 28 x 28 pixels; the classifier takes others");
    }
    std::copy(digit.pixels.begin(), digit.pixels.end(), shared_->input.data());
    return converted(digit);
  });
}

val ClassifierObject::predict() {
  return guarded([&] {
    shared_->classifier->logits(shared_->input, logits_);
    softmax(logits_, probabilities_);
    val o = val::object();
    put(o, "label", predicted_class(logits_));
    put(o, "logits", copied(logits_));
    put(o, "probabilities", copied(probabilities_));
    return o;
  });
}

val ClassifierObject::jacobian(const val& classes) {
  return guarded([&] {
    const std::vector<int> rows = emscripten::convertJSArrayToNumberVector<int>(classes);
    const Index count = shared_->classifier->classes();
    if (rows.empty()) throw std::invalid_argument("classes: give one or more");
    for (const int k : rows) {
      if (k < 0 || k >= count) {
        throw std::invalid_argument("classes: they are 0 to " + std::to_string(count - 1));
      }
    }
    shared_->classifier->logits(shared_->input, logits_);
    shared_->classifier->jacobian(rows, jacobian_);
    const Index n = shared_->input.size();
    std::vector<float> values;
    values.reserve(rows.size() * static_cast<std::size_t>(n));
    for (Index r = 0; r < static_cast<Index>(rows.size()); ++r) {
      for (Index i = 0; i < n; ++i) values.push_back(jacobian_(r, i));
    }
    return copied(values);
  });
}

val ClassifierObject::gradient(const val& weights) {
  return guarded([&] {
    const Vector v = vector_of(weights, shared_->classifier->classes(), "weights");
    Vector g(shared_->input.size());
    shared_->classifier->logits(shared_->input, logits_);
    shared_->classifier->gradient(v, g);
    return copied(g);
  });
}

std::unique_ptr<AttackObject> ClassifierObject::attack(const AttackOptions& options) {
  return guarded([&] { return std::make_unique<AttackObject>(shared_, options); });
}

std::unique_ptr<SearchObject> ClassifierObject::universal(const val& options) {
  return guarded([&] {
    UniversalOptions o;
    o.norm = options["norm"].as<double>();
    o.radius = options["radius"].as<double>();
    o.fooling = options["fooling"].as<double>();
    o.epochs = options["epochs"].as<int>();
    o.overshoot = options["overshoot"].as<double>();
    o.max_iterations = options["maxIterations"].as<int>();
    return universal_search(shared_, o);
  });
}

std::unique_ptr<SearchObject> ClassifierObject::common_epsilon(double share, const val& box,
                                                               bool single_precision) {
  return guarded(
      [&] { return common_epsilon_search(shared_, share, box_of(box), single_precision); });
}

std::unique_ptr<SearchObject> ClassifierObject::evaluate(const AttackOptions& options) {
  return guarded([&] { return evaluation(shared_, options.spec()); });
}

std::unique_ptr<ClassifierObject> ClassifierObject::slice(const val& directions, int count) {
  return guarded([&] {
    if (count < 1) throw std::invalid_argument("directions: give one or more");
    const Index n = shared_->input.size();
    const Vector u = vector_of(directions, n * count, "directions");
    const Eigen::MatrixXf U = Eigen::Map<const Eigen::MatrixXf>(u.data(), n, count);
    return object_of(std::make_unique<Slice>(*shared_->classifier, shared_->input, U),
                     {1, 1, count}, shared_->parameters, shared_->multiply_adds + n * count,
                     shared_);
  });
}

val ClassifierObject::altered(const val& input, const std::string& kind, double a, double b) {
  return guarded([&] {
    const Vector x = vector_of(input, shared_->input.size(), "x");
    const InputShape& shape = shared_->shape;
    if (kind == "bytes") return copied(as_bytes(x));
    if (kind == "shift") {
      return copied(
          shifted(x, shape.height, shape.width, static_cast<int>(a), static_cast<int>(b)));
    }
    if (kind == "noise") return copied(with_noise(x, a, static_cast<std::uint64_t>(b)));
    throw std::invalid_argument("altered: there is no such kind");
  });
}

val ClassifierObject::plane_through(const val& x0, const val& points, int count) {
  return guarded([&] {
    const Index n = shared_->input.size();
    const Vector from = vector_of(x0, n, "x0");
    std::vector<Vector> directions = vectors_of(points, n, count, "points");
    for (Vector& direction : directions) direction -= from;
    const Eigen::MatrixXf U = orthonormal(directions);
    return copied(U);
  });
}

val ClassifierObject::input_at(const val& z) {
  return guarded([&] {
    const Slice& slice = slice_of(*shared_);
    return copied(slice.input_at(vector_of(z, slice.inputs(), "z")));
  });
}

val ClassifierObject::places_of(const val& points) {
  return guarded([&] {
    const Slice& slice = slice_of(*shared_);
    const Index n = shared_->parent->input.size();
    std::vector<double> coordinates;
    std::vector<double> distances;
    for (const Vector& x : vectors_of(points, n, length_of(points) / n, "points")) {
      const Slice::Place place = slice.place_of(x);
      coordinates.insert(coordinates.end(), place.z.begin(), place.z.end());
      distances.push_back(place.distance);
    }
    val o = val::object();
    put(o, "coordinates", copied(coordinates));
    put(o, "distances", copied(distances));
    return o;
  });
}

val ClassifierObject::linear_boundaries(const val& x, int c) {
  return guarded([&] {
    Slice& slice = slice_of(*shared_);
    const Vector at = vector_of(x, shared_->parent->input.size(), "x");
    const Slice::Linear linear = slice.linearised(at);
    const Eigen::VectorXd near = slice.place_of(at).z;
    std::vector<double> lines;
    for (int k = 0; k < static_cast<int>(slice.classes()); ++k) {
      const auto line = boundary_line(linear, c, k, near);
      const auto& [point, direction] = line.value_or(PlaneLine{{NAN, NAN}, {NAN, NAN}});
      lines.insert(lines.end(), {point.x(), point.y(), direction.x(), direction.y()});
    }
    return copied(lines);
  });
}

std::unique_ptr<SearchObject> ClassifierObject::field(double left, double right, double top,
                                                      double bottom, int columns, int rows) {
  return guarded([&] { return field_search(shared_, {left, right, top, bottom, columns, rows}); });
}

std::unique_ptr<SearchObject> ClassifierObject::perturb(const val& perturbation) {
  return guarded([&] {
    return perturbed_set(shared_, vector_of(perturbation, shared_->input.size(), "perturbation"));
  });
}

val ClassifierObject::line(const val& input, const val& perturbation, const val& at, double end,
                           int samples, bool boxed) {
  return guarded([&] {
    const Vector x = vector_of(input, shared_->input.size(), "input");
    const Vector r = vector_of(perturbation, shared_->input.size(), "perturbation");
    Line line(*shared_->classifier, x, r,
              boxed ? std::optional<Bounds>(Bounds{0, 1}) : std::nullopt);
    val points = val::array();
    for (const double t : emscripten::convertJSArrayToNumberVector<double>(at)) {
      const Vector& logits = line.visit(t);
      softmax(logits, probabilities_);
      val point = val::object();
      put(point, "pixels", copied(line.point()));
      put(point, "label", predicted_class(logits));
      put(point, "probabilities", copied(probabilities_));
      points.call<void>("push", point);
    }
    val flips = val::array();
    const auto found = samples > 0 ? line.flips(end, samples) : std::vector<Line::Flip>();
    for (const Line::Flip& each : found) {
      val flip = val::object();
      put(flip, "t", each.t);
      put(flip, "from", each.from);
      put(flip, "to", each.to);
      flips.call<void>("push", flip);
    }
    val o = val::object();
    put(o, "points", points);
    put(o, "flips", flips);
    return o;
  });
}

std::unique_ptr<SearchObject> ClassifierObject::quantise(const val& perturbation, int label,
                                                         int target, double norm) {
  return guarded([&] {
    return quantisation(shared_, vector_of(perturbation, shared_->input.size(), "perturbation"),
                        label, target < 0 ? std::nullopt : std::optional<int>(target), norm);
  });
}

std::unique_ptr<ClassifierObject> affine(const val& weights, const val& bias) {
  return guarded([&] {
    const Index classes = length_of(bias);
    const Index inputs = classes > 0 ? length_of(weights) / classes : 0;
    if (inputs == 0) throw std::invalid_argument("weights: give classes x inputs numbers");
    const Vector w = vector_of(weights, classes * inputs, "weights");
    const Vector b = vector_of(bias, classes, "bias");
    using RowMajor = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
    const Eigen::MatrixXf W = Eigen::Map<const RowMajor>(w.data(), classes, inputs);
    return object_of(std::make_unique<Affine>(W, b), {1, 1, inputs}, classes * (inputs + 1),
                     classes * inputs);
  });
}

std::unique_ptr<ClassifierObject> planar(const val& coefficients) {
  return guarded([&] {
    constexpr Index kEach = 6;
    const Index classes = length_of(coefficients) / kEach;
    const Vector c = vector_of(coefficients, kEach * classes, "coefficients");
    std::vector<Planar::Quadratic> logits;
    for (Index k = 0; k < classes; ++k) {
      const auto q = c.segment<kEach>(kEach * k);
      logits.push_back({(Eigen::Matrix2f() << q[0], q[1], q[1], q[2]).finished(),
                        Eigen::Vector2f(q[3], q[4]), q[5]});
    }
    return object_of(std::make_unique<Planar>(std::move(logits)), {1, 1, 2}, kEach * classes,
                     kEach * classes);
  });
}

std::unique_ptr<ClassifierObject> binary(const val& weights, double bias) {
  return guarded([&] {
    const Index n = length_of(weights);
    if (n == 0) throw std::invalid_argument("weights: give a number for each input element");
    const Vector w = vector_of(weights, n, "weights");
    const auto f = [w, bias](const VectorRef& x, Eigen::Ref<Vector> gradient) {
      gradient = w;
      return static_cast<float>(w.cast<double>().dot(x.cast<double>()) + bias);
    };
    return object_of(std::make_unique<Binary>(n, f), {1, 1, n}, n + 1, n);
  });
}

}  // namespace deepfool::bindings
