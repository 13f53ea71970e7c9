// Searches for JavaScript: over a set of inputs or the plane, or for a picture of 8 bits a pixel.
#pragma once

#include <memory>
#include <optional>

#include "attack/method.h"
#include "attack/universal.h"
#include "bindings/convert.h"
#include "bindings/shared_classifier.h"
#include "classifier/field.h"

namespace deepfool::bindings {

/// Something that works on a classifier step by step. All of them are one class for JavaScript,
/// since each class that Embind knows adds to the part of the module that a page loads first.
class SearchObject {
 public:
  virtual ~SearchObject() = default;

  /// Adds the classifier's input to the set that is worked on. Throws if there is none.
  virtual void add();

  /// Adds the classifier's input with its true class.
  virtual void add_labelled(double label);

  /// Takes one step. Returns whether more are to come.
  virtual bool step() = 0;

  /// What was found so far.
  virtual val result() const = 0;
};

std::unique_ptr<SearchObject> universal_search(std::shared_ptr<SharedClassifier> shared,
                                               const UniversalOptions& options);
std::unique_ptr<SearchObject> common_epsilon_search(std::shared_ptr<SharedClassifier> shared,
                                                    double share, std::optional<Bounds> box,
                                                    bool single_precision);
std::unique_ptr<SearchObject> evaluation(std::shared_ptr<SharedClassifier> shared,
                                         const AttackSpec& attack);
std::unique_ptr<SearchObject> perturbed_set(std::shared_ptr<SharedClassifier> shared,
                                            Vector perturbation);

// These two have no set: `add` throws.

/// The classifier's input plus a perturbation as a picture of 8 bits a pixel that is classified as
/// `target` or, without one, as anything but `label`; norm is the p of the attack's l_p.
std::unique_ptr<SearchObject> quantisation(std::shared_ptr<SharedClassifier> shared,
                                           const Vector& perturbation, int label,
                                           std::optional<int> target, double norm);

/// The classes and logits at the cells of a grid, some cells in each step.
std::unique_ptr<SearchObject> field_search(std::shared_ptr<SharedClassifier> shared,
                                           const Grid& grid);

/// Finds out how a classifier wants its pictures. `options`: `samples` has the pictures, one behind
/// the other, `labels` their classes, and `shape` is as in a convention.
std::unique_ptr<SearchObject> convention_search(std::shared_ptr<SharedClassifier> shared,
                                                const val& options);

/// Proves that no perturbation smaller than a certain one flips an input. `options`: the `input`, p
/// as `norm`, and `box`, [lo, hi] or null.
std::unique_ptr<SearchObject> certificate_search(std::shared_ptr<SharedClassifier> shared,
                                                 const val& options);

/// The result of several evaluations as that of one: `rows` has the rows of all of them.
val evaluated(const val& rows);

}  // namespace deepfool::bindings
