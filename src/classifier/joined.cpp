#include "classifier/joined.h"

namespace deepfool {

std::string joined(std::initializer_list<Piece> pieces) {
  std::string message;
  for (const Piece& piece : pieces) {
    if (piece.is_text) {
      message += piece.text;
    } else {
      message += std::to_string(piece.number);
    }
  }
  return message;
}

}  // namespace deepfool
