#include "bindings/plane_object.h"

#include <algorithm>
#include <stdexcept>
#include <utility>
#include <vector>

#include "classifier/centres.h"
#include "classifier/curve.h"
#include "geometry/cell.h"
#include "geometry/line.h"
#include "geometry/nearest_boundary.h"

namespace deepfool::bindings {

namespace {

val copied(const Eigen::Vector2d& v) { return bindings::copied(std::vector<double>{v[0], v[1]}); }

val copied(const Segment& s) {
  return bindings::copied(std::vector<double>{s.first[0], s.first[1], s.second[0], s.second[1]});
}

val copied(const std::optional<Segment>& s) { return s ? copied(*s) : val::null(); }

val copied(const Polygon& polygon) {
  std::vector<double> corners;
  std::vector<int> beyond;
  for (const Corner& corner : polygon) {
    corners.insert(corners.end(), {corner.at[0], corner.at[1]});
    beyond.push_back(corner.beyond);
  }
  val o = val::object();
  put(o, "corners", bindings::copied(corners));
  put(o, "beyond", bindings::copied(beyond));
  return o;
}

std::unique_ptr<Classifier> line_classifier(const std::vector<double>& numbers) {
  if (numbers.size() != 4) throw std::invalid_argument("line: give two points");
  const auto [w, b] = line_through({numbers[0], numbers[1]}, {numbers[2], numbers[3]});
  const auto f = [w = w, b = b](const VectorRef& x, Eigen::Ref<Vector> gradient) {
    gradient = w.cast<float>();
    return static_cast<float>(w.dot(x.cast<double>()) + b);
  };
  return std::make_unique<Binary>(2, f);
}

/// Of `each` numbers a class: its centre, and with three its steepness.
std::unique_ptr<Classifier> centres_classifier(const std::vector<double>& numbers,
                                               std::size_t each) {
  if (numbers.size() % each != 0) throw std::invalid_argument("centres: a number is missing");
  std::vector<Eigen::Vector2f> centres;
  std::vector<float> steepness;
  for (std::size_t i = 0; i < numbers.size(); i += each) {
    centres.push_back(Eigen::Vector2d(numbers[i], numbers[i + 1]).cast<float>());
    if (each == 3) steepness.push_back(static_cast<float>(numbers[i + 2]));
  }
  if (each == 3) return std::make_unique<Planar>(steep_centres(centres, steepness));
  return std::make_unique<Affine>(nearest_centre(centres));
}

std::unique_ptr<Classifier> classifier_of(const std::string& kind,
                                          const std::vector<double>& numbers) {
  if (kind == "line") return line_classifier(numbers);
  if (kind == "centres") return centres_classifier(numbers, 2);
  if (kind == "steep centres") return centres_classifier(numbers, 3);
  return std::make_unique<Binary>(curve(kind, numbers));
}

}  // namespace

std::unique_ptr<ClassifierObject> plane_classifier(const std::string& kind, const val& numbers) {
  return guarded([&] {
    const auto given = emscripten::convertJSArrayToNumberVector<double>(numbers);
    return object_of(classifier_of(kind, given), {1, 1, 2}, static_cast<std::int64_t>(given.size()),
                     0);
  });
}

val ClassifierObject::linearised(const val& point, int label, double norm, const val& view,
                                 const val& shares) {
  return guarded([&] {
    const auto at = emscripten::convertJSArrayToNumberVector<double>(point);
    const auto sides = emscripten::convertJSArrayToNumberVector<double>(view);
    const auto levels = emscripten::convertJSArrayToNumberVector<double>(shares);
    if (at.size() != 2 || sides.size() != 4) {
      throw std::invalid_argument("linearised: a point has two numbers, a view four");
    }
    const Rectangle rectangle{sides[0], sides[1], sides[2], sides[3]};
    const Linearisation linear = linearise(*shared_->classifier, {at[0], at[1]});
    val cells = val::array();
    for (int k = 0; k < static_cast<int>(linear.f.size()); ++k) {
      cells.call<void>("push", copied(cell(linear, k, rectangle)));
    }
    const std::vector<Face> all = faces(linear, label, norm, rectangle);
    val list = val::array();
    for (const Face& face : all) {
      val o = val::object();
      put(o, "beyond", face.beyond);
      put(o, "gap", face.gap);
      put(o, "dual", face.dual);
      put(o, "distance", face.distance);
      put(o, "w", copied(face.w));
      put(o, "r", copied(face.r));
      put(o, "nearest", copied(Eigen::Vector2d(linear.x + face.r)));
      put(o, "touch", copied(face.touch));
      put(o, "line", copied(face.line));
      val lines = val::array();
      for (const double share : levels) {
        lines.call<void>("push", copied(level(linear, face, share, rectangle)));
      }
      put(o, "levels", lines);
      list.call<void>("push", o);
    }
    const auto nearest = std::min_element(all.begin(), all.end(), [](const Face& a, const Face& b) {
      return a.distance < b.distance;
    });
    val o = val::object();
    put(o, "logits", bindings::copied(std::vector<double>(linear.f.begin(), linear.f.end())));
    std::vector<double> gradients;
    for (Index k = 0; k < linear.J.rows(); ++k) {
      gradients.insert(gradients.end(), {linear.J(k, 0), linear.J(k, 1)});
    }
    put(o, "gradients", bindings::copied(gradients));
    put(o, "cells", cells);
    put(o, "faces", list);
    put(o, "nearest", static_cast<int>(nearest - all.begin()));
    return o;
  });
}

val ClassifierObject::nearest_boundary(const val& point, double radius, double length) {
  return guarded([&] {
    const auto at = emscripten::convertJSArrayToNumberVector<double>(point);
    if (at.size() != 2) throw std::invalid_argument("nearest boundary: a point has two numbers");
    const auto found = deepfool::nearest_boundary(*shared_->classifier, {at[0], at[1]}, radius);
    if (!found) return val::null();
    val o = val::object();
    put(o, "point", copied(found->at));
    put(o, "distance", found->distance);
    put(o, "beyond", found->beyond);
    put(o, "excess", length / found->distance - 1);
    return o;
  });
}

}  // namespace deepfool::bindings
