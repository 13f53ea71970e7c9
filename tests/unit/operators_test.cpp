// Each operator, alone and in random networks, against naive_graph.h. Inputs and weights are
// multiples of 1/4, so that every product and sum is exact in float32: values and gradients must be
// equal to the last bit, whatever the order of summation, and ties and zeros are frequent.

#include <functional>

#include "catch.h"
#include "files.h"
#include "naive_graph.h"

using namespace deepfool;
using onnx_model::integer;
using onnx_model::integers;
using onnx_model::Model;
using onnx_model::number;
using onnx_model::Tensor;
using onnx_model::text;
using random_numbers::Random;

namespace {

float quarter(Random& random) { return static_cast<float>(random.integer(-4, 4)) / 4; }

Tensor quarters(Random& random, std::vector<std::int64_t> dims) {
  Tensor t;
  t.dims = std::move(dims);
  std::int64_t size = 1;
  for (const std::int64_t d : t.dims) size *= d;
  for (std::int64_t i = 0; i < size; ++i) t.floats.push_back(quarter(random));
  return t;
}

Vector point(Random& random, Index n) {
  return Vector::NullaryExpr(n, [&] { return quarter(random); });
}

Index size_of(const Model& model) {
  Index n = 1;
  for (const std::int64_t d : model.input) n *= d == -1 ? 1 : static_cast<Index>(d);
  return n;
}

/// Whether logits and the gradients of random choices of logits are those of naive_graph.h, up to
/// `tolerance` times the largest of them.
void check(const Model& model, Random& random, double tolerance = 0) {
  const auto network = files::read_onnx(model.bytes());
  const Index n = size_of(model);
  REQUIRE(network->inputs() == n);
  for (int round = 0; round < 3; ++round) {
    const Vector x = point(random, n);
    const naive_graph::Evaluation evaluation(model, x);
    const naive_graph::Value& expected = evaluation.logits();
    const Index classes = expected.value.size();
    REQUIRE(network->classes() == classes);
    Vector f(classes);
    network->logits(x, f);
    const double error = (f.cast<double>() - expected.value).cwiseAbs().maxCoeff();
    CHECK(error <= tolerance * std::max(1.0, expected.value.cwiseAbs().maxCoeff()));

    std::vector<int> rows;
    for (int k = 0; k < classes; ++k) rows.push_back(k);
    for (std::size_t i = rows.size(); i-- > 1;) {
      std::swap(rows[i], rows[static_cast<std::size_t>(random.integer(0, static_cast<int>(i)))]);
    }
    if (round > 0)
      rows.resize(static_cast<std::size_t>(random.integer(1, static_cast<int>(classes))));
    Jacobian J;
    network->jacobian(rows, J);
    REQUIRE(J.rows() == padded_rows(static_cast<Index>(rows.size())));
    REQUIRE(J.cols() == n);
    double worst = 0;
    double largest = 1;
    for (std::size_t r = 0; r < rows.size(); ++r) {
      const Eigen::VectorXd row = expected.by_input.row(rows[r]).transpose();
      const Eigen::VectorXd got = J.row(static_cast<Index>(r)).transpose().cast<double>();
      REQUIRE(got.allFinite());
      worst = std::max(worst, (got - row).cwiseAbs().maxCoeff());
      largest = std::max(largest, row.cwiseAbs().maxCoeff());
    }
    CAPTURE(rows.size(), worst, largest);
    CHECK(worst <= tolerance * largest);
    for (Index r = static_cast<Index>(rows.size()); r < J.rows(); ++r) CHECK(J.row(r).isZero(0));
  }
}

/// A model of a picture, with one operator between `before` and `after` (names of operators).
Model around(std::vector<std::int64_t> input, bool relu_before, bool relu_after,
             const std::function<std::string(Model&, const std::string&)>& add) {
  Model model;
  model.input = std::move(input);
  std::string at = "input";
  if (relu_before) at = model.add("Relu", {at});
  at = add(model, at);
  if (relu_after) at = model.add("Relu", {at});
  model.add("Flatten", {at});
  return model;
}

}  // namespace

TEST_CASE("convolutions with strides, padding, dilations and groups", "[operators]") {
  Random random(1);
  for (int round = 0; round < 150; ++round) {
    const int groups = random.integer(1, 3);
    const int in = groups * random.integer(1, 3);
    const int out = groups * random.integer(1, 7);
    const int height = random.integer(4, 9);
    const int width = random.integer(4, 9);
    const int kh = random.integer(1, 3);
    const int kw = random.integer(1, 4);
    const std::vector<std::int64_t> dilations = {random.integer(1, kh == 1 ? 2 : 3 / (kh - 1)), 1};
    const std::vector<std::int64_t> strides = {random.integer(1, 3), random.integer(1, 3)};
    const std::vector<std::int64_t> pads = {random.integer(0, 2), random.integer(0, 2),
                                            random.integer(0, 2), random.integer(0, 2)};
    const bool bias = random.integer(0, 1) == 1;
    CAPTURE(round, groups, in, out, height, width, kh, kw, strides, pads, dilations);
    const Model model = around({1, in, height, width}, random.integer(0, 1) == 1,
                               random.integer(0, 1) == 1, [&](Model& m, const std::string& at) {
                                 std::vector<std::string> inputs = {
                                     at, m.constant(quarters(random, {out, in / groups, kh, kw}))};
                                 if (bias) inputs.push_back(m.constant(quarters(random, {out})));
                                 return m.add("Conv", inputs,
                                              {{"group", integer(groups)},
                                               {"strides", integers(strides)},
                                               {"pads", integers(pads)},
                                               {"dilations", integers(dilations)},
                                               {"kernel_shape", integers({kh, kw})}});
                               });
    check(model, random);
  }
}

TEST_CASE("auto_pad of convolutions and pools", "[operators]") {
  Random random(2);
  for (const std::string rule : {"SAME_UPPER", "SAME_LOWER", "VALID", "NOTSET"}) {
    for (int round = 0; round < 12; ++round) {
      const int height = random.integer(3, 8);
      const int width = random.integer(3, 8);
      const auto kernel = integers({random.integer(1, 3), random.integer(1, 3)});
      const auto strides = integers({random.integer(1, 3), random.integer(1, 3)});
      CAPTURE(rule, height, width, kernel.integers, strides.integers);
      check(around(
                {1, 2, height, width}, false, true,
                [&](Model& m, const std::string& at) {
                  const Tensor W = quarters(random, {3, 2, kernel.integers[0], kernel.integers[1]});
                  return m.add("Conv", {at, m.constant(W)},
                               {{"auto_pad", text(rule)}, {"strides", strides}});
                }),
            random);
      check(
          around({1, 2, height, width}, false, false,
                 [&](Model& m, const std::string& at) {
                   return m.add(
                       "MaxPool", {at},
                       {{"auto_pad", text(rule)}, {"strides", strides}, {"kernel_shape", kernel}});
                 }),
          random);
    }
  }
}

TEST_CASE("pools that overlap, are padded, dilated, or partial at the end", "[operators]") {
  Random random(3);
  for (int round = 0; round < 200; ++round) {
    const bool largest = random.integer(0, 1) == 1;
    const int height = random.integer(4, 9);
    const int width = random.integer(4, 9);
    const int kh = random.integer(2, 4);
    const int kw = random.integer(2, 4);
    const auto pads = integers({random.integer(0, kh / 2), random.integer(0, kw / 2),
                                random.integer(0, kh / 2), random.integer(0, kw / 2)});
    const auto strides = integers({random.integer(1, 3), random.integer(1, 3)});
    const bool dilated = largest && kh == 2 && kw == 2 && random.integer(0, 1) == 1;
    const int ceil_mode = random.integer(0, 1);
    const int count_padding = random.integer(0, 1);
    CAPTURE(round, largest, height, width, kh, kw, pads.integers, strides.integers, dilated,
            ceil_mode, count_padding);
    const Model model =
        around({1, random.integer(1, 6), height, width}, random.integer(0, 1) == 1,
               random.integer(0, 1) == 1, [&](Model& m, const std::string& at) {
                 std::map<std::string, onnx_model::Attribute> attributes = {
                     {"kernel_shape", integers({kh, kw})},
                     {"strides", strides},
                     {"pads", pads},
                     {"ceil_mode", integer(ceil_mode)}};
                 if (!largest) {
                   attributes["count_include_pad"] = integer(count_padding);
                 }
                 if (dilated) attributes["dilations"] = integers({2, 2});
                 return m.add(largest ? "MaxPool" : "AveragePool", {at}, attributes);
               });
    check(model, random, largest ? 0 : 1e-6);
  }
}

TEST_CASE("a pool's gradient goes to the first of tied maxima, in row-major order", "[operators]") {
  Model model;
  model.input = {1, 1, 4, 4};
  const std::string pool = model.add(
      "MaxPool", {"input"}, {{"kernel_shape", integers({2, 2})}, {"strides", integers({2, 2})}});
  model.add("Flatten", {pool});
  const auto network = files::read_onnx(model.bytes());
  Vector x(16);
  x << 0, 0, 0, 1,  //
      0, 0, 1, 1,   //
      0, 2, 3, 0,   //
      2, 2, 0, 3;
  Vector f(4);
  network->logits(x, f);
  CHECK(f == Vector(Eigen::Vector4f(0, 1, 2, 3)));
  Jacobian J;
  network->jacobian({0, 1, 2, 3}, J);
  Jacobian expected = Jacobian::Zero(4, 16);
  expected(0, 0) = expected(1, 3) = expected(2, 9) = expected(3, 10) = 1;
  CHECK(J == expected);
}

TEST_CASE("a ReLU passes no gradient at 0", "[operators]") {
  Model model;
  model.input = {1, 4};
  model.add("Relu", {"input"});
  const auto network = files::read_onnx(model.bytes());
  Vector x(4);
  x << -1, 0, -0.0F, 2;
  Vector f(4);
  network->logits(x, f);
  CHECK(f == Vector(Eigen::Vector4f(0, 0, 0, 2)));
  Jacobian J;
  network->jacobian({0, 1, 2, 3}, J);
  Jacobian expected = Jacobian::Zero(4, 4);
  expected(3, 3) = 1;
  CHECK(J == expected);
}

TEST_CASE("fully connected layers of all sizes", "[operators]") {
  Random random(4);
  for (int round = 0; round < 120; ++round) {
    const int in = random.integer(1, 40);
    const int out = random.integer(2, 50);
    Model model;
    model.input = {-1, in};
    std::string at = "input";
    if (random.integer(0, 1) == 1) at = model.add("Relu", {at});
    const int form = random.integer(0, 3);
    CAPTURE(round, in, out, form);
    if (form == 0) {
      at = model.add("MatMul", {at, model.constant(quarters(random, {in, out}))});
    } else {
      const bool transposed = random.integer(0, 1) == 1;
      std::vector<std::string> inputs = {
          at,
          model.constant(transposed ? quarters(random, {out, in}) : quarters(random, {in, out}))};
      if (form > 1) {
        const std::vector<std::vector<std::int64_t>> shapes = {{out}, {1, out}, {1}, {}};
        inputs.push_back(model.constant(
            quarters(random, shapes[static_cast<std::size_t>(random.integer(0, 3))])));
      }
      std::map<std::string, onnx_model::Attribute> attributes = {{"transB", integer(transposed)}};
      if (form == 3) attributes["alpha"] = number(0.5F), attributes["beta"] = number(-2);
      at = model.add("Gemm", inputs, attributes);
    }
    if (random.integer(0, 1) == 1) model.add("Relu", {at});
    check(model, random);
  }
}

TEST_CASE("arithmetic with constants of every shape that fits", "[operators]") {
  Random random(5);
  const std::vector<std::vector<std::int64_t>> shapes = {
      {},        {1},       {4},          {3, 4},       {1, 4},       {3, 1},
      {2, 1, 1}, {2, 3, 4}, {1, 2, 3, 4}, {1, 2, 1, 1}, {1, 1, 1, 4}, {2, 3, 1}};
  for (const std::string type : {"Add", "Sub", "Mul", "Div"}) {
    for (const auto& shape : shapes) {
      for (const bool constant_first : {false, true}) {
        if (type == "Div" && constant_first) continue;  // refused: see onnx_test.cpp
        CAPTURE(type, shape, constant_first);
        const Model model =
            around({1, 2, 3, 4}, random.integer(0, 1) == 1, random.integer(0, 1) == 1,
                   [&](Model& m, const std::string& at) {
                     Tensor c = quarters(random, shape);
                     if (type == "Div") {
                       for (float& v : c.floats) v = v < 0 ? -0.5F : 2;
                     }
                     const std::string name = m.constant(c);
                     return constant_first ? m.add(type, {name, at}) : m.add(type, {at, name});
                   });
        check(model, random);
      }
    }
  }
}

TEST_CASE("sums of branches: residual connections, a tensor with itself, the input again",
          "[operators]") {
  Random random(6);
  const auto convolution = [&](Model& m, const std::string& at) {
    return m.add("Conv", {at, m.constant(quarters(random, {3, 3, 3, 3}))},
                 {{"pads", integers({1, 1, 1, 1})}});
  };
  for (int round = 0; round < 20; ++round) {
    check(around({1, 3, 4, 5}, false, true,
                 [&](Model& m, const std::string& at) {
                   const std::string a = m.add("Relu", {convolution(m, at)});
                   return m.add("Add", {a, m.add("Relu", {convolution(m, a)})});
                 }),
          random);
    check(around({1, 3, 4, 5}, true, false,
                 [&](Model& m, const std::string& at) {
                   return m.add("Add", {at, at});
                 }),
          random);
    check(around({1, 3, 4, 5}, false, false,
                 [&](Model& m, const std::string& at) {
                   return m.add("Add", {convolution(m, at), at});
                 }),
          random);
    check(
        around({1, 3, 4, 5}, false, false,
               [&](Model& m, const std::string& at) {  // three readers, one of them a dead end
                 const std::string a = m.add("Relu", {convolution(m, at)});
                 const std::string b = m.add("MaxPool", {a}, {{"kernel_shape", integers({1, 1})}});
                 const std::string c = m.add("Mul", {a, m.constant({{}, {0}, {}})});
                 m.add("Relu", {a});
                 return m.add("Add", {m.add("Add", {b, c}), a});
               }),
        random);
  }
}

TEST_CASE("shapes that change on the way", "[operators]") {
  Random random(7);
  const auto shape = [](Model& m, std::vector<std::int64_t> dims) {
    Tensor t;
    t.dims = {static_cast<std::int64_t>(dims.size())};
    t.integers = std::move(dims);
    return m.constant(t);
  };
  for (const bool relu : {false, true}) {
    for (const auto& to : {std::vector<std::int64_t>{1, 24}, {1, -1}, {0, -1}, {-1, 24}}) {
      CAPTURE(relu, to);
      Model model;
      model.input = {1, 2, 3, 4};
      std::string at = relu ? model.add("Relu", {"input"}) : "input";
      at = model.add("Reshape", {at, shape(model, to)});
      model.add("Gemm", {at, model.constant(quarters(random, {24, 5}))});
      check(model, random);
    }
    for (const auto& to :
         {std::vector<std::int64_t>{1, 4, 3, 2}, {0, 3, 2, 4}, {1, 1, -1, 2}, {1, 24, 1, 1}}) {
      CAPTURE(relu, to);
      Model model;
      model.input = {1, 2, 3, 4};
      std::string at = relu ? model.add("Relu", {"input"}) : "input";
      at = model.add("Reshape", {at, shape(model, to)});
      const std::int64_t channels = to[1];
      at = model.add("Conv", {at, model.constant(quarters(random, {5, channels, 1, 1}))});
      if (relu) at = model.add("Relu", {at});
      model.add("Flatten", {at});
      check(model, random);
    }
  }
  Model vector;  // a vector that becomes a picture
  vector.input = {12};
  std::string at = vector.add("Reshape", {"input", shape(vector, {1, 3, 2, 2})});
  at = vector.add("Conv", {at, vector.constant(quarters(random, {4, 3, 2, 2}))});
  vector.add("Flatten", {at});
  check(vector, random);
}

TEST_CASE("random networks", "[operators]") {
  Random random(8);
  for (int round = 0; round < 150; ++round) {
    CAPTURE(round);
    Model model;
    std::int64_t channels = random.integer(1, 4);
    std::int64_t height = random.integer(6, 10);
    std::int64_t width = random.integer(6, 10);
    model.input = {1, channels, height, width};
    std::string at = "input";
    int products = 0;
    for (int layer = random.integer(2, 6); layer > 0; --layer) {
      switch (random.integer(0, 5)) {
        case 0:
        case 1:
          if (products < 2 && height >= 3 && width >= 3) {
            const std::int64_t out = random.integer(1, 9);
            const int pad = random.integer(0, 1);
            at = model.add("Conv",
                           {at, model.constant(quarters(random, {out, channels, 3, 3})),
                            model.constant(quarters(random, {out}))},
                           {{"pads", integers({pad, pad, pad, pad})}});
            channels = out;
            height += 2 * pad - 2;
            width += 2 * pad - 2;
            ++products;
          }
          break;
        case 2:
          at = model.add("Relu", {at});
          break;
        case 3:
        case 4:
          if (height >= 2 && width >= 2) {
            at = model.add(random.integer(0, 2) == 0 ? "AveragePool" : "MaxPool", {at},
                           {{"kernel_shape", integers({2, 2})}, {"strides", integers({2, 2})}});
            height /= 2;
            width /= 2;
          }
          break;
        default:
          at = model.add("Add", {at, model.add("Relu", {at})});
      }
    }
    at = model.add("Flatten", {at});
    const std::int64_t features = channels * height * width;
    const std::int64_t hidden = random.integer(1, 14);
    at = model.add("Gemm", {at, model.constant(quarters(random, {features, hidden}))});
    at = model.add("Relu", {at});
    model.add("Gemm", {at, model.constant(quarters(random, {hidden, random.integer(2, 20)}))});
    check(model, random);
  }
}

// Where the windows of a convolution see the same numbers, its outputs must be the same bits: at
// every position, in the middle of a row of registers or in its tail. Otherwise a pool's tie
// breaks.
TEST_CASE("equal windows give equal bits at every position", "[operators]") {
  Random random(9);
  for (int width = 5; width <= 19; ++width) {
    for (const int channels : {1, 3}) {
      const int outputs = random.integer(1, 14);
      const int kernel = random.integer(1, 5);
      CAPTURE(width, channels, outputs, kernel);
      Model model;
      model.input = {1, channels, 6, width};
      Tensor W{{outputs, channels, kernel, kernel}, {}, {}};
      W.floats.resize(static_cast<std::size_t>(outputs * channels * kernel * kernel));
      for (float& w : W.floats) w = random.sign();  // sums are rounded, and their order shows
      Tensor b{{outputs}, {}, {}};
      for (int o = 0; o < outputs; ++o) b.floats.push_back(random.sign());
      const std::string y = model.add("Conv", {"input", model.constant(W), model.constant(b)});
      model.add("Flatten", {y});
      const auto network = files::read_onnx(model.bytes());
      Vector x(network->inputs());
      const Index area = 6 * width;
      for (int c = 0; c < channels; ++c) x.segment(c * area, area).setConstant(random.sign());
      Vector f(network->classes());
      network->logits(x, f);
      const Index positions = f.size() / outputs;
      for (int o = 0; o < outputs; ++o) {
        const auto channel = f.segment(o * positions, positions);
        CHECK((channel.array() == channel[0]).all());
      }
    }
  }
}
