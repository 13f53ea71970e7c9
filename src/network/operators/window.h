#pragma once

#include "network/operator.h"

namespace deepfool {

/// A window that slides over height and width. Sizes, strides and dilations are at least 1.
struct Window {
  Index height = 1;
  Index width = 1;
  Index stride_y = 1;
  Index stride_x = 1;
  Index dilation_y = 1;
  Index dilation_x = 1;
  Index top = 0;  // padding, here and on the other sides
  Index left = 0;
  Index bottom = 0;
  Index right = 0;

  /// Positions along an axis of `size`: how often the window fits (0 if never).
  Index rows(Index size) const;
  Index columns(Index size) const;
};

/// How many elements of a window lie before the input, along one axis. `first`: the position of the
/// window's first element, negative in the padding. At least the window's size if it lies there
/// whole.
inline Index elements_before(Index first, Index dilation) {
  return first < 0 ? (-first + dilation - 1) / dilation : 0;
}

}  // namespace deepfool
