#include "network/onnx/protobuf.h"

namespace deepfool::onnx {

void check_fields(const protozero::data_view& view) {
  const char* at = view.data();
  const char* const end = at + view.size();
  while (at != end) {
    std::uint64_t size = 0;
    switch (static_cast<protozero::pbf_wire_type>(protozero::decode_varint(&at, end) & 7U)) {
      case protozero::pbf_wire_type::varint:
        protozero::decode_varint(&at, end);
        break;
      case protozero::pbf_wire_type::fixed64:
        size = 8;
        break;
      case protozero::pbf_wire_type::length_delimited:
        size = protozero::decode_varint(&at, end);
        break;
      case protozero::pbf_wire_type::fixed32:
        size = 4;
        break;
      default:
        throw protozero::unknown_pbf_wire_type_exception();
    }
    if (size > static_cast<std::uint64_t>(end - at)) throw protozero::end_of_buffer_exception();
    at += size;
  }
}

std::pair<std::string, std::string> parse_entry(const protozero::data_view& view) {
  enum class EntryField : protozero::pbf_tag_type { key = 1, value = 2 };
  std::pair<std::string, std::string> entry;
  auto message = fields<EntryField>(view);
  while (message.next()) {
    if (message.tag() == EntryField::key) {
      entry.first = message.get_string();
    } else if (message.tag() == EntryField::value) {
      entry.second = message.get_string();
    } else {
      message.skip();
    }
  }
  return entry;
}

}  // namespace deepfool::onnx
