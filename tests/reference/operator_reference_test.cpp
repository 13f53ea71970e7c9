// Every operator against values that PyTorch computed in double precision:
// operator_references.py.

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <numeric>

#include "catch.h"
#include "files.h"

using namespace deepfool;

namespace {

/// The pieces of operators.bin, one after the other.
class Pieces {
 public:
  explicit Pieces(std::string bytes) : bytes_(std::move(bytes)) {}

  bool more() const { return at_ < bytes_.size(); }

  std::string next() {
    std::uint32_t size = 0;
    REQUIRE(at_ + sizeof size <= bytes_.size());
    std::memcpy(&size, bytes_.data() + at_, sizeof size);
    at_ += sizeof size;
    REQUIRE(at_ + size <= bytes_.size());
    const std::string piece = bytes_.substr(at_, size);
    at_ += size;
    return piece;
  }

  Vector numbers() {
    const std::string piece = next();
    Vector v(static_cast<Index>(piece.size() / sizeof(float)));
    std::memcpy(v.data(), piece.data(), piece.size());
    return v;
  }

 private:
  std::string bytes_;
  std::size_t at_ = 0;
};

}  // namespace

TEST_CASE("operators have PyTorch's values and gradients", "[reference][operators]") {
  Pieces pieces(files::read("tests/reference/operators.bin"));
  int models = 0;
  double worst_logit = 0;
  double worst_gradient = 0;
  for (; pieces.more(); ++models) {
    const std::string name = pieces.next();
    const std::string model = pieces.next();
    const Vector x = pieces.numbers();
    const Vector logits = pieces.numbers();
    const Vector gradients = pieces.numbers();
    CAPTURE(name);
    std::unique_ptr<Network> network;
    REQUIRE_NOTHROW(network = files::read_onnx(model));
    REQUIRE(network->inputs() == x.size());
    REQUIRE(network->classes() == logits.size());
    Vector f(logits.size());
    network->logits(x, f);
    REQUIRE(f.allFinite());
    const double logit =
        (f - logits).cwiseAbs().maxCoeff() / std::max(1.0F, logits.cwiseAbs().maxCoeff());
    std::vector<int> rows(static_cast<std::size_t>(f.size()));
    std::iota(rows.begin(), rows.end(), 0);
    Jacobian J;
    network->jacobian(rows, J);
    double gradient = 0;
    for (Index k = 0; k < f.size(); ++k) {
      const Vector row = J.row(k);
      REQUIRE(row.allFinite());
      gradient = std::max<double>(
          gradient, (row - gradients.segment(k * x.size(), x.size())).cwiseAbs().maxCoeff());
    }
    gradient /= std::max(1.0F, gradients.cwiseAbs().maxCoeff());
    CAPTURE(logit, gradient);
    CHECK(logit < 1e-4);
    CHECK(gradient < 1e-3);
    worst_logit = std::max(worst_logit, logit);
    worst_gradient = std::max(worst_gradient, gradient);
  }
  CAPTURE(worst_logit, worst_gradient);
  CHECK(models > 300);
  CHECK(worst_logit > 0);  // float32 differs from double precision
}
