// Digits from strokes and from pictures, for JavaScript.
#pragma once

#include "bindings/convert.h"
#include "digit/strokes.h"

namespace deepfool::bindings {

/// Strokes in the module's memory, for JavaScript to write to: kept, so that a frame allocates
/// nothing.
class StrokesObject {
 public:
  /// Makes room for `count` coordinates (x0, y0, x1, y1, ...), or for the numbers of points of
  /// `count` strokes. Returns a view of it; see view().
  val coordinates(int count);
  val counts(int count);

  /// The digit that the strokes make, in MNIST's form: {outcome, pixels}.
  val digit(float dot_size) const;

  const Strokes& strokes() const { return strokes_; }

 private:
  Strokes strokes_;
};

inline StrokesObject no_strokes() { return {}; }

/// {outcome, pixels}
val converted(const Digit& digit);

/// The digits of a picture: `rgba` has 4 bytes a pixel. {outcome, digits: [{pixels, box}, ...]}
val digits_from_picture(const val& rgba, int width, int height);

}  // namespace deepfool::bindings
