#include "attack/fgsm.h"

#include <limits>

#include "attack/norm.h"
#include "attack/options.h"

namespace deepfool {

namespace {

constexpr int kCellsOfScale = 100;         // a cell is one step along the ray
constexpr int kCells = 4 * kCellsOfScale;  // of the whole ray
constexpr int kBisections = 20;

}  // namespace

Fgsm::Fgsm(Classifier& classifier, const FgsmOptions& options)
    : Search(classifier, std::numeric_limits<double>::infinity(), options.box, options.target),
      options_(options) {
  if (options.epsilon) check<options::epsilon>(*options.epsilon);
  gradient_.setZero(classifier.inputs());
  sign_.setZero(classifier.inputs());
}

bool Fgsm::begin() {
  Search::begin();
  loss_gradient(gradient_, options_.single_precision);
  if (!gradient_.allFinite()) {
    result_.status = Status::not_finite;
    return false;
  }
  if ((gradient_.array() == 0).all()) {
    result_.status = Status::no_gradient;
    return false;
  }
  sign_ = gradient_.array().sign();
  double scale = box_ ? static_cast<double>(box_->hi) - box_->lo : lp_norm(x0_, norm_);
  if (scale == 0) scale = 1;
  cell_ = scale / kCellsOfScale;
  return true;
}

bool Fgsm::advance() {
  ++result_.iterations;
  if (options_.epsilon) {
    visit(*options_.epsilon * sign_);
    return false;
  }
  if (!visit(result_.iterations * cell_ * sign_)) return result_.iterations < kCells;
  double inside = (result_.iterations - 1) * cell_;
  double outside = result_.iterations * cell_;
  for (int i = 0; i < kBisections; ++i) {
    const double middle = (inside + outside) / 2;
    (visit(middle * sign_) ? outside : inside) = middle;
  }
  return false;
}

}  // namespace deepfool
