// How much arithmetic a forward and a Jacobian are: a regression gate that measures no time.

#include "catch.h"
#include "files.h"
#include "mnist.h"
#include "network/operators/convolution/convolution.h"
#include "network/operators/elementwise/elementwise.h"
#include "network/operators/linear/linear.h"

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
    const std::vector<float> bias = {-1, 1};
    const std::vector<float> ones(16, 1.0F);
    const std::vector<float> none = {0, 0};
    const Shape input{4, 4, channels};
    std::vector<Network::Node> nodes;
    nodes.push_back({std::make_unique<Relu>(input.size()), {0}});
    Window window;
    window.height = window.width = 3;
    nodes.push_back(
        {std::make_unique<Convolution>(input, 2, window, 1,
                                       std::make_shared<ConvolutionWeights>(zeros, 2, 1, 9), bias),
         {1}});
    nodes.push_back({std::make_unique<Relu>(8), {2}});
    nodes.push_back(
        {std::make_unique<Linear>(8, 2, std::make_shared<LinearWeights>(ones, 8, 2), none), {3}});
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

// Zeros among the activations save operations, and the kernels sum in one order on every machine:
// so these numbers are exact. Fewer are welcome, and then to be written here.
TEST_CASE("the classifiers take the operations that they took", "[operations]") {
  struct Operations {
    const char* name;
    Index forward;
    Index jacobians;  // of one row, the first 50 test digits together
  };
  const Operations all[] = {{"softmax", 7840, 392000},
                            {"digits", 337024, 1333196},
                            {"fc500-150-10", 468500, 5987372},
                            {"lenet", 2293000, 32360150}};
  const mnist::Digits digits = mnist::test_digits(50);
  for (const Operations& operations : all) {
    CAPTURE(operations.name);
    const auto network = files::model(operations.name);
    CHECK(network->multiply_adds() == operations.forward);
    Index sum = 0;
    for (const std::vector<float>& image : digits.images) {
      differentiate(*network, Eigen::Map<const Vector>(image.data(), 784));
      sum += network->pullback_multiply_adds();
    }
    CHECK(sum == operations.jacobians);
  }
}
