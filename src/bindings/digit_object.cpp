#include "bindings/digit_object.h"

#include <cstdint>
#include <stdexcept>

#include "digit/picture.h"

namespace deepfool::bindings {

namespace {

const char* name(DigitOutcome outcome) {
  switch (outcome) {
    case DigitOutcome::kDigit:
      return "digit";
    case DigitOutcome::kLine:
      return "line";
    case DigitOutcome::kDot:
      return "dot";
    case DigitOutcome::kEmpty:
      return "empty";
  }
  return "";
}

const char* name(PictureOutcome outcome) {
  switch (outcome) {
    case PictureOutcome::kOne:
      return "one";
    case PictureOutcome::kSeveral:
      return "several";
    case PictureOutcome::kNone:
      return "none";
  }
  return "";
}

}  // namespace

val StrokesObject::coordinates(int count) {
  return guarded([&] {
    if (count < 0 || count % 2 != 0) throw std::invalid_argument("strokes: a point is x and y");
    strokes_.points.resize(static_cast<std::size_t>(count) / 2);
    static_assert(sizeof(Point) == 2 * sizeof(float), "a point is x and y, and nothing else");
    Eigen::Map<Vector> all(reinterpret_cast<float*>(strokes_.points.data()), count);
    return view(all);
  });
}

val StrokesObject::counts(int count) {
  return guarded([&] {
    if (count < 0) throw std::invalid_argument("strokes: their number is negative");
    strokes_.counts.resize(static_cast<std::size_t>(count));
    return view(strokes_.counts);
  });
}

val StrokesObject::digit(float dot_size) const {
  return guarded([&] { return converted(digit_from_strokes(strokes_, dot_size)); });
}

val converted(const Digit& digit) {
  val o = val::object();
  put(o, "outcome", name(digit.outcome));
  put(o, "pixels", copied(digit.pixels));
  return o;
}

val digits_from_picture(const val& rgba, int width, int height) {
  return guarded([&] {
    const PictureDigits found = deepfool::digits_from_picture(
        emscripten::convertJSArrayToNumberVector<std::uint8_t>(rgba), width, height);
    val digits = val::array();
    for (const FoundDigit& digit : found.digits) {
      val box = val::object();
      put(box, "x", digit.box.x);
      put(box, "y", digit.box.y);
      put(box, "width", digit.box.width);
      put(box, "height", digit.box.height);
      val d = val::object();
      put(d, "pixels", copied(digit.pixels));
      put(d, "box", box);
      digits.call<void>("push", d);
    }
    val o = val::object();
    put(o, "outcome", name(found.outcome));
    put(o, "digits", digits);
    return o;
  });
}

}  // namespace deepfool::bindings
