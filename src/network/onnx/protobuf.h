// Reading protobuf messages that need not be trusted.
#pragma once

#include <cstdint>
#include <protozero/exception.hpp>
#include <string>
#include <utility>
#include <vector>

// protozero asserts that a field is read as the type that it is stored as. Untrusted bytes may
// break that, so the check throws, and in every build.
#define protozero_assert(condition) \
  ((condition) ? static_cast<void>(0) : throw protozero::unknown_pbf_wire_type_exception())

#include <protozero/pbf_message.hpp>
#include <protozero/varint.hpp>

namespace deepfool::onnx {

/// Throws unless each field of a message lies inside it: where addresses have 32 bits, protozero
/// (1.7) takes a length of 2^31 or more for a negative number, and reads outside the buffer.
void check_fields(const protozero::data_view& view);

/// The fields of a message, after check_fields.
template <class Field>
protozero::pbf_message<Field> fields(const protozero::data_view& view) {
  check_fields(view);
  return protozero::pbf_message<Field>(view);
}

/// A name and its value (StringStringEntryProto).
std::pair<std::string, std::string> parse_entry(const protozero::data_view& view);

/// Appends a repeated field of numbers, which a file stores packed or one by one.
template <class T, class Message, class Packed, class Single>
void append_repeated(Message& message, std::vector<T>& to, const Packed& packed,
                     const Single& single) {
  if (message.wire_type() == protozero::pbf_wire_type::length_delimited) {
    for (const auto value : packed(message)) to.push_back(static_cast<T>(value));
  } else {
    to.push_back(static_cast<T>(single(message)));
  }
}

template <class Message>
void append_int64s(Message& message, std::vector<std::int64_t>& to) {
  append_repeated(
      message, to, [](Message& m) { return m.get_packed_int64(); },
      [](Message& m) { return m.get_int64(); });
}

template <class Message>
void append_floats(Message& message, std::vector<float>& to) {
  append_repeated(
      message, to, [](Message& m) { return m.get_packed_float(); },
      [](Message& m) { return m.get_float(); });
}

/// ONNX's numbers for the types of a tensor's elements (TensorProto.DataType) that are read.
enum ElementType : std::int32_t {
  kFloat = 1,
  kUint8 = 2,
  kInt8 = 3,
  kUint16 = 4,
  kInt16 = 5,
  kInt32 = 6,
  kInt64 = 7,
  kBool = 9,
  kFloat16 = 10,
  kDouble = 11,
  kUint32 = 12,
  kUint64 = 13,
  kBfloat16 = 16
};

}  // namespace deepfool::onnx
