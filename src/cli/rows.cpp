#include "cli/rows.h"

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <filesystem>
#include <map>
#include <stdexcept>
#include <utility>

#include "attack/options.h"
#include "cli/files.h"
#include "cli/image_attack.h"
#include "cli/method_options.h"
#include "cli/numbers.h"
#include "cli/output_file.h"
#include "cli/sha256.h"

namespace deepfool {

namespace {

constexpr const char* kFormat = "deepfool-rows";
constexpr int kVersion = 1;

Json file_json(const std::string& path) {
  if (!std::filesystem::is_regular_file(path)) {
    refuse_file(path, "it is a pipe; a file is needed, whose SHA-256 stands in rows and reports");
  }
  return {{"file", std::filesystem::path(path).filename().string()},
          {"sha256", sha256_of_file(path)}};
}

Json default_json(const Method& method, const Option& option) {
  if (&option == &options::norm) {
    return std::isinf(method.norm) ? Json("Infinity") : Json(method.norm);
  }
  if (&option == &options::steps) return method.steps;
  if (option.type == OptionType::flag) return option.default_value != 0;
  if (std::isnan(option.default_value)) return nullptr;
  if (option.type == OptionType::integer) return option.default_integer();
  return option.default_value;
}

/// The value of an option, given or not.
Json option_json(const Arguments& arguments, const Method& method, const Option& option) {
  if (!arguments.has(flag_of(option))) return default_json(method, option);
  if (&option == &options::norm) {
    const double p = *norm(arguments);
    return std::isinf(p) ? Json("Infinity") : Json(p);
  }
  if (option.type == OptionType::range) {
    const Bounds bounds = *box(arguments);
    return {bounds.lo, bounds.hi};
  }
  const std::string& text = arguments.text(flag_of(option));
  if (const auto whole = parse_integer(text)) return *whole;
  if (const auto value = parse_number(text)) return *value;
  return text;  // the target's rank
}

Json row_json(const ImageRow& r) {
  const Row& row = r.row;
  return {{"index", r.index},
          {"label", json_or_null(row.label)},
          {"predicted", json_or_null(row.predicted)},
          {"adversarial", row.predicted ? Json(row.adversarial) : Json(nullptr)},
          {"status", name(row.status)},
          {"iterations", row.iterations},
          {"l1", row.l1},
          {"l2", row.l2},
          {"linf", row.linf},
          {"relative_l2", json_or_null(row.relative_l2)},
          {"relative_linf", json_or_null(row.relative_linf)}};
}

template <class T>
std::optional<T> optional_of(const Json& json) {
  if (json.is_null()) return std::nullopt;
  return json.get<T>();
}

std::optional<int> class_of(const Json& json, Index classes) {
  const auto k = optional_of<int>(json);
  if (k && (*k < 0 || *k >= classes)) throw std::invalid_argument("names no class");
  return k;
}

Status status_of(const std::string& text) {
  for (const Status status :
       {Status::flipped, Status::at_boundary, Status::no_gradient, Status::iteration_limit,
        Status::not_finite, Status::already_target}) {
    if (text == name(status)) return status;
  }
  throw std::invalid_argument("has no status");
}

ImageRow row_of_json(const Json& json, Index classes) {
  ImageRow r;
  Row& row = r.row;
  r.index = json.at("index");
  row.label = class_of(json.at("label"), classes);
  row.predicted = class_of(json.at("predicted"), classes);
  row.adversarial = class_of(json.at("adversarial"), classes).value_or(-1);
  row.status = status_of(json.at("status"));
  row.iterations = json.at("iterations");
  row.l1 = json.at("l1");
  row.l2 = json.at("l2");
  row.linf = json.at("linf");
  row.relative_l2 = optional_of<double>(json.at("relative_l2"));
  row.relative_linf = optional_of<double>(json.at("relative_linf"));
  if (row.status == Status::flipped && (!row.predicted || row.adversarial < 0)) {
    throw std::invalid_argument("is flipped from or to no class");
  }
  return r;
}

/// What two runs differ in, as «norm», or "" if they are the same.
std::string difference(const Json& a, const Json& b) {
  if (a == b) return "";
  for (const auto& [key, value] : a.items()) {
    if (!b.contains(key)) return key;
    if (value == b.at(key)) continue;
    return value.is_object() && b.at(key).is_object() ? difference(value, b.at(key)) : key;
  }
  return "what it has";
}

/// Adds the rows of a file to those by index.
void read_file(const std::string& path, Json& run, std::map<std::int64_t, ImageRow>& rows) {
  const std::unique_ptr<std::istream> file = open_input(path);
  std::int64_t number = 0;
  for (std::string text; std::getline(*file, text);) {
    ++number;
    if (file->eof()) break;  // no line end: the process ended while it wrote this
    try {
      const Json json = Json::parse(text);
      if (number == 1) {
        if (json.value("format", "") != kFormat) refuse_file(path, "it has no rows of evaluate");
        if (json.at("version") != kVersion) {
          refuse_file(path, "its rows are of another version of this command");
        }
        const std::string other = run.is_null() ? "" : difference(run, json.at("run"));
        if (!other.empty()) {
          refuse_file(path, "it is of another run than the files before it: " + other + " differs");
        }
        run = json.at("run");
        continue;
      }
      const ImageRow row = row_of_json(json, run.at("classes"));
      const auto [there, added] = rows.emplace(row.index, row);
      if (!added && row_json(there->second) != row_json(row)) {
        refuse_file(
            path, "its row of image " + std::to_string(row.index) + " is not that of another file");
      }
    } catch (const std::invalid_argument& error) {
      refuse_file(path, "line " + std::to_string(number) + " " + error.what());
    } catch (const Json::exception&) {
      refuse_file(path, "line " + std::to_string(number) + " is no row of evaluate");
    }
  }
  if (number == 0 || run.is_null()) refuse_file(path, "it has no rows of evaluate");
}

/// How many bytes of a file are lines with their end; 0 if there is no such file.
std::uintmax_t size_of_whole_lines(const std::string& path) {
  if (!std::filesystem::exists(path)) return 0;
  const std::unique_ptr<std::istream> file = open_input(path);
  std::uintmax_t size = 0;
  for (std::string text; std::getline(*file, text) && !file->eof();) size += text.size() + 1;
  return size;
}

}  // namespace

Json describe_run(const Arguments& arguments, const Network& network, const Images& images,
                  std::uint64_t seed) {
  const Method& method = *find_method(arguments.text("--method", methods::deepfool.name));
  Json options = Json::object();
  for (const Option* option : options_of(method)) {
    if (option != &options::path) options[option->name] = option_json(arguments, method, *option);
  }
  return {{"method", method.name},
          {"options", options},
          {"model", file_json(arguments.text("--model"))},
          {"images", file_json(arguments.text("--images"))},
          {"labels", arguments.has("--labels") ? file_json(arguments.text("--labels")) : nullptr},
          {"classes", network.classes()},
          {"first", images.first()},
          {"count", images.count()},
          {"seed", seed}};
}

RowsWriter::RowsWriter(const std::string& path, const Json& run, Shard shard, bool resume)
    : path_(path) {
  const std::uintmax_t whole = resume ? size_of_whole_lines(path) : 0;
  if (whole != 0) {
    Rows there = read_rows({path});
    const std::string other = difference(run, there.run);
    if (!other.empty()) refuse_file(path, "it is of another run: " + other + " differs");
    resumed_ = std::move(there.rows);
    std::filesystem::resize_file(path, whole);
  }
  file_.open(path, std::ios::binary | (whole == 0 ? std::ios::trunc : std::ios::app));
  if (!file_) refuse_file(path, std::string("cannot be written: ") + std::strerror(errno));
  if (whole != 0) return;
  line({{"format", kFormat},
        {"version", kVersion},
        {"shard", {shard.part, shard.of}},
        {"run", run}});
}

void RowsWriter::write(const ImageRow& row) { line(row_json(row)); }

void RowsWriter::line(const Json& json) {
  if (!(file_ << json.dump() << '\n' << std::flush)) refuse_file(path_, "cannot be written");
}

std::vector<Row> Rows::in_order() const {
  std::vector<Row> all;
  for (const ImageRow& row : rows) all.push_back(row.row);
  return all;
}

Rows read_rows(const std::vector<std::string>& paths) {
  Rows all;
  std::map<std::int64_t, ImageRow> by_index;
  for (const std::string& path : paths) read_file(path, all.run, by_index);
  for (const auto& [index, row] : by_index) all.rows.push_back(row);
  return all;
}

void sort_rows(std::vector<ImageRow>& rows) {
  std::sort(rows.begin(), rows.end(),
            [](const ImageRow& a, const ImageRow& b) { return a.index < b.index; });
}

void write_csv(const std::string& path, const Rows& rows) {
  OutputFile file(path);
  file.line("# " + rows.run.dump());
  const Json columns = row_json({});
  std::string head;
  for (const auto& [key, value] : columns.items()) head += (head.empty() ? "" : ",") + key;
  file.line(head);
  for (const ImageRow& row : rows.rows) {
    const Json cells = row_json(row);
    std::string line;
    for (const auto& [key, value] : cells.items()) {
      if (key != "index") line += ',';
      line += value.is_string() ? value.get<std::string>() : value.is_null() ? "" : value.dump();
    }
    file.line(line);
  }
  file.close();
}

}  // namespace deepfool
