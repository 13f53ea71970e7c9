#include "attack/line.h"

#include <cmath>
#include <stdexcept>
#include <string>

#include "attack/perturb.h"
#include "classifier/refuse.h"

namespace deepfool {

Line::Line(Classifier& classifier, const VectorRef& x0, const VectorRef& r,
           std::optional<Bounds> box)
    : classifier_(classifier),
      x0_(x0.cast<double>()),
      r_(r.cast<double>()),
      box_(box),
      logits_(classifier.classes()) {
  check_box(box);
  for (const Index size : {x0.size(), r.size()}) {
    if (size == classifier.inputs()) continue;
    refuse<std::invalid_argument>([&] {
      return "the input and the perturbation need " + std::to_string(classifier.inputs()) +
             " elements; one has " + std::to_string(size);
    });
  }
  if (!x0.allFinite() || !r.allFinite()) {
    refuse<std::invalid_argument>("the input and the perturbation have to be finite");
  }
}

const Vector& Line::visit(double t) {
  if (!std::isfinite(t)) refuse<std::invalid_argument>("t: it has to be finite");
  point_ = (x0_ + t * r_).cast<float>();
  if (box_) point_ = point_.cwiseMax(box_->lo).cwiseMin(box_->hi);
  classifier_.logits(point_, logits_);
  return logits_;
}

int Line::label_at(double t) { return predicted_class(visit(t)); }

std::vector<Line::Flip> Line::flips(double end, int samples) {
  if (!(end > 0) || !std::isfinite(end) || samples < 1) {
    refuse<std::invalid_argument>("the end is above 0, and there are 1 or more samples");
  }
  std::vector<Flip> found;
  double from = 0;
  int label = label_at(from);
  for (int i = 1; i <= samples; ++i) {
    const double to = end * i / samples;
    const int next = label_at(to);
    double low = from;
    double high = to;
    int after = next;
    while (next != label) {
      const double middle = low + (high - low) / 2;
      if (middle <= low || middle >= high) break;
      const int here = label_at(middle);
      if (here == label) {
        low = middle;
      } else {
        high = middle;
        after = here;
      }
    }
    if (next != label) found.push_back({high, label, after});
    from = to;
    label = next;
  }
  return found;
}

}  // namespace deepfool
