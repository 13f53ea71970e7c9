// Searches over a set of inputs for JavaScript.
#pragma once

#include <memory>
#include <optional>
#include <utility>

#include "attack/universal.h"
#include "bindings/convert.h"
#include "bindings/shared_classifier.h"
#include "robustness/common_epsilon.h"
#include "robustness/evaluation.h"
#include "robustness/perturbed_set.h"

namespace deepfool::bindings {

/// A search over a set of inputs: JavaScript adds them one by one, and then has it take steps.
template <class Search>
class SetObject {
 public:
  template <class... Options>
  explicit SetObject(std::shared_ptr<SharedClassifier> shared, Options&&... options)
      : shared_(std::move(shared)),
        search_(*shared_->classifier, std::forward<Options>(options)...) {}

  /// Adds the classifier's input.
  void add() {
    guarded([&] { search_.add(shared_->input); });
  }

  /// The same with its true class.
  void add_labelled(double label) {
    guarded([&] { search_.add(shared_->input, label); });
  }

  /// One step, if there are any left. Whether more are to come.
  bool step() {
    return guarded([&] { return search_.step(); });
  }

  /// What was found so far.
  val result() const;

 private:
  std::shared_ptr<SharedClassifier> shared_;
  Search search_;
};

using UniversalObject = SetObject<Universal>;
using CommonEpsilonObject = SetObject<CommonEpsilon>;
using EvaluationObject = SetObject<Evaluation>;
using PerturbedSetObject = SetObject<PerturbedSet>;

template <>
val UniversalObject::result() const;
template <>
val CommonEpsilonObject::result() const;
template <>
val EvaluationObject::result() const;
template <>
val PerturbedSetObject::result() const;

/// Several evaluations as one: `rows` are those of all, one behind the other.
val evaluated(const val& rows);

}  // namespace deepfool::bindings
