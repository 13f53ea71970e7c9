#pragma once

#include <cstdint>
#include <vector>

#include "classifier/classifier.h"
#include "classifier/convention.h"

namespace deepfool {

/// A classifier f that gets its pictures as it wants them: g(x) = f(A P x + b), where P places each
/// pixel of ours where f expects it (once for each channel, if ours has one) and A and b are the
/// convention's. Its Jacobian is that of f times A P, so that perturbations and norms are in our
/// pixels. A picture smaller than f's stands in the middle, on paper. Others may use f between the
/// calls.
class Presented : public Classifier {
 public:
  /// x is a picture of the shape `ours` (channels apart, row after row), f takes one of the shape
  /// `theirs`; f must outlive this object. Throws std::invalid_argument if the sizes do not go
  /// together, and for numbers of the convention that are not finite, or a scale of 0.
  Presented(Classifier& f, const PictureShape& ours, const PictureShape& theirs,
            const Convention& convention);

  Index inputs() const override { return inputs_; }
  Index classes() const override { return f_.classes(); }

  /// A P x + b, as f gets it (f.inputs() elements).
  Vector shown(const VectorRef& x) const;

 private:
  void forward(const VectorRef& x, Eigen::Ref<Vector> f) override;
  void pull_back_rows(const std::vector<int>& rows, Jacobian& J) override;
  void pull_back_sum(const VectorRef& v, Eigen::Ref<Vector> g) override;
  void show(const VectorRef& x, Vector& y) const;
  void restore();

  /// An element of f's input: scale x[source] + offset; of paper around our picture, source is -1.
  struct Element {
    int source;
    double scale;
    double offset;
  };

  Classifier& f_;
  Index inputs_;
  std::vector<Element> elements_;
  Vector y_;                     // the last input that f got from here
  std::int64_t f_forwards_ = 0;  // f.forwards() after that
  Vector logits_;                // of f at y_, when it has to run again
  Vector y_gradient_;            // of f with respect to y
  Jacobian y_jacobian_;          // of f with respect to y
};

}  // namespace deepfool
