#pragma once

#include <string>
#include <vector>

#include "network/onnx/file.h"

namespace deepfool::onnx {

/// Where a file's class scores are, before what turns them into probabilities and labels.
struct Scores {
  std::string name;
  /// Nodes that stand for their first input: a Softmax, LogSoftmax or Sigmoid at the end, and what
  /// follows it.
  std::vector<const Node*> dropped;

  bool is_dropped(const Node& node) const;
};

/// Of several outputs, one of real numbers whose name speaks of logits, else of probabilities or
/// scores, else the first. From a label (ArgMax) or a map of names (ZipMap) it goes back to what it
/// is made from.
Scores find_scores(const File& file);

}  // namespace deepfool::onnx
