// What the C++ library calls before it aborts, with a message that a page shows to nobody. The
// library's own brings printf into the module.

#include <cstdlib>

extern "C" {
[[noreturn]] void abort_message(const char* format, ...);
}

void abort_message(const char*, ...) { std::abort(); }
