// Digits from strokes and from pictures, for JavaScript.
#pragma once

#include "bindings/convert.h"
#include "digit/strokes.h"

namespace deepfool::bindings {

/// Strokes in the module's memory, for JavaScript to write to: kept, so that a frame allocates
/// nothing.
class StrokesObject {
 public:
  /// Room for as many coordinates (x0, y0, x1, y1, ...), and for the counts of points of as many
  /// strokes.
  val coordinates(int count);
  val counts(int count);

  /// The digit that they are, in MNIST's form.
  val digit(float dot_size) const;

  const Strokes& strokes() const { return strokes_; }

 private:
  Strokes strokes_;
};

/// {outcome, pixels}
val converted(const Digit& digit);

/// The digits of a picture: `rgba` has 4 bytes a pixel. {outcome, digits: [{pixels, box}, ...]}
val digits_from_picture(const val& rgba, int width, int height);

}  // namespace deepfool::bindings
