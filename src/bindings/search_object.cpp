#include "bindings/search_object.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "attack/norm.h"
#include "attack/quantise.h"
#include "bindings/row_numbers.h"
#include "robustness/common_epsilon.h"
#include "robustness/evaluation.h"
#include "robustness/perturbed_set.h"
#include "robustness/row.h"
#include "robustness/summary.h"

namespace deepfool::bindings {

namespace {

/// The value, or null.
val converted(const std::optional<double>& value) { return value ? val(*value) : val::null(); }

val converted(const std::vector<Row>& rows) {
  const Summary s = summarise(rows);
  val o = val::object();
  put(o, "count", static_cast<double>(s.count));
  put(o, "flipped", static_cast<double>(s.flipped));
  put(o, "alreadyTarget", static_cast<double>(s.already_target));
  put(o, "notFinite", static_cast<double>(s.not_finite));
  put(o, "zeroNorm", static_cast<double>(s.zero_norm));
  put(o, "success", converted(s.success.mean));
  put(o, "testError", converted(s.test_error.mean));
  put(o, "rhoAdv", converted(s.rho_adv.mean));
  put(o, "rhoAdvInf", converted(s.rho_adv_inf.mean));
  put(o, "l1", converted(s.l1.mean));
  put(o, "l2", converted(s.l2.mean));
  put(o, "linf", converted(s.linf.mean));
  put(o, "iterations", converted(s.iterations.mean));
  put(o, "rows", copied(numbers_of(rows)));
  return o;
}

val converted(const Universal& search) {
  val o = val::object();
  put(o, "perturbation", copied(search.perturbation()));
  put(o, "foolingRate", search.fooling_rate());
  put(o, "counts", copied(search.counts()));
  put(o, "epochs", search.epochs());
  put(o, "l2", lp_norm(search.perturbation(), 2));
  put(o, "linf", lp_norm(search.perturbation(), std::numeric_limits<double>::infinity()));
  put(o, "done", static_cast<double>(search.done()));
  put(o, "total", static_cast<double>(search.total()));
  return o;
}

val converted(const CommonEpsilon& search) {
  val o = val::object();
  put(o, "epsilon", search.epsilon());
  put(o, "rho", converted(search.rho()));
  put(o, "rhoInf", converted(search.rho_inf()));
  return o;
}

val converted(const Evaluation& search) { return converted(search.rows()); }

val converted(const PerturbedSet& search) {
  val perturbed = val::array();
  for (const Vector& x : search.perturbed()) perturbed.call<void>("push", copied(x));
  val o = val::object();
  put(o, "perturbed", perturbed);
  put(o, "labels", copied(search.labels()));
  put(o, "adversarial", copied(search.adversarial()));
  put(o, "flipped", search.flipped());
  put(o, "counts", copied(search.counts()));
  return o;
}

/// A search over a set of inputs, some of them with labels.
template <class Search>
class SetObject : public SearchObject {
 public:
  template <class... Options>
  explicit SetObject(std::shared_ptr<SharedClassifier> shared, Options&&... options)
      : shared_(std::move(shared)),
        search_(*shared_->classifier, std::forward<Options>(options)...) {}

  void add() override {
    guarded([&] { search_.add(shared_->input); });
  }

  void add_labelled(double label) override {
    guarded([&] {
      if constexpr (std::is_same_v<Search, Evaluation> || std::is_same_v<Search, CommonEpsilon>) {
        search_.add(shared_->input, label);
      } else {
        throw std::invalid_argument("labels: they are not asked for");
      }
    });
  }

  bool step() override {
    return guarded([&] { return search_.step(); });
  }

  val result() const override {
    return guarded([&] { return converted(search_); });
  }

 private:
  std::shared_ptr<SharedClassifier> shared_;
  Search search_;
};

// A step of a field is so much work, in multiplications with an addition, or one cell; and so many
// cells at most.
constexpr std::int64_t kFieldWork = 1 << 20;
constexpr Index kFieldCells = 256;

/// The classes and logits of a classifier of two inputs over the plane.
class FieldObject : public SearchObject {
 public:
  FieldObject(std::shared_ptr<SharedClassifier> shared, const Grid& grid)
      : shared_(std::move(shared)),
        field_(*shared_->classifier, grid,
               std::clamp<Index>(kFieldWork / (shared_->multiply_adds + 1), 1, kFieldCells)) {}

  bool step() override {
    return guarded([&] { return field_.step(); });
  }

  val result() const override {
    return guarded([&] {
      const Eigen::MatrixXf& logits = field_.logits();
      val o = val::object();
      put(o, "classes", copied(field_.classes()));
      put(o, "logits", copied(logits));
      const Eigen::MatrixXf leads = field_.leads();
      put(o, "leads", copied(leads));
      return o;
    });
  }

 private:
  std::shared_ptr<SharedClassifier> shared_;
  Field field_;
};

/// A picture of 8 bits a pixel.
class QuantisationObject : public SearchObject {
 public:
  QuantisationObject(std::shared_ptr<SharedClassifier> shared, const Vector& perturbation,
                     int label, std::optional<int> target, double norm)
      : shared_(std::move(shared)),
        quantisation_(*shared_->classifier, shared_->input, perturbation, label, target, norm) {}

  bool step() override {
    return guarded([&] { return quantisation_.step(); });
  }

  val result() const override {
    return guarded([&] {
      const Quantised& q = quantisation_.result();
      std::vector<std::uint8_t> bytes(static_cast<std::size_t>(q.pixels.size()));
      for (Index i = 0; i < q.pixels.size(); ++i) {
        bytes[static_cast<std::size_t>(i)] =
            static_cast<std::uint8_t>(std::lround(255 * q.pixels[i]));
      }
      val o = val::object();
      put(o, "flipped", q.flipped);
      put(o, "pixels", copied(q.pixels));
      put(o, "bytes", copied(bytes));
      put(o, "adversarial", q.adversarial);
      put(o, "levels", q.levels);
      put(o, "boxed", q.boxed);
      put(o, "l2Before", q.l2_before);
      put(o, "l2", q.l2);
      return o;
    });
  }

 private:
  std::shared_ptr<SharedClassifier> shared_;
  Quantisation quantisation_;
};

}  // namespace

void SearchObject::add() { add_labelled(0); }

void SearchObject::add_labelled(double) {
  guarded([] { throw std::invalid_argument("it has no set of inputs"); });
}

std::unique_ptr<SearchObject> field_search(std::shared_ptr<SharedClassifier> shared,
                                           const Grid& grid) {
  return std::make_unique<FieldObject>(std::move(shared), grid);
}

std::unique_ptr<SearchObject> quantisation(std::shared_ptr<SharedClassifier> shared,
                                           const Vector& perturbation, int label,
                                           std::optional<int> target, double norm) {
  return std::make_unique<QuantisationObject>(std::move(shared), perturbation, label, target, norm);
}

std::unique_ptr<SearchObject> universal_search(std::shared_ptr<SharedClassifier> shared,
                                               const UniversalOptions& options) {
  return std::make_unique<SetObject<Universal>>(std::move(shared), options);
}

std::unique_ptr<SearchObject> common_epsilon_search(std::shared_ptr<SharedClassifier> shared,
                                                    double share, std::optional<Bounds> box,
                                                    bool single_precision) {
  return std::make_unique<SetObject<CommonEpsilon>>(std::move(shared), share, box,
                                                    single_precision);
}

std::unique_ptr<SearchObject> evaluation(std::shared_ptr<SharedClassifier> shared,
                                         const AttackSpec& attack) {
  return std::make_unique<SetObject<Evaluation>>(std::move(shared), attack);
}

std::unique_ptr<SearchObject> perturbed_set(std::shared_ptr<SharedClassifier> shared,
                                            Vector perturbation) {
  return std::make_unique<SetObject<PerturbedSet>>(std::move(shared), std::move(perturbation));
}

val evaluated(const val& rows) {
  return guarded(
      [&] { return converted(rows_of(emscripten::convertJSArrayToNumberVector<double>(rows))); });
}

}  // namespace deepfool::bindings
