#pragma once

namespace deepfool {

// What only a caller's mistake comes to is out of line: the part of the module that a page loads
// first goes without it.

template <class Error>
[[noreturn, gnu::noinline, gnu::cold]] void refuse(const char* why) {
  throw Error(why);
}

/// With a message that is put together: why() gives it.
template <class Error, class Why>
[[noreturn, gnu::noinline, gnu::cold]] void refuse(const Why& why) {
  throw Error(why());
}

}  // namespace deepfool
