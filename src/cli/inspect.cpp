#include "cli/images.h"
#include "cli/json.h"
#include "cli/output_file.h"
#include "cli/print.h"

namespace deepfool {

namespace {

std::string quoted(const std::string& text) {
  std::string s = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') s += '\\';
    s += c;
  }
  return s + "\"";
}

/// Sizes, with `open` for those that the file leaves open.
std::string sizes(const std::vector<std::int64_t>& dims, const char* separator, const char* open) {
  std::string s;
  for (const std::int64_t d : dims) {
    s += (s.empty() ? "" : separator) + (d < 0 ? std::string(open) : std::to_string(d));
  }
  return s;
}

int run(const Arguments& arguments) {
  const ModelFile file(arguments);
  const ModelDescription d = file.describe();
  const std::unique_ptr<Network> network = file.read();
  std::string operators;
  std::string operators_json;
  for (const auto& [name, count] : d.operators) {
    operators += (operators.empty() ? "" : ", ") + name + " " + std::to_string(count);
    operators_json +=
        (operators_json.empty() ? "" : ",") + quoted(name) + ":" + std::to_string(count);
  }
  std::string names;
  std::string names_json;
  for (const std::string& name : d.class_names) {
    names += (names.empty() ? "" : ", ") + name;
    names_json += (names_json.empty() ? "" : ",") + quoted(name);
  }
  if (arguments.has("--json")) {
    OutputFile out(arguments.text("--json"));
    out.line("{\"input\":" + quoted(d.input) + ",\"dims\":[" + sizes(d.input_dims, ",", "null") +
             "],\"inputs\":" + std::to_string(network->inputs()) + ",\"scores\":" +
             quoted(d.scores) + ",\"classes\":" + std::to_string(network->classes()) +
             ",\"parameters\":" + std::to_string(network->parameters()) + ",\"multiplyAdds\":" +
             std::to_string(network->multiply_adds()) + ",\"operators\":{" + operators_json +
             "},\"classNames\":[" + names_json + "],\"producer\":" + quoted(d.producer) +
             ",\"operatorSet\":" + std::to_string(d.operator_set) + "}");
    out.close();
  }
  report("input", d.input + ", " + sizes(d.input_dims, " x ", "any"));
  report("scores", d.scores);
  report("classes", std::to_string(network->classes()));
  report("class names", names.empty() ? "not said" : names);
  report("parameters", std::to_string(network->parameters()));
  report("multiply-adds", std::to_string(network->multiply_adds()));
  report("operators", operators);
  report("written by", d.producer.empty() ? "not said" : d.producer);
  report("operator set", std::to_string(d.operator_set));
  return 0;
}

}  // namespace

Command inspect_command() {
  return {"inspect",
          "Says what an ONNX file is, or why it cannot be read",
          {{"--model", "FILE", "the classifier, an ONNX file", ValueKind::input_file, true},
           {"--json", "FILE", "the same as a JSON object", ValueKind::output_file}},
          run};
}

}  // namespace deepfool
