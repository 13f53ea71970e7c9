#include "attack/attack.h"

namespace deepfool {

const char* name(Status status) {
  switch (status) {
    case Status::flipped:
      return "flipped";
    case Status::at_boundary:
      return "at boundary";
    case Status::no_gradient:
      return "no gradient";
    case Status::iteration_limit:
      return "iteration limit";
    case Status::not_finite:
      return "not finite";
    case Status::already_target:
      return "already target";
  }
  return "";
}

}  // namespace deepfool
