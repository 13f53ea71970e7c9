#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <type_traits>

namespace deepfool {

/// A piece of a message: a text, which it only points to, or a whole number.
struct Piece {
  // Implicit, so that a message's pieces are written as they are.
  // NOLINTBEGIN(google-explicit-constructor)
  Piece(const char* text) : text(text), is_text(true) {}
  Piece(const std::string& text) : text(text), is_text(true) {}
  template <class Integer, class = std::enable_if_t<std::is_integral_v<Integer>>>
  Piece(Integer number) : number(static_cast<std::int64_t>(number)) {}
  // NOLINTEND(google-explicit-constructor)

  std::string_view text;
  std::int64_t number = 0;
  bool is_text = false;
};

/// The pieces as one message. (Each + between strings would be some 100 bytes of the WebAssembly
/// module, and there are hundreds.)
std::string joined(std::initializer_list<Piece> pieces);

}  // namespace deepfool
