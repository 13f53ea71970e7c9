// The committed reference values: IDX arrays, tables of attacks, cards of models.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <sstream>
#include <string>
#include <vector>

#include "files.h"

namespace values {

/// An IDX array of float32 (type 0x0D) or float64 (0x0E), as doubles.
struct Array {
  std::vector<std::size_t> dims;
  std::vector<double> data;
};

inline Array read_array(const std::string& path) {
  const std::string bytes = files::read(path);
  const auto number = [&](std::size_t at, std::size_t width) {
    std::uint64_t v = 0;
    for (std::size_t i = 0; i < width; ++i)
      v = v << 8U | static_cast<unsigned char>(bytes.at(at + i));
    return v;
  };
  Array array;
  const std::size_t width = number(2, 1) == 0x0E ? 8 : number(2, 1) == 0x0D ? 4 : 0;
  if (width == 0) throw std::runtime_error(path + ": neither float32 nor float64");
  std::size_t at = 4;
  std::size_t size = 1;
  for (std::uint64_t d = number(3, 1); d > 0; --d, at += 4) {
    array.dims.push_back(number(at, 4));
    size *= array.dims.back();
  }
  for (std::size_t i = 0; i < size; ++i, at += width) {
    const std::uint64_t bits = number(at, width);
    double value = 0;
    if (width == 8) {
      std::memcpy(&value, &bits, sizeof value);
    } else {
      const auto low = static_cast<std::uint32_t>(bits);
      float single = 0;
      std::memcpy(&single, &low, sizeof single);
      value = single;
    }
    array.data.push_back(value);
  }
  if (at != bytes.size()) throw std::runtime_error(path + ": more data than its shape says");
  return array;
}

/// The lines of a CSV file after its head, which must be `head`.
inline std::vector<std::vector<std::string>> read_table(const std::string& path,
                                                        const std::string& head) {
  std::istringstream lines(files::read(path));
  std::string line;
  std::getline(lines, line);
  if (line != head) throw std::runtime_error(path + ": its head is not " + head);
  std::vector<std::vector<std::string>> rows;
  while (std::getline(lines, line)) {
    std::istringstream fields(line);
    rows.emplace_back();
    for (std::string field; std::getline(fields, field, ',');) rows.back().push_back(field);
  }
  return rows;
}

/// A row of NAME-l2.csv and its like.
struct Attacked {
  int label;
  int adversarial;
  int iterations;
  std::string status;
  double l2, linf, l1;
};

inline std::vector<Attacked> read_attacks(const std::string& path) {
  std::vector<Attacked> attacks;
  for (const auto& row : read_table(path, "index,label,adversarial,iterations,status,l2,linf,l1")) {
    attacks.push_back({std::stoi(row.at(1)), std::stoi(row.at(2)), std::stoi(row.at(3)), row.at(4),
                       std::stod(row.at(5)), std::stod(row.at(6)), std::stod(row.at(7))});
  }
  return attacks;
}

/// The numbers of the list (or the one number) behind "key": in a piece of JSON.
inline std::vector<double> json_numbers(const std::string& json, const std::string& key) {
  const std::size_t found = json.find("\"" + key + "\":");
  if (found == std::string::npos) throw std::runtime_error("no \"" + key + "\"");
  const char* at = json.c_str() + found + key.size() + 3;
  at += std::strspn(at, " \n");
  const bool list = *at == '[';
  std::vector<double> numbers;
  do {
    if (list) ++at;
    char* end = nullptr;
    numbers.push_back(std::strtod(at, &end));
    if (end == at) throw std::runtime_error("\"" + key + "\" holds something else than numbers");
    at = end + std::strspn(end, " \n");
  } while (list && *at == ',');
  return numbers;
}

}  // namespace values
