#pragma once

#include <cstdint>
#include <fstream>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "cli/arguments.h"
#include "cli/images.h"
#include "robustness/row.h"

namespace deepfool {

using Json = nlohmann::ordered_json;

/// The value, or null.
template <class T>
Json json_or_null(const std::optional<T>& value) {
  return value ? Json(*value) : Json(nullptr);
}

/// The row of one image of a file.
struct ImageRow {
  std::int64_t index = 0;
  Row row;
};

/// Which part of an evaluation a process does: 1 <= part <= of.
struct Shard {
  std::int64_t part = 1;
  std::int64_t of = 1;
};

/// What is needed to repeat an evaluation, as it stands in reports: the attack and its options, the
/// files' names and SHA-256, which images, and the seed of their order. Where a process does a part
/// of it alone, that is not in it.
Json describe_run(const Arguments& arguments, const Network& network, const Images& images,
                  std::uint64_t seed);

/// A file of rows, written as they come: JSON lines, the first of them the run and its shard. What
/// was written is whole whenever the process ends.
class RowsWriter {
 public:
  /// Opens the file, empty, or with `resume`, if there is one, as it is but for a last line that
  /// was cut short. Throws std::runtime_error if it cannot be written, and, with `resume`, as
  /// read_rows does.
  RowsWriter(const std::string& path, const Json& run, Shard shard, bool resume);

  /// The rows that the file had.
  const std::vector<ImageRow>& resumed() const { return resumed_; }

  /// Throws std::runtime_error if the row could not be written.
  void write(const ImageRow& row);

 private:
  void line(const Json& json);

  std::string path_;
  std::ofstream file_;
  std::vector<ImageRow> resumed_;
};

/// The rows of an evaluation.
struct Rows {  // NOLINT(bugprone-exception-escape): moving a Json does not throw
  Json run;
  std::vector<ImageRow> rows;  // in the images' order

  std::int64_t whole() const { return run.at("count"); }  // how many there are when all is done
  Index classes() const { return run.at("classes"); }
  std::vector<Row> in_order() const;
};

/// Joins the files that RowsWriter wrote, in any order. A last line that was cut short is left out.
/// Throws std::runtime_error for a file that is none of these, for files that are not of one run,
/// and for two different rows of an image; the same row twice counts once.
Rows read_rows(const std::vector<std::string>& paths);

/// Puts rows in the images' order: what is computed from them is the same to the last bit then,
/// whoever worked them out.
void sort_rows(std::vector<ImageRow>& rows);

/// All rows as CSV: a comment with the run as JSON, the columns' names, and a line a row, whose
/// cells are empty where there is no value. Throws std::runtime_error if it cannot be written.
void write_csv(const std::string& path, const Rows& rows);

}  // namespace deepfool
