// onnx_seeds FOLDER: files for the ONNX fuzzer to begin with, one of every operator in each form
// that exporters write.

#include <cstdio>
#include <fstream>

#include "onnx_model.h"

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  int count = 0;
  for (const bool raw : {false, true}) {
    for (const bool packed : {false, true}) {
      const std::string bytes = onnx_model::every_operator().bytes({raw, packed, raw != packed});
      std::ofstream file(std::string(argv[1]) + "/" + std::to_string(count++) + ".onnx",
                         std::ios::binary);
      file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
      if (!file) {
        std::fprintf(stderr, "%s: cannot be written\n", argv[1]);
        return 1;
      }
    }
  }
  return 0;
}
