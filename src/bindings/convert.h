// What crosses between C++ and JavaScript: errors, arrays, plain objects.
#pragma once

#include <emscripten/val.h>

#include <cstddef>
#include <optional>

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

/// The numbers of a vector, an array or a matrix themselves, in the module's memory, as a typed
/// array: for JavaScript to write to. A view ends when the module's memory grows.
template <class Values>
val view(Values& values) {
  return val(emscripten::typed_memory_view(static_cast<std::size_t>(values.size()), values.data()));
}

/// A typed array with a copy of the numbers of a vector, an array or a matrix (column by column).
template <class Values>
val copied(const Values& values) {
  return view(values).template call<val>("slice");
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
