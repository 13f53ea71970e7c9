// How much arithmetic a forward and a Jacobian are: a regression gate that measures no time.

#include "catch.h"
#include "files.h"
#include "mnist.h"
#include "network/convolution.h"
#include "network/elementwise.h"
#include "network/linear.h"

using namespace deepfool;

namespace {

/// All rows of the Jacobian at x.
void differentiate(Network& network, const Vector& x) {
  Vector f(network.classes());
  network.logits(x, f);
  std::vector<int> rows;
  for (int k = 0; k < network.classes(); ++k) rows.push_back(k);
  Jacobian J;
  network.jacobian(rows, J);
}

}  // namespace

TEST_CASE("a Jacobian costs what its live outputs and passing inputs cost", "[operations]") {
  // 3 x 3 windows on 4 x 4 x `channels`, each of the 2 x 2 x 2 outputs with a bias of its sign: the
  // first output channel is dead, the second alive. Then a ReLU and a product with two logits.
  for (const Index channels : {1, 2}) {
    const std::vector<float> zeros(static_cast<std::size_t>(2 * channels * 9));
    const float bias[] = {-1, 1};
    const std::vector<float> ones(16, 1.0F);
    const float none[] = {0, 0};
    const Shape input{4, 4, channels};
    std::vector<Network::Node> nodes;
    nodes.push_back({std::make_unique<Relu>(input), {0}});
    Window window;
    window.height = window.width = 3;
    nodes.push_back({std::make_unique<Convolution>(input, 2, window, 1, zeros.data(), bias), {1}});
    nodes.push_back({std::make_unique<Relu>(Shape{2, 2, 2}), {2}});
    nodes.push_back({std::make_unique<Linear>(8, 2, ones.data(), none), {3}});
    Network network(input, std::move(nodes));
    CHECK(network.multiply_adds() == 8 * 9 * channels + 8 * 2);

    const Index linear = 2 * 4;  // 2 outputs, 4 of 8 inputs alive
    differentiate(network, Vector::Ones(input.size()));
    CHECK(network.pullback_multiply_adds() == linear + 4 * 9 * channels);

    if (channels == 1) continue;  // gathered at the outputs: that the inputs are dead saves nothing
    Vector x = Vector::Ones(input.size());
    for (Index i = 0; i < x.size(); i += 2) x[i] = -1;  // every other channel is dead
    differentiate(network, x);
    CHECK(network.pullback_multiply_adds() == linear + 4 * 9);
  }
}

TEST_CASE("the classifiers take no more operations than they did", "[operations]") {
  struct Most {
    const char* name;
    Index forward;
    double jacobian;  // of one row, mean over the first 50 test digits, and a tenth more
  };
  const Most all[] = {{"softmax", 7840, 7840},
                      {"digits", 337024, 29000},
                      {"fc500-150-10", 468500, 135000},
                      {"lenet", 2293000, 710000}};
  const mnist::Digits digits = mnist::test_digits(50);
  for (const Most& most : all) {
    CAPTURE(most.name);
    const auto network = files::model(most.name);
    CHECK(network->multiply_adds() <= most.forward);
    double sum = 0;
    for (const std::vector<float>& image : digits.images) {
      differentiate(*network, Eigen::Map<const Vector>(image.data(), 784));
      sum += static_cast<double>(network->pullback_multiply_adds());
    }
    CHECK(sum / 50 <= most.jacobian);
  }
}
