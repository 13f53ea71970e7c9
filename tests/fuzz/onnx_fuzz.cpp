// Any bytes whatever: a network, or an OnnxError. A network answers with numbers for every class,
// and its Jacobian fits it.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <vector>

#include "network/onnx/read_onnx.h"

using namespace deepfool;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  std::unique_ptr<Network> network;
  try {
    network = read_onnx({reinterpret_cast<const char*>(bytes), size});
  } catch (const OnnxError& error) {
    if (error.what()[0] == '\0') std::abort();
    return 0;
  }
  if (network->classes() < 2 || network->inputs() < 1) std::abort();
  // What costs seconds is not worth the fuzzer's time.
  if (network->multiply_adds() > 10'000'000) return 0;
  Vector logits(network->classes());
  network->logits(Vector::Constant(network->inputs(), 0.5F), logits);
  std::vector<int> rows(static_cast<std::size_t>(network->classes()));
  for (std::size_t k = 0; k < rows.size(); ++k) rows[k] = static_cast<int>(k);
  Jacobian jacobian;
  network->jacobian(rows, jacobian);
  if (jacobian.cols() != network->inputs() || jacobian.rows() < network->classes()) std::abort();
  return 0;
}
