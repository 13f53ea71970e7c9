// A classifier for JavaScript.
#pragma once

#include <memory>
#include <string>

#include "bindings/attack_object.h"
#include "bindings/convert.h"
#include "bindings/digit_object.h"
#include "bindings/search_object.h"
#include "bindings/shared_classifier.h"

namespace deepfool::bindings {

/// Any classifier. Its methods work on what JavaScript has written into input().
class ClassifierObject {
 public:
  explicit ClassifierObject(std::shared_ptr<SharedClassifier> shared);

  /// {classes, inputs, channels, height, width, parameters, multiplyAdds}
  val info() const;

  /// n numbers in the module's own memory; see view().
  val input();

  /// Draws strokes into the input. {outcome, pixels}
  val draw(const StrokesObject& strokes, float dot_size);

  /// {label, logits, probabilities}
  val predict();

  /// The gradients of the logits of some classes (an Int32Array) at the input: classes x n,
  /// row-major.
  val jacobian(const val& classes);

  /// The gradient of sum_k weights[k] f_k at the input, n numbers; `weights` has C.
  val gradient(const val& weights);

  /// An attack on the input.
  std::unique_ptr<AttackObject> attack(const AttackOptions& options);

  // Searches over a set, which is empty at first: one perturbation for all inputs (`options` has
  // norm, radius, fooling, epochs, overshoot and maxIterations), one epsilon for all (`box` is [lo,
  // hi] or null), and one attack on each.
  std::unique_ptr<SearchObject> universal(const val& options);
  std::unique_ptr<SearchObject> common_epsilon(double share, const val& box, bool single_precision);
  std::unique_ptr<SearchObject> evaluate(const AttackOptions& options);

  /// The classifier z -> f(input + U z); `directions` has the columns of U, n numbers each, one
  /// behind the other.
  std::unique_ptr<ClassifierObject> slice(const val& directions, int count);

  /// The classifier that gives this one its pictures as it wants them (classifier/presented.h).
  /// `convention` has scale and offset (a number, or one for each channel), inverted, transposed,
  /// channelsLast, and shape: channels, height and width of what it is given, or null for this
  /// classifier's own. What is missing is as in Convention.
  std::unique_ptr<ClassifierObject> presented(const val& convention);

  /// A search by its name: "conventions" or "certify" (search_object.h says what `options` has).
  std::unique_ptr<SearchObject> search(const std::string& kind, const val& options);

  /// The input x (n numbers) after `kind` has happened to it: "bytes", "shift" (by `a` pixels to
  /// the right and `b` down) or "noise" (of a standard deviation `a`, from the seed `b`).
  val altered(const val& x, const std::string& kind, double a, double b);

  /// The plane (or line, or more dimensions) through an input x0 (n numbers) and `count` others (n
  /// numbers each, one behind the other): the columns of an orthonormal basis of what leads from x0
  /// to them, in the same way.
  val plane_through(const val& x0, const val& points, int count);

  // Of a slice alone (others throw): the input at a point z (m numbers); where the classifier's
  // inputs `points` (n numbers each, one behind the other) lie, {coordinates: m numbers each,
  // distances}; and the linearisation at an input x (n numbers), as a class c is bounded by it in
  // the plane: for each class k, the line's x, y and direction x, y, NaN where there is none.
  val input_at(const val& z);
  val places_of(const val& points);
  val linear_boundaries(const val& x, int c);

  /// The classes and logits of a classifier of two inputs over a grid of the plane.
  std::unique_ptr<SearchObject> field(double left, double right, double top, double bottom,
                                      int columns, int rows);

  /// What the classifier, of the plane, looks like linearised at a point: {logits, gradients,
  /// cells, faces, nearest}, for the class `label` in the l_p norm; `view` is left, right, bottom
  /// and top, `shares` says which level lines are wanted. See geometry/cell.h.
  val linearised(const val& point, int label, double norm, const val& view, const val& shares);

  /// The nearest boundary of a classifier of the plane, by search within `radius`: {point,
  /// distance, beyond, excess} or null; `excess` is by which share `length` is above the distance.
  val nearest_boundary(const val& point, double radius, double length);

  /// What one perturbation (n numbers) does to each input of a set, which is empty at first.
  std::unique_ptr<SearchObject> perturb(const val& perturbation);

  /// The points x + t r of an input x (n numbers) for the t in `at`, clipped to [0, 1] if `boxed`,
  /// and where the class changes between 0 and `end` (attack/line.h; not looked for if samples is
  /// 0): {points:
  /// [{pixels, label, probabilities}], flips: [{t, from, to}]}.
  val line(const val& input, const val& perturbation, const val& at, double end, int samples,
           bool boxed);

  /// The input plus a perturbation, as a picture of 8 bits a pixel that is classified as `target`
  /// or, with -1, as anything but `label`; norm is the p of the attack's l_p.
  std::unique_ptr<SearchObject> quantise(const val& perturbation, int label, int target,
                                         double norm);

 private:
  std::shared_ptr<SharedClassifier> shared_;
  Vector logits_;
  Vector probabilities_;
  Jacobian jacobian_;
};

/// Any classifier as an object; `parent` is kept as long as it.
std::unique_ptr<ClassifierObject> object_of(std::unique_ptr<Classifier> classifier,
                                            InputShape shape, std::int64_t parameters,
                                            std::int64_t multiply_adds,
                                            std::shared_ptr<SharedClassifier> parent = nullptr);

/// f(x) = W x + b: W is classes x inputs, row-major, b has one number a class.
std::unique_ptr<ClassifierObject> affine(const val& weights, const val& bias);

/// f_k(x) = x' A_k x + b_k' x + c_k in the plane: for each class A_11, A_12, A_22, b_1, b_2, c.
std::unique_ptr<ClassifierObject> planar(const val& coefficients);

/// Two classes by the sign of f(x) = w' x + b.
std::unique_ptr<ClassifierObject> binary(const val& weights, double bias);

}  // namespace deepfool::bindings
