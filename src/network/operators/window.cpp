#include "network/operators/window.h"

namespace deepfool {

namespace {

Index positions(Index size, Index window, Index dilation, Index stride) {
  const Index extent = (window - 1) * dilation + 1;
  return size < extent ? 0 : (size - extent) / stride + 1;
}

}  // namespace

Index Window::rows(Index size) const {
  return positions(size + top + bottom, height, dilation_y, stride_y);
}

Index Window::columns(Index size) const {
  return positions(size + left + right, width, dilation_x, stride_x);
}

}  // namespace deepfool
