// What the reader makes of a whole graph: which output has the class scores, what is computed at
// load, what is shared, and all problems of a file at once. What operators compute is in
// operator_reference_test.cpp.

#include <algorithm>
#include <cmath>
#include <numeric>
#include <sstream>

#include "catch.h"
#include "files.h"
#include "network/onnx/read_onnx.h"
#include "network/onnx/readers.h"
#include "onnx_model.h"

using namespace deepfool;
using onnx_model::integer;
using onnx_model::integers;
using onnx_model::Model;
using onnx_model::numbers;
using onnx_model::shape;
using onnx_model::Tensor;
using random_numbers::Random;

namespace {

std::string message(const std::string& bytes, const DataFiles& data = {}) {
  try {
    deepfool::read_onnx(bytes, data);
  } catch (const OnnxError& error) {
    return error.what();
  }
  return "";
}

Vector logits(Network& network, const Vector& x) {
  Vector f(network.classes());
  network.logits(x, f);
  return f;
}

Vector logits(const std::string& bytes, const Vector& x) {
  return logits(*files::read_onnx(bytes), x);
}

}  // namespace

TEST_CASE("a refusal names all problems of a file, each with its node", "[onnx]") {
  Random random(40);
  Model m;
  m.input = {1, 4};
  std::string at = m.add("Loop", {"input"});
  at = m.add("Relu", {at});
  const std::string bad = m.add("Add", {"input", m.constant(numbers(random, {5}))});
  const std::string sign = m.add("Sign", {"input"});
  m.add("Sum", {at, bad, sign, m.add("Scan", {at})});
  const std::string text = message(m.bytes());
  for (const char* const part :
       {"Loop 'Loop0': this operator is not supported", "Add 'Add2': ", "[5]",
        "Sign 'Sign3': it has no useful gradient", "Scan 'Scan4': this operator is not supported",
        "supported are Abs, ", "Conv, "}) {
    CHECK_THAT(text, ContainsSubstring(part));
  }
  CHECK(text.find("Relu 'Relu1'") == std::string::npos);  // it is not at fault
  CHECK(text.find("Sum 'Sum") == std::string::npos);

  Model tree;
  tree.input = {1, 4};
  tree.add("TreeEnsembleClassifier", {"input"});
  CHECK(message(tree.bytes()) ==
        "TreeEnsembleClassifier 'TreeEnsembleClassifier0': it has no useful gradient");

  Model many;
  many.input = {1, 4};
  at = "input";
  for (int i = 0; i < 100; ++i) at = many.add("Loop", {at});
  CHECK_THAT(message(many.bytes()), ContainsSubstring("and 80 problems more"));
}

TEST_CASE("README's table names all operators that are supported", "[onnx]") {
  const std::string readme = files::read("README.md");
  std::istringstream names(onnx::supported_operators());
  for (std::string name; std::getline(names >> std::ws, name, ',');) {
    CAPTURE(name);
    const bool is_named = readme.find(" " + name + ",") != std::string::npos ||
                          readme.find(" " + name + " ") != std::string::npos || name == "If";
    CHECK(is_named);
  }
}

TEST_CASE("a fixed batch is read as one image", "[onnx]") {
  Random random(41);
  Model m;
  m.input = {10, 2, 3, 3};
  std::string at = m.add("Conv", {"input", m.constant(numbers(random, {4, 2, 2, 2}))});
  at = m.add("Reshape", {at, m.constant(shape({10, 16}))});
  m.add("MatMul", {at, m.constant(numbers(random, {16, 3}))});
  const auto network = files::read_onnx(m.bytes());
  CHECK(network->inputs() == 18);
  CHECK(network->classes() == 3);
  Model one = m;
  one.input[0] = 1;
  one.constants["constant1"] = shape({1, 16});
  const Vector x = random.units(18);
  CHECK(logits(*network, x) == logits(one.bytes(), x));
}

TEST_CASE("pictures of height x width, with the channels last or without any", "[onnx]") {
  const auto input = [](std::vector<std::int64_t> dims) {
    Model m;
    m.input = std::move(dims);
    m.add("Flatten", {m.add("Relu", {"input"})});
    return files::read_onnx(m.bytes());
  };
  CHECK(input({-1, 28, 28})->input_shape() == Shape{28, 28, 1});
  CHECK(input({1, 784, 1})->input_shape() == Shape{1, 1, 784});
  CHECK(input({-1, 28, 28, 1})->input_shape() == Shape{28, 28, 1});
  CHECK(input({-1, 1, 28, 28})->input_shape() == Shape{28, 28, 1});
  CHECK(input({1, 32, 30, 3})->input_shape() == Shape{32, 30, 3});
  CHECK(input({-1, 1, -1, -1})->input_shape() == Shape{28, 28, 1});  // open sizes
  CHECK(input({-1, 3, -1, -1})->input_shape() == Shape{32, 32, 3});
  CHECK(input({-1, -1, -1, 3})->input_shape() == Shape{32, 32, 3});
  const auto colours = input({1, 32, 30, 3});
  CHECK_NOTHROW(colours->check_dimensions({32, 30, 3}));
  CHECK_THROWS_WITH(colours->check_dimensions({3, 32, 30}),
                    ContainsSubstring("32 x 30 x 3 (height x width x channels)"));
}

TEST_CASE("a label's output leads back to the scores that it is made from", "[onnx]") {
  Random random(42);
  Model m;
  m.input = {1, 4};
  const std::string scores = m.add("MatMul", {"input", m.constant(numbers(random, {4, 3}))});
  const Vector x = random.units(4);
  const Vector f = logits(m.bytes(), x);
  m.add("Cast", {m.add("ArgMax", {m.add("Softmax", {scores})}, {{"axis", integer(1)}})},
        {{"to", integer(7)}});
  CHECK(logits(m.bytes(), x) == f);
}

TEST_CASE("shapes and constants are computed at load", "[onnx]") {
  Random random(43);
  Model m;
  m.input = {1, 2, 3, 4};
  // x.view(x.size(0), -1), times a weight that is itself a product.
  const std::string batch = m.add("Gather", {m.add("Shape", {"input"}), m.constant({{}, {}, {0}})});
  const std::string dims = m.add(
      "Concat", {m.add("Unsqueeze", {batch, m.constant(shape({0}))}), m.constant(shape({-1}))},
      {{"axis", integer(0)}});
  const std::string flat = m.add("Reshape", {"input", dims});
  const Tensor W = numbers(random, {24, 3});
  const std::string weights =
      m.add("Mul", {m.constant(W), m.add("Exp", {m.constant({{}, {0}, {}})})});
  m.add("MatMul", {flat, weights});
  const auto network = files::read_onnx(m.bytes());
  CHECK(network->multiply_adds() == 24 * 3);
  const Vector x = random.units(24);
  Model plain;
  plain.input = {1, 24};
  plain.add("MatMul", {"input", plain.constant(W)});
  CHECK(logits(*network, x) == logits(plain.bytes(), x));
}

TEST_CASE("constants that would take too much memory or time are refused", "[onnx]") {
  Model large;
  large.input = {1, 4};
  large.add("Add",
            {"input", large.add("ConstantOfShape", {large.constant(shape({1 << 20, 1 << 20}))})});
  CHECK_THAT(message(large.bytes()), ContainsSubstring("ConstantOfShape 'ConstantOfShape0'"));

  Model copies;  // each fits, all together do not
  copies.input = {1, 4};
  std::string at = copies.constant({{1 << 20}, std::vector<float>(1 << 20, 1), {}});
  for (int i = 0; i < 40; ++i) at = copies.add("Neg", {at});
  copies.add("Add", {"input", at});
  CHECK_THAT(message(copies.bytes()), ContainsSubstring("2^25"));

  Model range;
  range.input = {1, 4};
  range.add("Add", {"input", range.add("Range", {range.constant({{}, {0}, {}}),
                                                 range.constant({{}, {1e9F}, {}}),
                                                 range.constant({{}, {1e-9F}, {}})})});
  CHECK_THAT(message(range.bytes()), ContainsSubstring("Range 'Range0'"));
}

TEST_CASE("weights that many nodes read are kept once", "[onnx]") {
  Random random(44);
  Model m;  // 1,000 products with one matrix of 1 MB
  m.input = {1, 512};
  const std::string W = m.constant(numbers(random, {512, 512}));
  std::string at = "input";
  for (int i = 0; i < 1000; ++i) at = m.add("MatMul", {at, W});
  CHECK(files::read_onnx(m.bytes())->multiply_adds() == 1000 * 512 * 512);

  Model others;  // the same, each with a factor of its own: 1 GB
  others.input = {1, 512};
  const std::string matrix = others.constant(numbers(random, {512, 512}));
  at = "input";
  for (int i = 0; i < 1000; ++i) {
    at = others.add("Gemm", {at, matrix},
                    {{"alpha", onnx_model::number(1 + static_cast<float>(i) / 1000)}});
  }
  CHECK_THAT(message(others.bytes()), ContainsSubstring("2^25"));
}

TEST_CASE("a Jacobian of many rows comes in blocks", "[onnx]") {
  Random random(45);
  constexpr Index kClasses = 5000;
  Model m;
  m.input = {1, 3};
  const Tensor W = numbers(random, {3, kClasses});
  m.add("MatMul", {m.add("Identity", {"input"}), m.constant(W)});
  const auto network = files::read_onnx(m.bytes());
  logits(*network, random.units(3));
  std::vector<int> rows(kClasses);
  std::iota(rows.rbegin(), rows.rend(), 0);
  Jacobian J;
  network->jacobian(rows, J);
  REQUIRE(J.rows() == kClasses);
  for (Index r = 0; r < kClasses; ++r) {
    for (Index i = 0; i < 3; ++i) {
      const Index k = kClasses - 1 - r;
      REQUIRE(J(r, i) == W.floats[static_cast<std::size_t>(i * kClasses + k)]);
    }
  }
}

TEST_CASE("weights in a file beside the model", "[onnx]") {
  Random random(46);
  Model m;
  m.input = {1, 4};
  const Tensor W = numbers(random, {4, 3});
  m.add("MatMul", {"input", "w"});
  const std::string inside = m.bytes();
  const auto with_data = [&](const std::string& location, const std::string& offset,
                             const std::string& length) {
    std::string tensor_bytes;
    protozero::pbf_writer tensor(tensor_bytes);
    tensor.add_int64(1, 4);
    tensor.add_int64(1, 3);
    tensor.add_int32(2, 1);
    tensor.add_string(8, "w");
    for (const auto& [key, value] : {std::pair<std::string, std::string>{"location", location},
                                     {"offset", offset},
                                     {"length", length}}) {
      if (value.empty()) continue;
      protozero::pbf_writer entry(tensor, 13);
      entry.add_string(1, key);
      entry.add_string(2, value);
    }
    tensor.add_enum(14, 1);
    // A second graph field is merged with the first.
    std::string bytes = inside;
    protozero::pbf_writer model(bytes);
    protozero::pbf_writer graph(model, 7);
    graph.add_message(5, tensor_bytes);
    return bytes;
  };
  std::string data(8, '\0');
  data.append(reinterpret_cast<const char*>(W.floats.data()), 4 * W.floats.size());
  std::string asked;
  const DataFiles files = [&](const std::string& name) -> std::string_view {
    asked = name;
    return data;
  };
  const auto network = deepfool::read_onnx(with_data("model.onnx.data", "8", "48"), files);
  CHECK(asked == "model.onnx.data");
  Model plain;
  plain.input = {1, 4};
  plain.add("MatMul", {"input", plain.constant(W)});
  const Vector x = random.units(4);
  CHECK(logits(*network, x) == logits(plain.bytes(), x));
  CHECK_NOTHROW(deepfool::read_onnx(with_data("weights/w.bin", "8", ""), files));

  CHECK_THAT(message(with_data("w", "8", "48")), ContainsSubstring("lies in another file"));
  for (const char* const path :
       {"../w", "/etc/passwd", "a/../../w", "a/..", "..", "", "C:w", "..\\w", "a\\..\\..\\w"}) {
    CAPTURE(path);
    asked = "";
    CHECK_THAT(message(with_data(path, "8", "48"), files), ContainsSubstring("folder"));
    CHECK(asked.empty());
  }
  for (const char* const offset : {"12", "56", "1000", "18446744073709551615"}) {
    CHECK_THAT(message(with_data("w", offset, "48"), files), ContainsSubstring("too short"));
  }
  for (const char* const offset : {"-1", "x", "8 ", "99999999999999999999"}) {
    CHECK_THAT(message(with_data("w", offset, "48"), files), ContainsSubstring("external data"));
  }
}

TEST_CASE("numbers of all types that ONNX has", "[onnx]") {
  // Two weights, 1.5 and -2 (or 2 and 3 where there are no fractions or signs), as raw data.
  struct Kind {
    std::int32_t type;
    std::string raw;
    float first;
    float second;
  };
  const auto raw = [](auto a, auto b) {
    const decltype(a) both[] = {a, b};
    return std::string(reinterpret_cast<const char*>(both), sizeof both);
  };
  const Kind kinds[] = {
      {1, raw(1.5F, -2.0F), 1.5F, -2},
      {11, raw(1.5, -2.0), 1.5F, -2},
      {10, raw(std::uint16_t{0x3E00}, std::uint16_t{0xC000}), 1.5F, -2},
      {10, raw(std::uint16_t{0x0001}, std::uint16_t{0x7BFF}), 5.9604645e-8F, 65504},
      {16, raw(std::uint16_t{0x3FC0}, std::uint16_t{0xC000}), 1.5F, -2},
      {3, raw(std::int8_t{2}, std::int8_t{-3}), 2, -3},
      {2, raw(std::uint8_t{2}, std::uint8_t{253}), 2, 253},
      {5, raw(std::int16_t{2}, std::int16_t{-3}), 2, -3},
      {4, raw(std::uint16_t{2}, std::uint16_t{65535}), 2, 65535},
      {6, raw(std::int32_t{2}, std::int32_t{-3}), 2, -3},
      {12, raw(std::uint32_t{2}, std::uint32_t{3}), 2, 3},
      {7, raw(std::int64_t{2}, std::int64_t{-3}), 2, -3},
      {13, raw(std::uint64_t{2}, std::uint64_t{3}), 2, 3},
      {9, raw(std::uint8_t{1}, std::uint8_t{0}), 1, 0},
  };
  for (const Kind& kind : kinds) {
    CAPTURE(kind.type, kind.first);
    Model m;
    m.input = {1, 2};
    m.add("Mul", {"input", m.add("Cast", {"w"}, {{"to", integer(1)}})});
    std::string bytes = m.bytes();
    {
      protozero::pbf_writer model(bytes);
      protozero::pbf_writer graph(model, 7);
      protozero::pbf_writer tensor(graph, 5);
      tensor.add_int64(1, 2);
      tensor.add_int32(2, kind.type);
      tensor.add_string(8, "w");
      tensor.add_bytes(9, kind.raw);
    }
    CHECK(logits(bytes, Vector::Ones(2)) == Vector(Eigen::Vector2f(kind.first, kind.second)));
  }
}

TEST_CASE("functions of the file's own stand for their nodes", "[onnx]") {
  // scaled(x; factor) = Elu(x; alpha = factor) + twice(x), twice(x) = x + x.
  const auto function = [](std::string& bytes, const std::string& name,
                           const std::vector<std::vector<std::string>>& nodes) {
    protozero::pbf_writer model(bytes);
    protozero::pbf_writer f(model, 25);
    f.add_string(1, name);
    f.add_string(4, "a");
    f.add_string(5, "b");
    f.add_string(10, "own");
    for (const auto& node : nodes) {  // type, output, inputs
      protozero::pbf_writer message(f, 7);
      for (std::size_t i = 2; i < node.size(); ++i) message.add_string(1, node[i]);
      message.add_string(2, node[1]);
      message.add_string(4, node[0]);
      if (node[0] == "twice" || node[0] == "scaled") message.add_string(7, "own");
      if (node[0] == "Elu") {
        protozero::pbf_writer attribute(message, 5);
        attribute.add_string(1, "alpha");
        attribute.add_string(21, "factor");
      }
    }
  };
  Model m;
  m.input = {1, 2};
  m.nodes.push_back({"scaled", {"input"}, {"y"}, {{"factor", onnx_model::number(3)}}, "", "own"});
  m.nodes.push_back({"scaled", {"y"}, {"z"}, {{"factor", onnx_model::number(0.5F)}}, "", "own"});
  std::string bytes = m.bytes();
  function(bytes, "scaled", {{"Elu", "e", "a"}, {"twice", "t", "a"}, {"Add", "b", "e", "t"}});
  function(bytes, "twice", {{"Add", "b", "a", "a"}});
  const auto value = [](double x, double factor) {
    return (x > 0 ? x : factor * std::expm1(x)) + 2 * x;
  };
  Vector x(2);
  x << 0.5F, -0.25F;
  const Vector f = logits(bytes, x);
  for (Index i = 0; i < 2; ++i) {
    CHECK(f[i] == Approx(value(value(x[i], 3), 0.5)).epsilon(1e-6));
  }

  std::string endless = m.bytes();
  function(endless, "scaled", {{"scaled", "b", "a"}});
  CHECK_THAT(message(endless), ContainsSubstring("over 100 deep"));
  std::string wide = m.bytes();
  function(wide, "scaled", {{"scaled", "c", "a"}, {"scaled", "d", "a"}, {"Add", "b", "c", "d"}});
  CHECK_THAT(message(wide), ContainsSubstring("10000 nodes"));
}
