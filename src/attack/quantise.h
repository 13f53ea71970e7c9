#pragma once

#include <memory>
#include <optional>

#include "attack/attack.h"

namespace deepfool {

/// A perturbed picture of 8 bits a pixel, and what the rounding cost.
struct Quantised {
  bool flipped = false;  // whether the picture is classified as asked for, as flip.h has it
  Vector pixels;         // n, each a multiple of 1 / 255 in [0, 1]: what a reader of the file gets
  Vector logits;         // C, at `pixels`
  int adversarial = -1;  // predicted for `pixels`
  double levels = 0;     // how many levels (of 1 / 255) further than the perturbation the most
                         // changed pixel went, before it was rounded
  bool boxed = false;    // whether it was made from another perturbation, one in the box [0, 1]
  double l2_before = 0;  // norm of the perturbation that was given, in pixel units
  double l2 = 0;         // norm of pixels - x0
};

/// Rounds x0 + r, clipped to [0, 1], to 8 bits a pixel so that the picture is classified as
/// `target`, or, without one, as anything but `label`. Rounding alone undoes about half of all
/// minimal perturbations: then it goes further along r, until its most changed pixel has gone one
/// level further, two and so on up to 255, and back again to 1/64 of a level. Where that does not
/// flip it (the walls of the box cut off too much of r), the same is done with the perturbation
/// that DeepFool finds in the box [0, 1], in l_p, p = `norm` if that is 1 or infinity, and then, if
/// need be, in l_2. x0 and r have n elements. Throws std::invalid_argument for other sizes, a pixel
/// of x0 outside [0, 1], an element of r that is not finite, and a label or a target that is no
/// class.
Quantised quantise(Classifier& classifier, const VectorRef& x0, const VectorRef& r, int label,
                   std::optional<int> target = std::nullopt, double norm = 2);

/// `quantise` in steps.
class Quantisation {
 public:
  /// Takes the same, and throws the same. The classifier must outlive this object.
  Quantisation(Classifier& classifier, const VectorRef& x0, const VectorRef& r, int label,
               std::optional<int> target = std::nullopt, double norm = 2);
  ~Quantisation();

  /// Tries one picture, or takes one step of DeepFool. Returns whether more are to come.
  bool step();

  /// The best picture so far: the last one that flips, or, if none does, the one of r itself. Valid
  /// after the first step.
  Quantised result() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

/// What a screen can show of an attack's result on x0 (n elements in [0, 1]). Where x0 + r lies in
/// [0, 1] and the attack has flipped x0, or ran out of steps, that is `quantise`'s picture. Where
/// it does not, most of r is lost on a screen: then the picture is x0 + r, clipped to [0, 1] and
/// rounded to 8 bits, whatever it is classified as. `target` and `norm` are the attack's. Throws
/// std::invalid_argument as `quantise` does.
Quantised shown_picture(Classifier& classifier, const VectorRef& x0, const AttackResult& result,
                        std::optional<int> target = std::nullopt, double norm = 2);

}  // namespace deepfool
