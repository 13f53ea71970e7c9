#include <stdexcept>
#include <utility>

#include "bindings/classifier_object.h"
#include "bindings/search_object.h"
#include "network/network.h"
#include "robustness/certify/certificate.h"

namespace deepfool::bindings {

namespace {

/// The layers of the network that a classifier is; those of the last one are kept, for its next
/// input. Throws std::invalid_argument if it is no network.
std::shared_ptr<const certify::Layers> layers_of(const std::shared_ptr<SharedClassifier>& shared) {
  static std::weak_ptr<SharedClassifier> last;
  static std::shared_ptr<const certify::Layers> layers;
  if (last.lock() == shared) return layers;
  const auto* network = dynamic_cast<const Network*>(shared->classifier.get());
  if (!network) throw std::invalid_argument("bounds go with networks that take pixels as they are");
  layers = certify::take_apart(*network);
  last = shared;
  return layers;
}

std::optional<certify::Range> range_of(const val& box) {
  if (box.isNull()) return std::nullopt;
  return certify::Range{box[0].as<double>(), box[1].as<double>()};
}

class CertificateObject : public SearchObject {
 public:
  CertificateObject(std::shared_ptr<SharedClassifier> shared, const val& options)
      : shared_(std::move(shared)),
        certificate_(layers_of(shared_), options["norm"].as<double>(), range_of(options["box"])) {
    certificate_.begin(vector_of(options["input"], shared_->classifier->inputs(), "input"));
  }

  bool step() override {
    return guarded([&] { return certificate_.step(); });
  }

  val result() const override {
    return guarded([&] {
      val o = val::object();
      put(o, "radius", certificate_.radius());
      put(o, "label", certificate_.label());
      put(o, "evaluations", certificate_.evaluations());
      return o;
    });
  }

 private:
  std::shared_ptr<SharedClassifier> shared_;
  certify::Certificate certificate_;
};

}  // namespace

std::unique_ptr<SearchObject> certificate_search(std::shared_ptr<SharedClassifier> shared,
                                                 const val& options) {
  return std::make_unique<CertificateObject>(std::move(shared), options);
}

std::unique_ptr<SearchObject> ClassifierObject::search(const std::string& kind,
                                                       const val& options) {
  return guarded([&] {
    if (kind == "conventions") return convention_search(shared_, options);
    if (kind == "certify") return certificate_search(shared_, options);
    throw std::invalid_argument("there is no search '" + kind + "'");
  });
}

}  // namespace deepfool::bindings
