#include "bindings/model_object.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "network/onnx/class_names.h"
#include "network/onnx/describe.h"
#include "network/onnx/read_onnx.h"

namespace deepfool::bindings {

namespace {

using Bytes = std::vector<std::uint8_t>;

Bytes bytes_of(const val& array) {
  return emscripten::convertJSArrayToNumberVector<std::uint8_t>(array);
}

std::string_view text_of(const Bytes& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// Files that are given, by name.
DataFiles files_of(const val& data) {
  return [data, files = std::map<std::string, Bytes>()](
             const std::string& name) mutable -> std::string_view {
    const auto [at, is_new] = files.try_emplace(name);
    if (is_new) {
      val given = data[name];
      if (given.isUndefined()) given = data[name.substr(name.rfind('/') + 1)];
      if (given.isUndefined()) {
        throw OnnxError("its weights lie beside it in the file '" + name +
                        "', which is not there: give both");
      }
      at->second = bytes_of(given);
    }
    return text_of(at->second);
  };
}

/// Returns what f returns. Whatever it finds wrong, it is the file.
template <class F>
auto of_file(const F& f) -> decltype(f()) {
  try {
    return f();
  } catch (const std::invalid_argument& error) {
    throw OnnxError(error.what());
  }
}

std::unique_ptr<ClassifierObject> loaded(const Bytes& bytes, const DataFiles& files) {
  std::unique_ptr<Network> network = of_file([&] { return read_onnx(text_of(bytes), files); });
  const auto [height, width, channels] = network->input_shape();
  const auto parameters = network->parameters();
  const auto multiply_adds = network->multiply_adds();
  return object_of(std::move(network), {channels, height, width}, parameters, multiply_adds);
}

/// An array of texts of JavaScript.
val array_of(const std::vector<std::string>& texts) {
  val array = val::array();
  for (const std::string& text : texts) array.call<void>("push", text);
  return array;
}

}  // namespace

std::unique_ptr<ClassifierObject> load(const val& onnx) {
  return guarded([&] { return loaded(bytes_of(onnx), {}); });
}

std::unique_ptr<ClassifierObject> load_with_data(const val& onnx, const val& data) {
  return guarded([&] { return loaded(bytes_of(onnx), files_of(data)); });
}

val described(const val& request) {
  return guarded([&] {
    const Bytes bytes = bytes_of(request["bytes"]);
    const DataFiles files = files_of(request["data"]);
    const ModelDescription d = of_file([&] { return describe_onnx(text_of(bytes), files); });
    val names = val::array();
    val counts = val::array();
    for (const auto& [name, count] : d.operators) {
      names.call<void>("push", name);
      counts.call<void>("push", count);
    }
    val all = val::array();
    all.call<void>("push", d.producer);
    all.call<void>("push", static_cast<int>(d.operator_set));
    all.call<void>("push", names);
    all.call<void>("push", counts);
    all.call<void>("push", array_of(d.class_names));
    return all;
  });
}

val class_names(const val& request) {
  return guarded([&] { return array_of(class_names_in(request["text"].as<std::string>())); });
}

}  // namespace deepfool::bindings
