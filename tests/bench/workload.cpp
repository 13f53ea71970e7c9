#include "workload.h"

#include <cstdint>
#include <memory>
#include <numeric>
#include <utility>
#include <vector>

#include "attack/deepfool.h"
#include "network/onnx/read_onnx.h"
#include "network/operators/simd.h"

namespace {

using deepfool::f32x4;

struct Workload {
  explicit Workload(std::unique_ptr<deepfool::Network> n)
      : network(std::move(n)),
        attack(*network, {}),
        logits(network->classes()),
        classes(static_cast<std::size_t>(network->classes())) {
    std::iota(classes.begin(), classes.end(), 0);
  }

  std::unique_ptr<deepfool::Network> network;
  deepfool::DeepFool attack;
  deepfool::Vector logits;
  std::vector<int> classes;
  deepfool::Jacobian jacobian;
};

std::vector<std::unique_ptr<Workload>> workloads;
std::vector<float> images;
std::vector<std::uint8_t> file;

deepfool::VectorRef image(const Workload& w, int i) {
  const deepfool::Index n = w.network->inputs();
  return Eigen::Map<const deepfool::Vector>(images.data() + i * n, n);
}

}  // namespace

std::uint8_t* bench_file(int size) {
  file.resize(static_cast<std::size_t>(size));
  return file.data();
}

int bench_load() {
  workloads.push_back(std::make_unique<Workload>(
      deepfool::read_onnx({reinterpret_cast<const char*>(file.data()), file.size()})));
  return static_cast<int>(workloads.size()) - 1;
}

float* bench_images(int floats) {
  images.resize(static_cast<std::size_t>(floats));
  return images.data();
}

void bench_forward(int model, int i) {
  Workload& w = *workloads[static_cast<std::size_t>(model)];
  w.network->logits(image(w, i), w.logits);
}

void bench_jacobian(int model) {
  Workload& w = *workloads[static_cast<std::size_t>(model)];
  w.network->jacobian(w.classes, w.jacobian);
}

int bench_attack(int model, int i) {
  Workload& w = *workloads[static_cast<std::size_t>(model)];
  return w.attack.attack(image(w, i)).iterations;
}

double bench_forward_multiply_adds(int model) {
  return static_cast<double>(workloads[static_cast<std::size_t>(model)]->network->multiply_adds());
}

double bench_jacobian_multiply_adds(int model) {
  const Workload& w = *workloads[static_cast<std::size_t>(model)];
  return static_cast<double>(w.network->pullback_multiply_adds()) *
         static_cast<double>(w.classes.size());
}

double bench_norm(int model) {
  Workload& w = *workloads[static_cast<std::size_t>(model)];
  return w.attack.result().perturbation.cast<double>().norm();
}

// Twelve sums, so that none waits for its own last result.
float bench_peak(int rounds) {
  f32x4 s[12];
  for (int i = 0; i < 12; ++i) s[i] = deepfool::splat(static_cast<float>(i));
  const f32x4 a = deepfool::splat(0.5F);
  const f32x4 b = deepfool::splat(static_cast<float>(rounds));
  for (int r = 0; r < rounds; ++r) {
    for (f32x4& x : s) x = x * a + b;
  }
  for (int i = 1; i < 12; ++i) s[0] += s[i];
  return s[0][0] + s[0][1] + s[0][2] + s[0][3];
}
