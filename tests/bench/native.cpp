// The workloads natively, under Google Benchmark: bench IMAGES(idx3-ubyte) MODEL.onnx... [its
// flags].

#include <benchmark/benchmark.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

#include "workload.h"

namespace {

constexpr int kImages = 1000;
constexpr int kPixels = 784;
constexpr int kHeader = 16;  // of an IDX file of images
constexpr int kPeakRounds = 2000;

std::string read(const char* path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    std::fprintf(stderr, "%s: cannot be opened\n", path);
    std::exit(1);
  }
  return {std::istreambuf_iterator<char>(file), {}};
}

void peak(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(bench_peak(kPeakRounds));
  // A multiplication and an addition, of four lanes.
  state.counters["flops"] =
      benchmark::Counter(12.0 * kPeakRounds * 4 * 2, benchmark::Counter::kIsIterationInvariantRate);
}

void add_model(const std::string& path) {
  const std::string bytes = read(path.c_str());
  std::copy(bytes.begin(), bytes.end(), bench_file(static_cast<int>(bytes.size())));
  const int model = bench_load();
  const std::string name = path.substr(path.rfind('/') + 1);
  benchmark::RegisterBenchmark(("forward/" + name).c_str(), [model](benchmark::State& state) {
    int i = 0;
    for (auto _ : state) bench_forward(model, i++ % kImages);
  });
  benchmark::RegisterBenchmark(("jacobian/" + name).c_str(), [model](benchmark::State& state) {
    bench_forward(model, 0);
    for (auto _ : state) bench_jacobian(model);
  });
  benchmark::RegisterBenchmark(("deepfool/" + name).c_str(), [model](benchmark::State& state) {
    int i = 0;
    double iterations = 0;
    for (auto _ : state) iterations += bench_attack(model, i++ % kImages);
    state.counters["steps"] = benchmark::Counter(iterations, benchmark::Counter::kAvgIterations);
  });
}

}  // namespace

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (argc < 3) {
    std::fprintf(stderr, "bench IMAGES MODEL.onnx...\n");
    return 1;
  }
  const std::string images = read(argv[1]);
  float* const pixels = bench_images(kImages * kPixels);
  for (int i = 0; i < kImages * kPixels; ++i) {
    pixels[i] = static_cast<float>(
                    static_cast<unsigned char>(images[static_cast<std::size_t>(kHeader + i)])) /
                255.0F;
  }
  benchmark::RegisterBenchmark("peak", peak);
  for (int i = 2; i < argc; ++i) add_model(argv[i]);
  benchmark::RunSpecifiedBenchmarks();
}
