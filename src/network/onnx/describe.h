#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "network/onnx/read_onnx.h"

namespace deepfool {

/// What an ONNX file says of itself, fit to be shown, whether it can be read as a classifier or
/// not.
struct ModelDescription {
  std::string producer;           // the program that wrote it, and its version
  std::int64_t operator_set = 0;  // 0: not said
  std::string input;
  std::vector<std::int64_t> input_dims;  // -1: left open
  std::string scores;                    // the value that is read as the class scores
  std::map<std::string, int> operators;  // and how many nodes there are of each
  std::vector<std::string> class_names;  // in the order of the classes; none: not said
};

/// Throws OnnxError for bytes that are no ONNX model.
ModelDescription describe_onnx(std::string_view bytes, const DataFiles& files = {});

}  // namespace deepfool
