// Searches in steps: none takes long, others may use the classifier in between, and steps after the
// last do nothing.

#include <functional>
#include <memory>

#include "attack/quantise.h"
#include "attack/universal.h"
#include "catch.h"
#include "files.h"
#include "mnist.h"
#include "robustness/common_epsilon.h"
#include "robustness/evaluation.h"

using namespace deepfool;

namespace {

/// A search, and what it has found as numbers.
struct Search {
  std::function<bool()> step;
  std::function<std::vector<double>()> found;
};

std::vector<double> numbers(const Vector& v) { return {v.begin(), v.end()}; }

/// A perturbation of one dark corner, which flips nothing: a picture of it needs the attacks in the
/// box.
Vector corner() {
  Vector r = Vector::Zero(784);
  r[0] = 0.01F;
  return r;
}

Search quantisation(Classifier& classifier, const mnist::Digits& digits) {
  const Vector x = Eigen::Map<const Vector>(digits.images[0].data(), 784);
  Vector f(10);
  classifier.logits(x, f);
  const auto search =
      std::make_shared<Quantisation>(classifier, x, corner(), predicted_class(f), std::nullopt, 1);
  return {[=] { return search->step(); },
          [=] {
            std::vector<double> all = numbers(search->result().pixels);
            all.push_back(search->result().levels);
            all.push_back(search->result().flipped ? 1 : 0);
            return all;
          }};
}

template <class Set>
void add_all(Set& set, const mnist::Digits& digits) {
  for (const std::vector<float>& image : digits.images) {
    set.add(Eigen::Map<const Vector>(image.data(), 784));
  }
}

Search universal(Classifier& classifier, const mnist::Digits& digits) {
  UniversalOptions options;
  options.radius = 2;
  options.epochs = 2;
  const auto search = std::make_shared<Universal>(classifier, options);
  add_all(*search, digits);
  return {[=] { return search->step(); },
          [=] {
            std::vector<double> all = numbers(search->perturbation());
            all.push_back(search->epochs());
            all.push_back(static_cast<double>(search->done()));
            return all;
          }};
}

Search common_epsilon(Classifier& classifier, const mnist::Digits& digits) {
  const auto search = std::make_shared<CommonEpsilon>(classifier, 0.9, std::nullopt);
  add_all(*search, digits);
  return {[=] { return search->step(); },
          [=] {
            return std::vector<double>{search->epsilon(), search->rho().value_or(-1),
                                       search->rho_inf().value_or(-1)};
          }};
}

Search evaluation(Classifier& classifier, const mnist::Digits& digits) {
  const auto search = std::make_shared<Evaluation>(classifier, AttackSpec{});
  add_all(*search, digits);
  return {[=] { return search->step(); },
          [=] {
            std::vector<double> all;
            for (const Row& row : search->rows()) all.push_back(row.l2);
            return all;
          }};
}

}  // namespace

TEST_CASE("a step of a search is two forwards and a Jacobian at most") {
  const auto make = GENERATE(quantisation, universal, common_epsilon, evaluation);
  const mnist::Digits digits = mnist::test_digits(5);
  const auto network = files::model("fc500-150-10");
  Classifier& classifier = *network;
  const Search whole = make(classifier, digits);
  int steps = 0;
  bool more = true;
  while (more) {
    const std::int64_t forwards = classifier.forwards();
    const std::int64_t pullbacks = classifier.pullbacks();
    more = whole.step();
    CHECK(classifier.forwards() <= forwards + 2);
    CHECK(classifier.pullbacks() <= pullbacks + 1);
    ++steps;
  }
  CHECK(steps > 5);

  // Steps after the last.
  const std::vector<double> found = whole.found();
  const std::int64_t forwards = classifier.forwards();
  CHECK_FALSE(whole.step());
  CHECK_FALSE(whole.step());
  CHECK(classifier.forwards() == forwards);
  CHECK(whole.found() == found);

  // Two at once on one classifier find what one finds alone.
  const Search first = make(classifier, digits);
  const Search second = make(classifier, digits);
  bool first_more = true;
  bool second_more = true;
  while (first_more || second_more) {
    first_more = first.step();
    second_more = second.step();
  }
  CHECK(first.found() == found);
  CHECK(second.found() == found);
}
