// The ONNX reader: every form in which exporters write what it takes, what it refuses and in which
// words, and bytes that are no model. What the operators compute is in operators_test.cpp.

#include <algorithm>
#include <functional>
#include <limits>

#include "catch.h"
#include "files.h"
#include "naive_graph.h"
#include "network/onnx/read_onnx.h"

using namespace deepfool;
using onnx_model::every_operator;
using onnx_model::FileForm;
using onnx_model::integer;
using onnx_model::integers;
using onnx_model::Model;
using onnx_model::number;
using onnx_model::numbers;
using onnx_model::shape;
using onnx_model::Tensor;
using onnx_model::text;
using random_numbers::Random;

namespace {

/// x -> W x, 4 inputs, 3 classes.
Model tiny() {
  Random random(22);
  Model m;
  m.input = {1, 4};
  m.add("MatMul", {"input", m.constant(numbers(random, {4, 3}))});
  return m;
}

void check_values(const Model& model, const std::string& bytes) {
  const auto network = files::read_onnx(bytes);
  Random random(23);
  const Vector x = random.units(network->inputs());
  const naive_graph::Evaluation expected(model, x);
  Vector f(network->classes());
  network->logits(x, f);
  REQUIRE(f.size() == expected.logits().value.size());
  CHECK((f.cast<double>() - expected.logits().value).cwiseAbs().maxCoeff() <= 1e-5);
}

/// A model of [1, 2, 6, 6] with one node, which reads the input and `constants`.
Model one_node(const std::string& type, std::vector<Tensor> constants,
               const std::map<std::string, onnx_model::Attribute>& attributes = {},
               std::vector<std::int64_t> input = {1, 2, 6, 6}) {
  Model m;
  m.input = std::move(input);
  std::vector<std::string> inputs = {"input"};
  for (Tensor& t : constants) inputs.push_back(m.constant(std::move(t)));
  m.add("Flatten", {m.add(type, inputs, attributes)});
  return m;
}

void refused(const std::string& bytes, const std::vector<std::string>& words) {
  try {
    files::read_onnx(bytes);
    FAIL("it was read");
  } catch (const OnnxError& error) {
    for (const std::string& word : words) CHECK_THAT(error.what(), ContainsSubstring(word));
  }
}

void refused(const Model& model, const std::vector<std::string>& words) {
  refused(model.bytes(), words);
}

/// Whatever the bytes are: an OnnxError, or a network that can be run. Whether it was one.
bool survives(const std::string& bytes) {
  std::unique_ptr<Network> network;
  try {
    network = files::read_onnx(bytes);
  } catch (const OnnxError& error) {
    CHECK(std::string(error.what()).size() > 10);
    return false;
  }
  REQUIRE(network->inputs() > 0);
  REQUIRE(network->classes() >= 2);
  if (network->inputs() > 10000 || network->multiply_adds() > 1000000) return true;
  Vector f(network->classes());
  network->logits(Vector::Constant(network->inputs(), 0.5F), f);
  Jacobian J;
  network->jacobian({static_cast<int>(network->classes()) - 1, 0}, J);
  REQUIRE(J.cols() == network->inputs());
  return true;
}

}  // namespace

TEST_CASE("every operator in one model", "[onnx]") {
  const Model model = every_operator();
  const auto network = files::read_onnx(model.bytes());
  CHECK(network->inputs() == 72);
  CHECK(network->classes() == 3);
  CHECK(network->input_shape() == Shape{6, 6, 2});
  CHECK(network->parameters() == 4 * 2 * 9 + 4 + 16 * 5 + 5 + 5 * 3 + 3);
  CHECK(network->multiply_adds() == 36 * 4 * 2 * 9 + 16 * 5 + 5 * 3);
  check_values(model, model.bytes());
}

TEST_CASE("tensors as bytes or as numbers, packed or not, and initialisers among the inputs",
          "[onnx]") {
  const Model model = every_operator();
  for (const bool raw : {true, false}) {
    for (const bool packed : {true, false}) {
      for (const bool as_inputs : {true, false}) {
        CAPTURE(raw, packed, as_inputs);
        check_values(model, model.bytes({raw, packed, as_inputs}));
      }
    }
  }
}

TEST_CASE("inputs of each rank, with an open or a fixed batch of one", "[onnx]") {
  for (const std::vector<std::int64_t>& input : {std::vector<std::int64_t>{4}, {1, 4}, {-1, 4}}) {
    Model m = tiny();
    m.input = input;
    CHECK(files::read_onnx(m.bytes())->input_shape() == Shape{1, 1, 4});
  }
  for (const std::int64_t batch : {1, -1}) {
    const Model m = one_node("Relu", {}, {}, {batch, 3, 4, 5});
    CHECK(files::read_onnx(m.bytes())->input_shape() == Shape{4, 5, 3});
  }
}

TEST_CASE("nodes in any order, and those that the output does not need are not looked at",
          "[onnx]") {
  Model model = every_operator();
  std::reverse(model.nodes.begin(), model.nodes.end());
  model.output = model.nodes.front().outputs[0];
  model.nodes.push_back({"Nonsense", {"input"}, {"unused"}, {}, "nonsense", ""});
  const Model ordered = every_operator();
  check_values(ordered, model.bytes());
}

TEST_CASE("Softmax and LogSoftmax at the end are left out", "[onnx]") {
  for (const char* const type : {"Softmax", "LogSoftmax"}) {
    for (const std::int64_t axis : {1, -1}) {
      Model m = tiny();
      const std::string at = m.nodes.back().outputs[0];
      m.add(type, {at}, {{"axis", integer(axis)}});
      check_values(m, m.bytes());
    }
  }
}

TEST_CASE("a picture of one channel may be the logits", "[onnx]") {
  const Model m = one_node("Relu", {}, {}, {1, 1, 3, 3});
  CHECK(files::read_onnx(m.bytes())->classes() == 9);
  check_values(m, m.bytes());
}

TEST_CASE("messages that quote a file can be shown", "[onnx]") {
  Model m = one_node("Relu", {});
  m.nodes[0].type =
      std::string("\0\n\x7fSig\xe2\x80\xae\xe2\x81\xa6\xe2\x82\xac", 15) + std::string(9000, 'm');
  try {
    files::read_onnx(m.bytes());
    FAIL("it was read");
  } catch (const OnnxError& error) {
    const std::string message = error.what();
    CHECK(message.size() < 8004);
    CHECK(message.substr(0, 11) == "???Sig??\xe2\x82\xac");
  }
}

TEST_CASE("what is not supported is refused by node and operator, with what is", "[onnx]") {
  Random random(24);
  const Tensor W = numbers(random, {4, 2, 3, 3});
  refused(one_node("Loop", {}), {"Loop 'Loop0'", "not supported", "Conv", "Relu", "Gemm"});
  Model domain = one_node("Relu", {});
  domain.nodes[0].domain = "com.microsoft";
  refused(domain, {"Relu 'Relu0'", "not supported"});
  Model nameless = one_node("Loop", {});
  nameless.nodes[0].name = "";
  refused(nameless, {"Loop: "});

  refused(one_node("Conv", {numbers(random, {4, 3, 3, 3})}),
          {"Conv 'Conv0'", "[4, 3, 3, 3]", "[1, 2, 6, 6]"});
  refused(one_node("Conv", {numbers(random, {4, 2, 3})}), {"Conv 'Conv0'", "[4, 2, 3]"});
  refused(one_node("Conv", {W}, {{"group", integer(3)}}), {"Conv 'Conv0'", "3 groups"});
  refused(one_node("Conv", {W}, {{"group", integer(0)}}), {"Conv 'Conv0'", "0 groups"});
  refused(one_node("Conv", {W}, {{"kernel_shape", integers({5, 5})}}), {"kernel_shape [5, 5]"});
  refused(one_node("Conv", {W}, {{"strides", integers({1, 0})}}), {"strides [1, 0]"});
  refused(one_node("Conv", {W}, {{"strides", integers({2})}}), {"strides [2]"});
  refused(one_node("Conv", {W}, {{"pads", integers({-1, 0, 0, 0})}}), {"pads [-1, 0, 0, 0]"});
  refused(one_node("Conv", {W}, {{"auto_pad", text("SAME")}}), {"auto_pad 'SAME'"});
  refused(one_node("Conv", {W}, {{"dilations", integers({3, 3})}}), {"larger than its input"});
  refused(one_node("Conv", {W, numbers(random, {3})}), {"Conv 'Conv0'", "bias"});
  refused(one_node("Conv", {}), {"Conv 'Conv0'", "input 2 is missing"});
  refused(one_node("Conv", {W}, {}, {1, 2}), {"Conv 'Conv0'", "[1, 2]", "height, width"});
  refused(one_node("Conv", {W}, {}, {1, 2, 6}), {"Conv 'Conv0'", "[1, 2, 6]", "[4, 2, 3, 3]"});

  refused(one_node("MaxPool", {}), {"MaxPool 'MaxPool0'", "kernel_shape"});
  refused(one_node("MaxPool", {}, {{"kernel_shape", integers({7, 7})}}), {"larger than its input"});
  refused(one_node("MaxPool", {},
                   {{"kernel_shape", integers({2, 2})}, {"pads", integers({2, 2, 2, 2})}}),
          {"MaxPool 'MaxPool0'", "padding"});
  refused(one_node("MaxPool", {}, {{"kernel_shape", integers({2})}}), {"kernel_shape [2]"});
  refused(one_node("AveragePool", {},
                   {{"kernel_shape", integers({2, 2})}, {"dilations", integers({2, 2})}}),
          {"AveragePool 'AveragePool0'", "dilations"});

  refused(one_node("Gemm", {numbers(random, {72, 3})}),
          {"Gemm 'Gemm0'", "[1, 2, 6, 6]", "flatten"});
  refused(one_node("Gemm", {numbers(random, {5, 3})}, {}, {1, 4}), {"[5, 3]", "[1, 4]"});
  refused(one_node("Gemm", {numbers(random, {4, 3}), numbers(random, {4})}, {}, {1, 4}),
          {"Gemm 'Gemm0'", "[4]", "[1, 3]"});
  refused(one_node("Gemm", {numbers(random, {4, 3})}, {{"transA", integer(1)}}, {1, 4}),
          {"Gemm 'Gemm0'", "[4, 1]", "[4, 3]"});
  refused(one_node("MatMul", {numbers(random, {3})}, {}, {1, 4}), {"MatMul 'MatMul0'", "[3]"});

  refused(one_node("Add", {numbers(random, {5})}), {"Add 'Add0'", "[5]", "[1, 2, 6, 6]"});
  refused(one_node("Div", {Tensor{{}, {0}, {}}}), {"Div 'Div0'", "zero"});
  refused(one_node("Add", {shape({1, 2})}), {"Add 'Add0'", "[2]"});
  refused(one_node("Add", {}), {"Add 'Add0'", "input 2 is missing"});
  refused(one_node("Sign", {}), {"Sign 'Sign0'", "no useful gradient"});
  refused(one_node("Greater", {numbers(random, {1})}),
          {"Greater 'Greater0'", "no useful gradient"});
  refused(one_node("Cast", {}, {{"to", integer(7)}}), {"Cast 'Cast0'", "no useful gradient"});

  refused(one_node("Flatten", {}, {{"axis", integer(5)}}), {"Flatten 'Flatten0'", "axis 5"});
  refused(one_node("Reshape", {shape({1, 71})}), {"Reshape 'Reshape0'", "[1, 71]"});
  refused(one_node("Reshape", {shape({-1, -1})}), {"Reshape 'Reshape0'"});
  refused(one_node("Reshape", {shape({-2, 36})}), {"Reshape 'Reshape0'"});
  refused(one_node("Reshape", {shape({5, -1})}), {"Reshape 'Reshape0'"});
  refused(one_node("Reshape", {numbers(random, {2})}), {"Reshape 'Reshape0'", "integers"});
  const std::int64_t huge = std::numeric_limits<std::int64_t>::max();
  refused(one_node("Reshape", {shape({huge, huge})}), {"Reshape 'Reshape0'"});
  Model constant;
  constant.input = {1, 4};
  constant.nodes.push_back({"Constant", {}, {"c"}, {{"value_string", text("1")}}, "c", ""});
  constant.add("Add", {"input", "c"});
  refused(constant, {"Constant 'c'", "numbers"});
}

TEST_CASE("graphs that are none are refused", "[onnx]") {
  Random random(25);
  Model cyclic;
  cyclic.input = {1, 4};
  cyclic.nodes.push_back({"Add", {"input", "b"}, {"a"}, {}, "first", ""});
  cyclic.nodes.push_back({"Relu", {"a"}, {"b"}, {}, "second", ""});
  cyclic.output = "b";
  refused(cyclic, {"own output"});
  cyclic.nodes[0].inputs = {"input", "a"};
  refused(cyclic, {"own output"});

  Model missing = tiny();
  missing.nodes[0].inputs[0] = "nowhere";
  refused(missing, {"MatMul 'MatMul0'", "'nowhere'", "no node"});
  Model no_output = tiny();
  no_output.output = "nothing";
  refused(no_output, {"'nothing'", "no node"});
  Model twice = tiny();
  twice.nodes.push_back(twice.nodes[0]);
  refused(twice, {"made twice"});
  Model no_input = tiny();
  no_input.nodes[0].inputs[0] = "";
  refused(no_input, {"input 1 is missing"});
  Model few_inputs = tiny();
  few_inputs.nodes[0].inputs.clear();
  refused(few_inputs, {"is missing"});
  Model constant_only = tiny();
  constant_only.output = constant_only.nodes[0].inputs[1];
  refused(constant_only, {"does not depend on the input"});
  Model input_only = tiny();
  input_only.output = "input";
  refused(input_only, {"does not depend on the input"});
  Model no_nodes;
  no_nodes.output = "input";
  refused(no_nodes, {"does not depend on the input"});
  Model nameless = tiny();
  nameless.nodes[0].outputs[0] = "";
  nameless.output = "";
  refused(nameless, {"the output has no name"});
  Model outputless = tiny();
  outputless.nodes[0].outputs.clear();
  outputless.output = "y";
  refused(outputless, {"no output"});
  Model mask = tiny();
  const std::string last = mask.nodes.back().outputs[0];
  mask.nodes.push_back({"Dropout", {last}, {"kept", "mask"}, {}, "drop", ""});
  mask.output = "mask";
  refused(mask, {"does not depend on the input"});

  Model picture;
  picture.input = {1, 2, 3, 3};
  picture.add("Relu", {"input"});
  refused(picture, {"[1, 2, 3, 3]", "classes"});
}

TEST_CASE("inputs that are none are refused", "[onnx]") {
  const auto with_input = [](std::vector<std::int64_t> dims) {
    Model m = tiny();
    m.input = std::move(dims);
    return m;
  };
  refused(with_input({1, 1, 1, 1, 4}), {"[1, 1, 1, 1, 4]"});
  refused(with_input({}), {"[]"});
  refused(with_input({1, -1}), {"[1, -1]", "fixed"});
  refused(with_input({1, 0}), {"[1, 0]"});
  refused(with_input({1, 1 << 30, 1 << 30, 1 << 30}), {"2^26"});
  const std::int64_t huge = std::numeric_limits<std::int64_t>::max();
  refused(with_input({1, huge, huge, huge}), {"2^26"});
  Model whole_numbers = tiny();
  whole_numbers.element_type = 7;
  refused(whole_numbers, {"data type 7", "float32"});
}

TEST_CASE("images must be flat, or have the input's own dimensions", "[onnx]") {
  const auto network = [](const std::vector<std::int64_t>& input) {
    Model m;
    m.input = input;
    m.add("Flatten", {m.add("Relu", {"input"})});
    return files::read_onnx(m.bytes());
  };
  const auto rgb = network({-1, 3, 4, 5});
  for (const std::vector<std::int64_t>& dims :
       {std::vector<std::int64_t>{3, 4, 5}, {60}, {1, 60}, {1, 3, 4, 5}}) {
    CHECK_NOTHROW(rgb->check_dimensions(dims));
  }
  CHECK_THROWS_WITH(rgb->check_dimensions({4, 5, 3}),
                    "its images are 4 x 5 x 3; the model takes 3 x 4 x 5 (channels x height x "
                    "width), or these 60 numbers as one dimension");
  const std::int64_t big = std::numeric_limits<std::int64_t>::max();
  for (const std::vector<std::int64_t>& dims :
       {std::vector<std::int64_t>{3, 5, 4}, {12, 5}, {3, 20}, {59}, {}, {0, 60}, {big, big, 60}}) {
    CHECK_THROWS_AS(rgb->check_dimensions(dims), std::invalid_argument);
  }
  const auto grey = network({1, 1, 4, 5});
  CHECK_NOTHROW(grey->check_dimensions({4, 5}));
  CHECK_THROWS_AS(grey->check_dimensions({5, 4}), std::invalid_argument);
  const auto vector = network({1, 60});
  CHECK_NOTHROW(vector->check_dimensions({3, 4, 5}));
  CHECK_THROWS_WITH(vector->check_dimensions({61}),
                    "its images are 61; the model takes 60 numbers");
}

TEST_CASE("operator sets too old or too new are refused", "[onnx]") {
  for (const std::int64_t opset : {std::int64_t{7}, std::int64_t{13}, std::int64_t{21}}) {
    Model m = tiny();
    m.opset = opset;
    CHECK_NOTHROW(files::read_onnx(m.bytes()));
  }
  for (const std::int64_t opset : {std::int64_t{5}, std::int64_t{0}, std::int64_t{1000}}) {
    Model m = tiny();
    m.opset = opset;
    refused(m, {"operator set " + std::to_string(opset)});
  }
}

TEST_CASE("tensors that are none are refused", "[onnx]") {
  const auto with_weights = [](const Tensor& t) {
    Model m = tiny();
    m.constants.begin()->second = t;
    return m;
  };
  Random random(26);
  refused(with_weights({{4, 3}, std::vector<float>(11, 1), {}}), {"constant0", "12", "11"});
  refused(with_weights({{4, 3}, std::vector<float>(13, 1), {}}), {"constant0", "12", "13"});
  refused(with_weights({{-4, 3}, std::vector<float>(12, 1), {}}), {"constant0", "negative"});
  refused(with_weights({{1 << 20, 1 << 20}, std::vector<float>(12, 1), {}}), {"2^24"});
  const std::int64_t huge = std::numeric_limits<std::int64_t>::max();
  refused(with_weights({{huge, huge}, std::vector<float>(12, 1), {}}), {"2^24"});
  refused(with_weights({{0, 3}, {}, {}}), {"MatMul 'MatMul0'"});
  for (const float bad :
       {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity()}) {
    Tensor t = numbers(random, {4, 3});
    t.floats[7] = bad;
    refused(with_weights(t), {"constant0", "not finite"});
    refused(with_weights(t).bytes({false, true, false}), {"constant0", "not finite"});
  }

  // Data in another file, sparse weights, another type, half a number: written field by field.
  const auto with_tensor = [](const std::function<void(protozero::pbf_writer&)>& fill) {
    std::string data;
    protozero::pbf_writer model(data);
    protozero::pbf_writer graph(model, 7);
    protozero::pbf_writer tensor(graph, 5);
    tensor.add_string(8, "w");
    fill(tensor);
    tensor.commit();
    graph.commit();
    return data;
  };
  refused(with_tensor([](protozero::pbf_writer& t) {
            t.add_int32(2, 1);
            t.add_string(13, "");
          }),
          {"tensor 'w'", "another file"});
  refused(with_tensor([](protozero::pbf_writer& t) {
            t.add_int32(2, 1);
            t.add_enum(14, 1);
          }),
          {"tensor 'w'", "another file"});
  refused(with_tensor([](protozero::pbf_writer& t) { t.add_int32(2, 8); }),
          {"tensor 'w'", "data type 8"});
  refused(with_tensor([](protozero::pbf_writer& t) {
            t.add_int32(2, 1);
            t.add_bytes(9, "abcdef");
          }),
          {"tensor 'w'", "middle of a number"});
  // Of 16 bits, with numbers for 32: no whole number below 2^16, which would be its bits.
  for (const float bad : {1e20F, 65536.0F, -32769.0F, std::numeric_limits<float>::quiet_NaN()}) {
    refused(with_tensor([&](protozero::pbf_writer& t) {
              t.add_int64(1, 1);
              t.add_int32(2, 10);
              t.add_float(4, bad);
            }),
            {"tensor 'w'", "not finite"});
  }
  std::string sparse;
  {
    protozero::pbf_writer model(sparse);
    protozero::pbf_writer graph(model, 7);
    graph.add_string(15, "");
  }
  refused(sparse, {"sparse"});
}

TEST_CASE("numbers so large that sizes would overflow are refused", "[onnx]") {
  // A window of 2^20 elements, 4096 apart, ends far behind 2^32: not even the product may wrap.
  Model m = one_node("Conv", {Tensor{{1, 1, 1 << 20, 1}, std::vector<float>(1 << 20, 1), {}}},
                     {{"dilations", integers({4096, 1})}}, {1, 1, 6, 6});
  refused(m, {"Conv 'Conv0'"});
  const std::int64_t huge = std::numeric_limits<std::int64_t>::max();
  for (const char* name : {"strides", "dilations", "kernel_shape"}) {
    std::map<std::string, onnx_model::Attribute> attributes = {{"kernel_shape", integers({2, 2})}};
    attributes[name] = integers({huge, huge});
    refused(one_node("MaxPool", {}, attributes), {"MaxPool 'MaxPool0'", name});
  }
  refused(one_node("MaxPool", {},
                   {{"kernel_shape", integers({2, 2})}, {"pads", integers({0, 0, huge, huge})}}),
          {"pads"});
  Random random(27);
  refused(one_node("Conv", {numbers(random, {2, 2, 1, 1})}, {{"group", integer(huge)}}),
          {"Conv 'Conv0'"});
  // 2,000 times 65,536 pixels: too much for all activations together.
  Model wide = one_node("Conv", {numbers(random, {2000, 1, 1, 1})}, {}, {1, 1, 256, 256});
  refused(wide, {"Conv 'Conv0'", "2^26"});
}

TEST_CASE("networks that would compute for minutes are refused, by an estimate and a limit",
          "[onnx]") {
  // 1,000 x 1,000 windows of 999 x 999.
  for (const std::string type : {"MaxPool", "AveragePool"}) {
    refused(
        one_node(type, {},
                 {{"kernel_shape", integers({999, 999})}, {"pads", integers({499, 499, 499, 499})}},
                 {1, 1, 1000, 1000}),
        {type + " '" + type + "0'", "about 998002 million steps", "at most 2147 million"});
  }
  Random random(27);
  // 500 x 500 windows of 501 x 501.
  refused(one_node("Conv", {numbers(random, {1, 1, 501, 501})}, {}, {1, 1, 1000, 1000}),
          {"Conv 'Conv0'", "about 62751 million steps"});
  // Two rows of windows alone, but each input looks for 4,096 taps in 256 columns.
  refused(one_node("Conv", {numbers(random, {1, 2, 4096, 1})},
                   {{"pads", integers({2048, 0, 2048, 0})}, {"dilations", integers({2, 1})}},
                   {1, 2, 4096, 256}),
          {"Conv 'Conv0'", "about 4302 million steps"});
  // Each layer fits, all together do not.
  Model m;
  m.input = {1, 1, 1024, 1024};
  const std::string weights = m.constant(numbers(random, {1, 1, 25, 32}));
  std::string at = "input";
  for (int i = 0; i < 3; ++i) at = m.add("Conv", {at, weights}, {{"auto_pad", text("SAME_UPPER")}});
  m.add("Flatten", {at});
  CHECK(files::read_onnx(
            one_node("Conv", {numbers(random, {1, 1, 25, 32})}, {}, {1, 1, 1024, 1024}).bytes()) !=
        nullptr);
  refused(m, {"Conv 'Conv2'", "about 2522 million steps"});
}

TEST_CASE("lengths beyond the end are refused, even those that 32 bits take for negative",
          "[onnx]") {
  const std::string whole = tiny().bytes();
  for (const std::uint64_t length :
       {std::uint64_t{5}, std::uint64_t{1} << 31U, (std::uint64_t{1} << 32U) - 8,
        (std::uint64_t{1} << 32U) + 1, ~std::uint64_t{0}}) {
    for (const char field : {'\x3a', '\x42', '\x0a'}) {  // the graph, the operator set, neither
      std::string bytes = whole + field;
      std::uint64_t rest = length;
      for (; rest > 127; rest >>= 7U) bytes += static_cast<char>(rest | 128U);
      bytes += static_cast<char>(rest);
      CAPTURE(length, field);
      refused(bytes, {"cut short"});
    }
  }
}

TEST_CASE("no bytes, or those of something else, are refused", "[onnx]") {
  refused(std::string(), {"no ONNX file"});
  refused(std::string("\x89PNG\r\n\x1a\n and so on"), {"no ONNX file"});
  refused(std::string(1000, '\0'), {"no ONNX file"});
  refused(std::string(1000, '\xff'), {"no ONNX file"});
  refused(std::string("<!DOCTYPE html><html><body>404</body></html>"), {"no ONNX file"});
  refused(files::read("models/softmax.json"), {"no ONNX file"});
}

TEST_CASE("a file cut short anywhere is refused", "[onnx]") {
  for (const FileForm form : {FileForm{true, true, true}, FileForm{false, false, false}}) {
    const std::string bytes = every_operator().bytes(form);
    REQUIRE(survives(bytes));
    std::size_t whole = 0;
    for (std::size_t size = 0; size < bytes.size(); ++size) {
      whole += survives(bytes.substr(0, size));
    }
    // Behind the graph stands the operator set alone: 4 bytes that a reader can do without.
    CHECK(whole <= 1);
  }
}

TEST_CASE("damaged files: an error or a network, never a crash", "[onnx]") {
  Random random(28);
  const std::string whole[] = {every_operator().bytes(),
                               every_operator().bytes({false, false, true}), tiny().bytes()};
  int read = 0;
  for (int round = 0; round < 6000; ++round) {
    std::string bytes = whole[random.integer(0, 2)];
    const auto place = [&] {
      return static_cast<std::size_t>(random.integer(0, static_cast<int>(bytes.size()) - 1));
    };
    for (int changes = random.integer(1, 6); changes > 0; --changes) {
      switch (random.integer(0, 5)) {
        case 0:
          bytes[place()] = static_cast<char>(random.integer(0, 255));
          break;
        case 1:
          bytes[place()] ^= static_cast<char>(1 << random.integer(0, 7));
          break;
        case 2:  // the numbers at which sizes go wrong
          bytes[place()] = "\x00\x01\x7f\x80\xff"[random.integer(0, 4)];
          break;
        case 3:
          bytes.erase(place(), static_cast<std::size_t>(random.integer(1, 8)));
          break;
        case 4: {
          const std::string piece =
              bytes.substr(place(), static_cast<std::size_t>(random.integer(1, 40)));
          bytes.insert(place(), piece);
          break;
        }
        default:
          bytes.insert(place(), std::string(static_cast<std::size_t>(random.integer(1, 9)),
                                            static_cast<char>(random.integer(0, 255))));
      }
      if (bytes.empty()) break;
    }
    CAPTURE(round);
    read += survives(bytes);
  }
  // The mutations do not merely break the first byte: some files can still be read.
  CHECK(read > 100);
  CHECK(read < 6000);
}

TEST_CASE("random bytes are refused", "[onnx]") {
  Random random(29);
  for (int round = 0; round < 3000; ++round) {
    std::string bytes;
    for (int i = random.integer(0, 60); i > 0; --i) {
      bytes += static_cast<char>(random.integer(0, round % 2 == 0 ? 255 : 63));
    }
    CHECK_FALSE(survives(bytes));
  }
}

TEST_CASE("a graph of very many nodes is refused or read, but not recursed into", "[onnx]") {
  const auto chain = [](int nodes) {
    Model m;
    m.input = {1, 2};
    std::string at = "input";
    for (int i = 0; i < nodes; ++i) at = m.add("Relu", {at});
    return m.bytes();
  };
  CHECK(survives(chain(9000)));
  refused(chain(11000), {"11000 nodes"});
}
