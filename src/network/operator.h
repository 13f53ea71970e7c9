#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <vector>

namespace deepfool {

using Eigen::Index;

/// What convolutions and pools work on lies in memory as height x width x channels, the channel
/// fastest.
struct Shape {
  Index height = 1;
  Index width = 1;
  Index channels = 1;

  Index size() const { return height * width * channels; }

  bool operator==(const Shape& o) const {
    return height == o.height && width == o.width && channels == o.channels;
  }
};

/// A tensor on its way forward.
struct Activation {
  float* value = nullptr;
  /// For each element, whether a gradient can pass through it on its way back (a ReLU stops it
  /// where it gives 0), 1 or 0; null: through all.
  const std::uint8_t* passes = nullptr;
};

/// The gradients of several logits with respect to a tensor, on their way back. They are written at
/// the elements that `live` names, or, where it is null, at all through which a gradient passes;
/// elsewhere they are zero, and the memory is unset.
struct Cotangent {
  float* value = nullptr;  // elements x rows, the row fastest
  const std::uint8_t* live = nullptr;
  Index rows = 0;  // a multiple of 4
  /// The gradients of live element i are those numbered place[i] in `value`; null: those numbered
  /// i. So an operator that only picks or reorders elements need not move their gradients.
  const int* place = nullptr;

  /// Where the gradients of a live element begin in `value`.
  Index offset(Index element) const { return (place ? Index{place[element]} : element) * rows; }

  /// The gradients of a live element, `rows` of them.
  const float* at(Index element) const { return value + offset(element); }
};

/// What kind of function an operator is, for those who bound a network's logits.
struct Form {
  enum Kind {
    other,
    affine,  // of all its inputs together
    relu,
    maximum  // of a window of x[0], for each element of the output
  };
  Kind kind = other;
  std::vector<std::vector<Index>> windows{};  // of a maximum: the elements of each
};

/// One node of a network: a function of one tensor or more, and its pullback.
class Operator {
 public:
  virtual ~Operator() = default;

  /// How many elements the output has.
  virtual Index size() const = 0;

  /// Computes y from the inputs x[0], x[1], ... y.value has size() elements; an operator that
  /// changes no value may point it at x[0].value instead. Remembers what the pullback needs.
  virtual void forward(const Activation* x, Activation& y) = 0;

  /// The gradient with respect to x[input], from that with respect to y, both at the values last
  /// given to `forward`. dx.value has room for the input's size x rows; an operator that changes no
  /// value may point it at dy.value instead, with a `place` if it reorders the elements.
  virtual void pullback(const Activation* x, int input, const Cotangent& dy, Cotangent& dx) = 0;

  /// Multiplications with an addition in one `forward`.
  virtual std::int64_t multiply_adds() const { return 0; }

  /// Multiplications with an addition in the last `pullback`, for one row. Those with gradients
  /// that are known to be 0 are left out and not counted.
  virtual std::int64_t pullback_multiply_adds() const { return 0; }

  /// The steps of one `forward`, or of one `pullback` of one row if these are more: every element
  /// that is read, added, compared or skipped. Files whose operators want too many are refused
  /// (limits.h).
  virtual std::int64_t work() const = 0;

  /// Trained numbers (weights and biases).
  virtual Index parameters() const { return 0; }

  virtual Form form() const { return {}; }
};

}  // namespace deepfool
