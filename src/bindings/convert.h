// What crosses between C++ and JavaScript: errors, arrays, plain objects.
#pragma once

#include <emscripten/val.h>

#include <cstddef>
#include <optional>
#include <vector>

#include "classifier/classifier.h"

namespace deepfool::bindings {

using emscripten::val;

/// The exception in flight as an EngineError of JavaScript (web/engine/errors.js).
val current_error();

/// Returns what f returns; what f throws, it throws as an EngineError with the exception's message.
/// (A C++ exception would cross into JavaScript without one.)
template <class F>
auto guarded(const F& f) -> decltype(f()) {
  std::optional<val> error;
  try {
    return f();
  } catch (...) {
    error = current_error();
  }
  error->throw_();
}

/// A Float32Array with a copy of the values.
val copied(const float* values, std::size_t count);
val copied(const Vector& v);

/// A Float32Array, Float64Array or Int32Array with a copy of the values.
template <class T>
val copied(const std::vector<T>& values) {
  return val(emscripten::typed_memory_view(values.size(), values.data()))
      .template call<val>("slice");
}

/// The values themselves, in the module's memory: for JavaScript to write to. A view ends when the
/// module's memory grows.
template <class T>
val view(T* values, Index count) {
  return val(emscripten::typed_memory_view(static_cast<std::size_t>(count), values));
}

/// The elements of a Float32Array. Throws std::invalid_argument, naming it, if there are not
/// `count`.
Vector vector_of(const val& array, Index count, const char* name);

/// object[key] = value. Not inlined, and all keys are of one type: for string literals, Embind
/// would make a function for each length.
template <class T>
[[gnu::noinline]] void put(val& object, const char* key, const T& value) {
  object.set(key, value);
}

}  // namespace deepfool::bindings
