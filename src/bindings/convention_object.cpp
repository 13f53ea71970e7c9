// How classifiers want their pictures, for JavaScript.

#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "bindings/classifier_object.h"
#include "classifier/convention_search.h"
#include "classifier/presented.h"

namespace deepfool::bindings {

namespace {

/// The picture that the classifier takes.
PictureShape picture_of(const SharedClassifier& shared) {
  const auto [channels, height, width] = shared.shape;
  const PictureShape picture = deepfool::picture_of(channels, height, width);
  if (picture.size() == 0) {
    throw std::invalid_argument("the classifier takes " + std::to_string(channels) + " x " +
                                std::to_string(height) + " x " + std::to_string(width) +
                                " numbers; a picture has 1 or 3 channels");
  }
  return picture;
}

/// The picture that is given: [channels, height, width], or the classifier's own.
PictureShape given_picture(const val& picture, const PictureShape& own) {
  if (picture.isNull() || picture.isUndefined()) return own;
  const auto sizes = emscripten::convertJSArrayToNumberVector<double>(picture);
  if (sizes.size() != 3) {
    throw std::invalid_argument("shape: give channels, height and width");
  }
  for (const double size : sizes) {
    if (!(size >= 1 && size <= 4096)) throw std::invalid_argument("shape: 1 to 4096 a side");
  }
  return {static_cast<Index>(sizes[0]), static_cast<Index>(sizes[1]), static_cast<Index>(sizes[2])};
}

/// A number, or one for each channel.
std::vector<double> numbers_of(const val& given, std::vector<double> otherwise) {
  if (given.isNull() || given.isUndefined()) return otherwise;
  if (given.isNumber()) return {given.as<double>()};
  return emscripten::convertJSArrayToNumberVector<double>(given);
}

Convention convention_of(const val& o) {
  const Convention usual;
  return {numbers_of(o["scale"], usual.scale), numbers_of(o["offset"], usual.offset),
          o["inverted"].isTrue(), o["transposed"].isTrue(), o["channelsLast"].isTrue()};
}

val converted(const Convention& convention, const PictureShape& picture) {
  val shape = val::array();
  for (const Index size : {picture.channels, picture.height, picture.width}) {
    shape.call<void>("push", static_cast<int>(size));
  }
  val o = val::object();
  put(o, "scale", convention.scale[0]);
  put(o, "offset", convention.offset[0]);
  put(o, "inverted", convention.inverted);
  put(o, "transposed", convention.transposed);
  put(o, "channelsLast", convention.channels_last);
  put(o, "shape", shape);
  return o;
}

class ConventionSearchObject : public SearchObject {
 public:
  ConventionSearchObject(std::shared_ptr<SharedClassifier> shared, const val& samples,
                         const val& labels, const val& picture)
      : shared_(std::move(shared)),
        picture_(given_picture(picture, picture_of(*shared_))),
        search_(*shared_->classifier, picture_, picture_of(*shared_)) {
    const auto classes = emscripten::convertJSArrayToNumberVector<double>(labels);
    const Index n = picture_.size();
    const Vector all = vector_of(samples, n * static_cast<Index>(classes.size()), "samples");
    for (std::size_t i = 0; i < classes.size(); ++i) {
      search_.add(all.segment(n * static_cast<Index>(i), n), classes[i]);
    }
  }

  bool step() override {
    return guarded([&] { return search_.step(); });
  }

  val result() const override {
    return guarded([&] {
      val tried = val::array();
      for (const ConventionSearch::Trial& trial : search_.trials()) {
        val o = val::object();
        put(o, "convention", converted(trial.convention, picture_));
        put(o, "right", static_cast<int>(trial.right));
        put(o, "likelihood", trial.likelihood);
        tried.call<void>("push", o);
      }
      val o = val::object();
      put(o, "tried", tried);
      put(o, "best", static_cast<int>(search_.best()));
      put(o, "samples", static_cast<int>(search_.samples()));
      put(o, "done", static_cast<double>(search_.done()));
      put(o, "total", static_cast<double>(search_.total()));
      return o;
    });
  }

 private:
  std::shared_ptr<SharedClassifier> shared_;
  PictureShape picture_;
  ConventionSearch search_;
};

}  // namespace

std::unique_ptr<ClassifierObject> ClassifierObject::presented(const val& convention) {
  return guarded([&] {
    const PictureShape theirs = picture_of(*shared_);
    const PictureShape ours = given_picture(convention["shape"], theirs);
    return object_of(
        std::make_unique<Presented>(*shared_->classifier, ours, theirs, convention_of(convention)),
        {ours.channels, ours.height, ours.width}, shared_->parameters,
        shared_->multiply_adds + theirs.size(), shared_);
  });
}

std::unique_ptr<SearchObject> convention_search(std::shared_ptr<SharedClassifier> shared,
                                                const val& options) {
  return std::make_unique<ConventionSearchObject>(std::move(shared), options["samples"],
                                                  options["labels"], options["shape"]);
}

}  // namespace deepfool::bindings
