#pragma once

#include <Eigen/Core>
#include <vector>

namespace deepfool {

using Eigen::Index;

/// The sizes of a picture.
struct PictureShape {
  Index channels = 1;
  Index height = 1;
  Index width = 1;

  Index size() const { return channels * height * width; }
};

/// How a classifier wants its pictures. Ours are pixels in [0, 1], row after row, 1 being ink; it
/// takes a x + b, with one a and one b for all channels, or one for each.
struct Convention {
  std::vector<double> scale = {1};   // a
  std::vector<double> offset = {0};  // b
  bool inverted = false;             // paper is 1 and ink 0: it takes a (1 - x) + b
  bool transposed = false;           // column after column
  bool channels_last = false;  // a pixel's channels are neighbours; else each channel is apart
};

/// What classifiers of digits usually want: pixels in [0, 1], [-1, 1] or [0, 255], or less MNIST's
/// mean 0.1307, over its standard deviation 0.3081; each as they are or inverted, transposed, and,
/// if there are several channels, with the channels last. The more usual comes first.
std::vector<Convention> usual_conventions(Index channels);

/// The picture that a classifier takes, whose input has these sizes in its own order: channels x
/// height x width, or height x width x channels, with 1 or 3 channels; or a vector (two sizes are
/// 1) whose elements make a square. All sizes are 0 if it is none of these.
PictureShape picture_of(Index first, Index second, Index third);

}  // namespace deepfool
