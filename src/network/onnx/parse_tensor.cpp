#include "network/onnx/parse_tensor.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>
#include <limits>
#include <system_error>
#include <type_traits>

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
  int32_data = 5,
  int64_data = 7,
  name = 8,
  raw_data = 9,
  double_data = 10,
  uint64_data = 11,
  external_data = 13,
  data_location = 14
};

constexpr std::uint64_t kMostTensorElements = 1U << 24U;

/// Appends a tensor's raw data, which is numbers of type T. `name` is the tensor's.
template <class T>
void append_raw(const protozero::data_view& raw, std::vector<float>& to, const std::string& name) {
  if (raw.size() % sizeof(T) != 0) {
    refuse<OnnxError>([&] {
      return joined({"tensor '", name, "': its raw data ends in the middle of a number"});
    });
  }
  to.resize(raw.size() / sizeof(T));
  if constexpr (std::is_same_v<T, float>) {
    // Both are little-endian.
    if (raw.size() != 0) std::memcpy(to.data(), raw.data(), raw.size());
  } else {
    for (std::size_t i = 0; i < to.size(); ++i) {
      T number;
      std::memcpy(&number, raw.data() + i * sizeof(T), sizeof(T));
      to[i] = static_cast<float>(number);
    }
  }
}

/// A number of 16 bits: IEEE 754's binary16 (1, 5 and 10 bits), or the upper half of a float32.
float from_half(std::uint32_t bits, bool is_bfloat) {
  std::uint32_t wide = bits << 16U;
  if (!is_bfloat) {
    // The exponent's bias is 15 there and 127 here; what is below 2^-14 has no leading 1.
    constexpr std::uint32_t kExponent = 0x1FU;
    const std::uint32_t exponent = bits >> 10U & kExponent;
    const std::uint32_t fraction = bits & 0x3FFU;
    if (exponent == 0) {
      const float v = static_cast<float>(fraction) / 16777216.0F;
      return (bits & 0x8000U) != 0 ? -v : v;
    }
    const std::uint32_t to = exponent == kExponent ? 0xFFU : exponent + 112U;
    wide = (bits & 0x8000U) << 16U | to << 23U | fraction << 13U;
  }
  float value = 0;
  std::memcpy(&value, &wide, sizeof value);
  return value;
}

void append_halves(const protozero::data_view& raw, std::vector<float>& to, const std::string& name,
                   bool is_bfloat) {
  std::vector<float> bits;
  append_raw<std::uint16_t>(raw, bits, name);
  for (const float b : bits) to.push_back(from_half(static_cast<std::uint32_t>(b), is_bfloat));
}

/// The raw data of a tensor of any type but float32.
[[gnu::noinline]] void append_others(std::int32_t type, const protozero::data_view& raw,
                                     std::vector<float>& to, const std::string& name) {
  switch (type) {
    case kUint8:
    case kBool:
      return append_raw<std::uint8_t>(raw, to, name);
    case kInt8:
      return append_raw<std::int8_t>(raw, to, name);
    case kUint16:
      return append_raw<std::uint16_t>(raw, to, name);
    case kInt16:
      return append_raw<std::int16_t>(raw, to, name);
    case kInt32:
      return append_raw<std::int32_t>(raw, to, name);
    case kUint32:
      return append_raw<std::uint32_t>(raw, to, name);
    case kInt64:
      return append_raw<std::int64_t>(raw, to, name);
    case kUint64:
      return append_raw<std::uint64_t>(raw, to, name);
    case kDouble:
      return append_raw<double>(raw, to, name);
    default:
      return append_halves(raw, to, name, type == kBfloat16);
  }
}

bool is_known(std::int32_t type) {
  return (type >= kFloat && type <= kUint64 && type != 8) || type == kBfloat16;
}

bool is_real(std::int32_t type) {
  return type == kFloat || type == kFloat16 || type == kDouble || type == kBfloat16;
}

/// Where a tensor's data lies in another file.
struct Place {
  std::string file;
  std::uint64_t offset = 0;
  std::uint64_t length = std::numeric_limits<std::uint64_t>::max();  // to the end
};

/// One of the entries that say where.
[[gnu::noinline]] void read_place(const protozero::data_view& view, Place& place) {
  const auto [key, value] = parse_entry(view);
  if (key == "location") place.file = value;
  std::uint64_t& number = key == "offset" ? place.offset : place.length;
  if (key == "offset" || key == "length") {
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
    if (error != std::errc() || end != value.data() + value.size()) {
      refuse<OnnxError>([&, &name = key, &text = value] {
        return joined({"external data: ", name, " '", text, "'"});
      });
    }
  }
}

/// Whether a path leads to a file in the model's folder or below it, on every system.
bool stays_inside(const std::string& path) {
  if (path.empty() || path.front() == '/' || path.find_first_of("\\:") != std::string::npos ||
      path.find('\0') != std::string::npos) {
    return false;
  }
  const std::string whole = "/" + path + "/";
  return whole.find("/../") == std::string::npos;
}

/// A tensor's data in another file.
[[gnu::noinline]] protozero::data_view outside_data(const Place& place, const DataFiles& files,
                                                    const std::string& name) {
  if (!files) {
    refuse<OnnxError>([&] {
      return joined({"tensor '", name, "': its data lies in another file, '", place.file,
                     "': give both, or save the model as one file, with its weights inside"});
    });
  }
  if (!stays_inside(place.file)) {
    refuse<OnnxError>([&] {
      return joined({"tensor '", name, "': its data lies in another file, '", place.file,
                     "', which is not in the model's folder"});
    });
  }
  const std::string_view bytes = files(place.file);
  const std::uint64_t rest = place.offset <= bytes.size() ? bytes.size() - place.offset : 0;
  if (place.offset > bytes.size() || (place.length > rest && place.length != Place().length)) {
    refuse<OnnxError>([&] {
      return joined({"tensor '", name, "': '", place.file, "' is too short for its data"});
    });
  }
  return {bytes.data() + place.offset, static_cast<std::size_t>(std::min(place.length, rest))};
}

/// append_repeated, for numbers that are no floats.
template <class Message, class Packed, class Single>
[[gnu::noinline]] void append_as_floats(Message& message, std::vector<float>& to,
                                        const Packed& packed, const Single& single) {
  append_repeated(message, to, packed, single);
}

/// The fields that few tensors have.
[[gnu::noinline]] void parse_rare(protozero::pbf_message<TensorField>& message, Tensor& tensor,
                                  bool& outside, Place& place) {
  switch (message.tag()) {
    case TensorField::float_data:
      append_floats(message, tensor.values);
      break;
    case TensorField::int32_data:  // of all types of up to 32 bits
      append_as_floats(
          message, tensor.values,
          [](protozero::pbf_message<TensorField>& m) { return m.get_packed_int32(); },
          [](protozero::pbf_message<TensorField>& m) { return m.get_int32(); });
      break;
    case TensorField::int64_data:
      append_as_floats(
          message, tensor.values,
          [](protozero::pbf_message<TensorField>& m) { return m.get_packed_int64(); },
          [](protozero::pbf_message<TensorField>& m) { return m.get_int64(); });
      break;
    case TensorField::double_data:
      append_as_floats(
          message, tensor.values,
          [](protozero::pbf_message<TensorField>& m) { return m.get_packed_double(); },
          [](protozero::pbf_message<TensorField>& m) { return m.get_double(); });
      break;
    case TensorField::uint64_data:
      append_as_floats(
          message, tensor.values,
          [](protozero::pbf_message<TensorField>& m) { return m.get_packed_uint64(); },
          [](protozero::pbf_message<TensorField>& m) { return m.get_uint64(); });
      break;
    case TensorField::external_data:
      outside = true;
      read_place(message.get_view(), place);
      break;
    case TensorField::data_location:
      if (message.get_enum() == 1) outside = true;
      break;
    default:
      message.skip();
  }
}

/// Numbers of 16 bits, whose bits came as whole numbers. What is no such number becomes a NaN,
/// which is refused.
[[gnu::noinline]] void convert_halves(Tensor& tensor) {
  for (float& v : tensor.values) {
    const bool fits = v >= -32768 && v <= 65535;
    const auto bits = fits ? static_cast<std::uint32_t>(static_cast<std::int32_t>(v)) & 0xFFFFU : 0;
    v = fits ? from_half(bits, tensor.type == kBfloat16) : NAN;
  }
}

}  // namespace

Tensor parse_tensor(const protozero::data_view& view, const DataFiles& files, std::string& name) {
  Tensor tensor;
  std::int32_t type = 0;
  bool outside = false;
  Place place;
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
      case TensorField::name:
        name = message.get_string();
        break;
      case TensorField::raw_data:
        raw = message.get_view();
        has_raw = true;
        break;
      default:
        parse_rare(message, tensor, outside, place);
    }
  }
  if (outside) {
    raw = outside_data(place, files, name);
    has_raw = true;
  }
  if (!is_known(type)) {
    refuse<OnnxError>([&] {
      return joined({"tensor '", name, "': data type ", type,
                     "; numbers of 8 bits and more, and truth values, are supported"});
    });
  }
  tensor.type = type;
  tensor.is_whole = !is_real(type);
  if (has_raw) {
    tensor.values.clear();
    if (type == kFloat) {
      append_raw<float>(raw, tensor.values, name);
    } else {
      append_others(type, raw, tensor.values, name);
    }
  } else if (type == kFloat16 || type == kBfloat16) {
    convert_halves(tensor);
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
  if (tensor.values.size() != elements) {
    refuse<OnnxError>([&] {
      return joined({"tensor '", name, "': its shape asks for ", elements, " numbers, and it has ",
                     tensor.values.size()});
    });
  }
  for (const float value : tensor.values) {
    if (!std::isfinite(value)) {
      refuse<OnnxError>([&] { return joined({"tensor '", name, "': a weight is not finite"}); });
    }
  }
  return tensor;
}

}  // namespace deepfool::onnx
