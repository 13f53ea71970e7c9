#include "network/graph/scores.h"

#include <algorithm>
#include <cctype>

#include "network/onnx/protobuf.h"
#include "network/onnx/words.h"

namespace deepfool::onnx {

namespace {

/// How well an output's name and type fit class scores.
int suitability(const Declared& output) {
  const bool is_label = output.type == kInt64 || output.type == kInt32 || output.type == 8;
  if (is_label) return 0;
  std::string name = output.name;
  for (char& c : name) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  int rank = 1;
  for (const std::string& word : words("score prob logit")) {
    ++rank;
    if (name.find(word) != std::string::npos) return rank + 1;
  }
  return output.dims.size() == 2 && output.dims[1] != 1 ? 2 : 1;
}

[[gnu::noinline]] const Declared& best_output(const File& file) {
  const Declared* best = &file.outputs[0];
  for (const Declared& output : file.outputs) {
    if (suitability(output) > suitability(*best)) best = &output;
  }
  return *best;
}

const Node* producer(const File& file, const std::string& name) {
  for (const Node& node : file.nodes) {
    if (std::find(node.outputs.begin(), node.outputs.end(), name) != node.outputs.end()) {
      return &node;
    }
  }
  return nullptr;
}

[[gnu::noinline]] void follow(const File& file, Scores& scores) {
  std::vector<const Node*> after;  // dropped if a Softmax or the like comes before them
  std::string at = scores.name;
  for (std::size_t step = 0; step <= file.nodes.size(); ++step) {
    const Node* const node = producer(file, at);
    if (!node || node->inputs.empty()) return;
    const std::string& type = node->type;
    if (has_word("ArgMax ZipMap Hardmax TopK", type)) {
      scores.name = node->inputs[0];
      scores.dropped.clear();
      after.clear();
    } else if (type == "ArrayFeatureExtractor" && node->inputs.size() > 1) {
      at = node->inputs[1];  // the label's name, by its number
      continue;
    } else if (has_word("Softmax LogSoftmax Sigmoid", type)) {
      scores.dropped.insert(scores.dropped.end(), after.begin(), after.end());
      scores.dropped.push_back(node);
      after.clear();
    } else if (type == "LinearClassifier") {
      if (at != node->outputs[0]) {
        scores.dropped.insert(scores.dropped.end(), after.begin(), after.end());
      } else {
        scores.name = at;
        scores.dropped.clear();
      }
      return;
    } else if (has_word("Log Clip Normalizer", type)) {
      after.push_back(node);
    } else if (!has_word("Identity Reshape Flatten Squeeze Unsqueeze Cast Dropout", type)) {
      return;
    }
    at = node->inputs[0];
  }
}

}  // namespace

bool Scores::is_dropped(const Node& node) const {
  return std::find(dropped.begin(), dropped.end(), &node) != dropped.end();
}

Scores find_scores(const File& file) {
  Scores scores;
  scores.name = file.outputs[0].name;
  if (file.outputs.size() > 1) scores.name = best_output(file).name;
  // Nothing follows a Gemm at the end.
  const Node* const last = file.nodes.empty() ? nullptr : &file.nodes.back();
  const bool is_plain =
      last && last->type == "Gemm" && !last->outputs.empty() && last->outputs[0] == scores.name;
  if (!is_plain) follow(file, scores);
  return scores;
}

}  // namespace deepfool::onnx
