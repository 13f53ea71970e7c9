#include "network/onnx/parse_tensor.h"

#include <cmath>
#include <cstring>

#include "classifier/joined.h"
#include "classifier/refuse.h"

namespace deepfool::onnx {

namespace {

// Field numbers of TensorProto in onnx.proto (IR version 3 and later),
// https://github.com/onnx/onnx.
enum class TensorField : protozero::pbf_tag_type {
  dims = 1,
  data_type = 2,
  float_data = 4,
  int64_data = 7,
  name = 8,
  raw_data = 9,
  external_data = 13,
  data_location = 14
};

constexpr std::uint64_t kMostTensorElements = 1U << 24U;

/// Copies a tensor's raw data, which is numbers of type T. `name` is the tensor's.

template <class T>
void append_packed(const protozero::data_view& raw, std::vector<T>& to, const std::string& name) {
  if (raw.size() % sizeof(T) != 0) {
    refuse<OnnxError>([&] {
      return joined({"tensor '", name, "': its raw data ends in the middle of a number"});
    });
  }
  to.resize(raw.size() / sizeof(T));
  if (raw.size() != 0) std::memcpy(to.data(), raw.data(), raw.size());  // both are little-endian
}

}  // namespace

Tensor parse_tensor(const protozero::data_view& view, std::string& name) {
  Tensor tensor;
  std::int32_t type = 0;
  bool outside = false;
  protozero::data_view raw;
  bool has_raw = false;
  auto message = fields<TensorField>(view);
  while (message.next()) {
    switch (message.tag()) {
      case TensorField::dims:
        append_int64s(message, tensor.dims);
        break;
      case TensorField::data_type:
        type = message.get_int32();
        break;
      case TensorField::float_data:
        append_repeated(
            message, tensor.floats,
            [](protozero::pbf_message<TensorField>& m) { return m.get_packed_float(); },
            [](protozero::pbf_message<TensorField>& m) { return m.get_float(); });
        break;
      case TensorField::int64_data:
        append_int64s(message, tensor.integers);
        break;
      case TensorField::name:
        name = message.get_string();
        break;
      case TensorField::raw_data:
        raw = message.get_view();
        has_raw = true;
        break;
      case TensorField::external_data:
        outside = true;
        message.skip();
        break;
      case TensorField::data_location:
        outside = outside || message.get_enum() == 1;
        break;
      default:
        message.skip();
    }
  }
  if (outside) {
    refuse<OnnxError>([&] {
      return joined(
          {"tensor '", name,
           "': its data lies in another file; save the model as one file, with its weights "
           "inside"});
    });
  }
  if (type != kFloat && type != kInt64) {
    refuse<OnnxError>([&] {
      return joined({"tensor '", name, "': data type ", type,
                     "; float32 (1), and int64 (7) for shapes, are supported"});
    });
  }
  if (has_raw) {
    tensor.floats.clear();
    tensor.integers.clear();
    if (type == kFloat) append_packed(raw, tensor.floats, name);
    if (type == kInt64) append_packed(raw, tensor.integers, name);
  }
  std::uint64_t elements = 1;
  for (const std::int64_t d : tensor.dims) {
    if (d < 0 || (d > 0 && elements > kMostTensorElements / static_cast<std::uint64_t>(d))) {
      refuse<OnnxError>([&] {
        return joined({"tensor '", name, "': its shape is negative or has over 2^24 elements"});
      });
    }
    elements *= static_cast<std::uint64_t>(d);
  }
  const std::size_t have = type == kFloat ? tensor.floats.size() : tensor.integers.size();
  if (have != elements || tensor.size() != elements) {
    refuse<OnnxError>([&] {
      return joined(
          {"tensor '", name, "': its shape asks for ", elements, " numbers, and it has ", have});
    });
  }
  for (const float value : tensor.floats) {
    if (!std::isfinite(value))
      refuse<OnnxError>([&] { return joined({"tensor '", name, "': a weight is not finite"}); });
  }
  return tensor;
}

}  // namespace deepfool::onnx
