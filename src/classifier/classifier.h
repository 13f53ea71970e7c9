#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <vector>

namespace deepfool {

using Eigen::Index;
using Vector = Eigen::VectorXf;
using VectorRef = Eigen::Ref<const Eigen::VectorXf>;

/// Gradients of several logits at one input, one column per input element: column i holds
/// d f_{rows[0]} / d x_i, d f_{rows[1]} / d x_i, ... and then zeros up to a multiple of 4, so that
/// the class index is the fastest and fills SIMD lanes.
using Jacobian = Eigen::MatrixXf;

/// Rows that a Jacobian of `rows` logits has in memory: the next multiple of 4.
constexpr Index padded_rows(Index rows) { return (rows + 3) / 4 * 4; }

/// All that an attack may know of a classifier. Logits are scores before any softmax; the input is
/// in pixel units, any normalisation being part of the classifier. Not safe for use by two threads
/// at once: an implementation keeps its activations between `logits` and `jacobian`.
class Classifier {
 public:
  virtual ~Classifier() = default;

  /// n, the number of input elements.
  virtual Index inputs() const = 0;

  /// C, the number of logits (at least 2).
  virtual Index classes() const = 0;

  /// Writes the C logits at x (n elements) to f.
  // NOLINTNEXTLINE(performance-unnecessary-value-param): Eigen's way to pass a Ref that is written
  void logits(const VectorRef& x, Eigen::Ref<Vector> f) {
    ++forwards_;
    forward(x, f);
  }

  /// How many times `logits` has been called. Whoever wants a Jacobian later can tell by it whether
  /// the classifier has been used in between.
  std::int64_t forwards() const { return forwards_; }

  /// Writes the gradients of the logits `rows` (each in [0, C)) at the x last given to `logits`.
  /// J becomes padded_rows(rows.size()) x n; nothing is allocated if it has that size already.
  void jacobian(const std::vector<int>& rows, Jacobian& J) {
    ++pullbacks_;
    pull_back_rows(rows, J);
  }

  /// Writes sum_k v_k grad f_k (n elements) to g, at the x last given to `logits`; v has C
  /// elements.
  void gradient(const VectorRef& v, Eigen::Ref<Vector> g) {  // NOLINT(performance-*): as above
    ++pullbacks_;
    pull_back_sum(v, g);
  }

  /// How many times `jacobian` and `gradient` have been called: a Jacobian of several rows is one
  /// pass back through the classifier.
  std::int64_t pullbacks() const { return pullbacks_; }

 private:
  /// What `logits` does, for an implementation to fill in.
  virtual void forward(const VectorRef& x, Eigen::Ref<Vector> f) = 0;

  /// What `jacobian` does, for an implementation to fill in.
  virtual void pull_back_rows(const std::vector<int>& rows, Jacobian& J) = 0;

  /// What `gradient` does. An implementation may override it to send one row back instead of C.
  virtual void pull_back_sum(const VectorRef& v, Eigen::Ref<Vector> g);

  std::int64_t forwards_ = 0;
  std::int64_t pullbacks_ = 0;
  // For `gradient` where pull_back_sum is not overridden.
  Jacobian all_;              // of all classes
  std::vector<int> classes_;  // 0 to C - 1
};

/// The predicted class: the first of the largest logits.
inline int predicted_class(const VectorRef& logits) {
  Index k = 0;
  for (Index i = 1; i < logits.size(); ++i) {
    if (logits[i] > logits[k]) k = i;
  }
  return static_cast<int>(k);
}

/// Writes exp(f_k) / sum_j exp(f_j) to `probabilities` (C elements each).
void softmax(const VectorRef& logits, Eigen::Ref<Vector> probabilities);

}  // namespace deepfool
