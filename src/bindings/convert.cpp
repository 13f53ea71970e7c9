#include "bindings/convert.h"

#include <new>
#include <stdexcept>
#include <string>

#include "network/onnx/read_onnx.h"

namespace deepfool::bindings {

namespace {

/// An EngineError of JavaScript. The strings are not copied in C++: there may be no memory for it.
val engine_error(const char* code, const char* message) {
  return val::module_property("EngineError").new_(val(code), val(message));
}

}  // namespace

val current_error() {
  try {
    throw;
  } catch (const std::bad_alloc&) {
    return engine_error("memory", "out of memory");
  } catch (const OnnxError& error) {
    return engine_error("model", error.what());
  } catch (const std::exception& error) {
    return engine_error("options", error.what());
  }
}

Vector vector_of(const val& array, Index count, const char* name) {
  const auto length = array["length"].as<double>();
  if (length != static_cast<double>(count)) {
    throw std::invalid_argument(std::string(name) + ": " + std::to_string(count) +
                                " numbers are needed");
  }
  Vector v(count);
  view(v).call<void>("set", array);
  return v;
}

}  // namespace deepfool::bindings
