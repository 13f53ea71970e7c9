#pragma once

namespace deepfool {

// Code that runs only after a caller's mistake is kept in functions of its own (noinline): so the
// part of the WebAssembly module that a page loads first does not have it (.tools/split.mjs).

/// Throws an Error with this message.
template <class Error>
[[noreturn, gnu::noinline, gnu::cold]] void refuse(const char* why) {
  throw Error(why);
}

/// Throws an Error with the message that why() returns.
template <class Error, class Why>
[[noreturn, gnu::noinline, gnu::cold]] void refuse(const Why& why) {
  throw Error(why());
}

}  // namespace deepfool
