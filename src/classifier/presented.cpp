#include "classifier/presented.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>

#include "classifier/joined.h"
#include "classifier/refuse.h"

namespace deepfool {

namespace {

std::string text_of(const PictureShape& shape) {
  return joined({shape.channels, " x ", shape.height, " x ", shape.width});
}

/// Throws unless there is one number, or one for each channel, and all are finite.
void check_numbers(const std::vector<double>& numbers, Index channels, const char* name) {
  const auto count = static_cast<Index>(numbers.size());
  if (count != 1 && count != channels) {
    refuse<std::invalid_argument>([&] {
      return joined({"convention: ", name, " has ", count, " numbers; it takes one, or one for ",
                     "each of ", channels, " channels"});
    });
  }
  for (const double number : numbers) {
    if (!std::isfinite(number)) {
      refuse<std::invalid_argument>([&] {
        return joined({"convention: ", name, " has a number that is not finite"});
      });
    }
  }
}

double of_channel(const std::vector<double>& numbers, Index channel) {
  return numbers.size() == 1 ? numbers[0] : numbers[static_cast<std::size_t>(channel)];
}

}  // namespace

Presented::Presented(Classifier& f, const PictureShape& ours, const PictureShape& theirs,
                     const Convention& convention)
    : f_(f), inputs_(ours.size()) {
  const Index height = convention.transposed ? theirs.width : theirs.height;
  const Index width = convention.transposed ? theirs.height : theirs.width;
  if (theirs.size() != f.inputs() || theirs.size() == 0) {
    refuse<std::invalid_argument>([&] {
      return joined({"the classifier takes ", f.inputs(), " numbers, which are no picture of ",
                     text_of(theirs), " (channels x height x width)"});
    });
  }
  const bool fits = ours.channels == 1 || ours.channels == theirs.channels;
  if (!fits || ours.height > height || ours.width > width || ours.size() == 0) {
    refuse<std::invalid_argument>([&] {
      return joined({"a picture of ", text_of(ours), " (channels x height x width) does not fit ",
                     "into one of ", text_of(theirs)});
    });
  }
  check_numbers(convention.scale, theirs.channels, "scale");
  check_numbers(convention.offset, theirs.channels, "offset");
  if (std::count(convention.scale.begin(), convention.scale.end(), 0) > 0) {
    refuse<std::invalid_argument>("convention: a scale of 0 would hide the picture");
  }

  const Index top = (height - ours.height) / 2;
  const Index left = (width - ours.width) / 2;
  elements_.resize(static_cast<std::size_t>(theirs.size()));
  for (Index c = 0; c < theirs.channels; ++c) {
    const double a = of_channel(convention.scale, c);
    const double b = of_channel(convention.offset, c);
    for (Index y = 0; y < theirs.height; ++y) {
      for (Index x = 0; x < theirs.width; ++x) {
        const Index row = (convention.transposed ? x : y) - top;
        const Index column = (convention.transposed ? y : x) - left;
        const bool inside = row >= 0 && row < ours.height && column >= 0 && column < ours.width;
        const Index channel = ours.channels == 1 ? 0 : c;
        const Index at = convention.channels_last ? (y * theirs.width + x) * theirs.channels + c
                                                  : (c * theirs.height + y) * theirs.width + x;
        Element& element = elements_[static_cast<std::size_t>(at)];
        element.source =
            inside ? static_cast<int>((channel * ours.height + row) * ours.width + column) : -1;
        element.scale = convention.inverted ? -a : a;
        element.offset = convention.inverted ? a + b : b;
      }
    }
  }
  y_ = shown(Vector::Zero(inputs_));
  y_gradient_.setZero(f.inputs());
  logits_.setZero(f.classes());
}

void Presented::show(const VectorRef& x, Vector& y) const {
  for (std::size_t j = 0; j < elements_.size(); ++j) {
    const Element& e = elements_[j];
    const double pixel = e.source < 0 ? 0 : x[e.source];
    y[static_cast<Index>(j)] = static_cast<float>(e.scale * pixel + e.offset);
  }
}

Vector Presented::shown(const VectorRef& x) const {
  Vector y(f_.inputs());
  show(x, y);
  return y;
}

void Presented::forward(const VectorRef& x, Eigen::Ref<Vector> f) {
  show(x, y_);
  f_.logits(y_, f);
  f_forwards_ = f_.forwards();
}

/// Runs f at y_ again if somebody else has used it since.
void Presented::restore() {
  if (f_.forwards() == f_forwards_) return;
  f_.logits(y_, logits_);
  f_forwards_ = f_.forwards();
}

void Presented::pull_back_rows(const std::vector<int>& rows, Jacobian& J) {
  restore();
  f_.jacobian(rows, y_jacobian_);
  J.setZero(y_jacobian_.rows(), inputs_);
  for (std::size_t j = 0; j < elements_.size(); ++j) {
    const Element& e = elements_[j];
    if (e.source < 0) continue;
    J.col(e.source) += static_cast<float>(e.scale) * y_jacobian_.col(static_cast<Index>(j));
  }
}

void Presented::pull_back_sum(const VectorRef& v, Eigen::Ref<Vector> g) {
  restore();
  f_.gradient(v, y_gradient_);
  g.setZero();
  for (std::size_t j = 0; j < elements_.size(); ++j) {
    const Element& e = elements_[j];
    if (e.source >= 0) {
      g[e.source] += static_cast<float>(e.scale) * y_gradient_[static_cast<Index>(j)];
    }
  }
}

}  // namespace deepfool
