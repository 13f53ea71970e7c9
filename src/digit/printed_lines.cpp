#include "digit/printed_lines.h"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "digit/components.h"
#include "digit/groups.h"

namespace deepfool {
namespace {

// How many pixels may be between the end of a line and another that it is to reach, or the
// picture's border, besides the lines' widths.
constexpr double kReach = 2.5;

// Lines that end side by side do so within this many pixels.
constexpr double kAligned = 6.0;

// Lines of one paper have slopes this near to each other; a photograph's differ a little.
constexpr double kSameSlope = 0.03;

// Less ink beside a line is no stroke that crosses it.
constexpr float kFaint = 0.06f;

/// A point of the picture.
struct Place {
  double x, y;
};

/// Where the middles of two lines cross.
Place crossing(const Line& horizontal, const Line& vertical) {
  const double x = (vertical.offset + vertical.slope * horizontal.offset) /
                   (1.0 - vertical.slope * horizontal.slope);
  return {x, horizontal.across(x)};
}

/// Whether a line, or a stroke that may hide it, gets as far as the middle of one of `width`.
bool reaches(const Line& line, double along, double width) {
  const double reach = kReach + 0.5 * width;
  return along >= line.inked_first - reach && along <= line.inked_last + 1 + reach;
}

/// Whether two lines of different directions meet.
bool meet(const Line& a, const Line& b) {
  const Line &h = a.vertical ? b : a, &v = a.vertical ? a : b;
  const Place place = crossing(h, v);
  return reaches(h, place.x, v.width) && reaches(v, place.y, h.width);
}

/// Whether a line, at this place of it, leaves the picture.
bool at_border(const Line& line, double along, int width, int height) {
  const double length = line.vertical ? height : width, breadth = line.vertical ? width : height;
  const double across = line.across(along);
  return along <= kReach || along >= length - kReach || across <= kReach ||
         across >= breadth - kReach;
}

/// Whether a line goes from border to border of the picture.
bool spans(const Line& line, int width, int height) {
  return at_border(line, line.first, width, height) &&
         at_border(line, line.last + 1, width, height);
}

/// Which lines of one direction meet which of the other.
class Lattice {
 public:
  Lattice(std::vector<Line> horizontal, std::vector<Line> vertical, int width, int height)
      : lines_{std::move(horizontal), std::move(vertical)}, width_(width), height_(height) {
    for (int d : {0, 1}) inside_[d].assign(lines_[d].size(), 1), meets_[d].resize(lines_[d].size());
    for (int d : {0, 1}) drop_slanted(d);
    for (std::size_t i = 0; i < lines_[0].size(); ++i) {
      for (std::size_t k = 0; k < lines_[1].size(); ++k) {
        const Line &h = lines_[0][i], &v = lines_[1][k];
        if (!meet(h, v)) continue;
        const Place place = crossing(h, v);
        meets_[0][i].push_back({k, place.x});
        meets_[1][k].push_back({i, place.y});
      }
    }
    for (bool changed = true; changed;) {
      changed = false;
      for (int d : {0, 1}) {
        for (std::size_t i = 0; i < lines_[d].size(); ++i)
          if (inside_[d][i] && !bounds_cells(d, i)) inside_[d][i] = 0, changed = true;
      }
    }
    if (count(0) + count(1) < 3 || stroke_across(0) || stroke_across(1))
      for (int d : {0, 1}) std::fill(inside_[d].begin(), inside_[d].end(), 0);
    for (int d : {0, 1}) lengthen(d);
  }

  /// The lines that bound cells (`inside`), or the others.
  std::vector<Line> lines(bool inside) const {
    std::vector<Line> result;
    for (int d : {0, 1})
      for (std::size_t i = 0; i < lines_[d].size(); ++i)
        if ((inside_[d][i] != 0) == inside) result.push_back(lines_[d][i]);
    return result;
  }

 private:
  struct Meeting {
    std::size_t other;
    double along;
  };

  std::ptrdiff_t count(int d) const { return std::count(inside_[d].begin(), inside_[d].end(), 1); }

  /// Whether the only line of a direction crosses the others, all of them, and leaves off within
  /// the picture: on ruled paper that is a stroke.
  bool stroke_across(int d) const {
    if (count(d) != 1) return false;
    const std::size_t i = static_cast<std::size_t>(
        std::find(inside_[d].begin(), inside_[d].end(), 1) - inside_[d].begin());
    if (spans(lines_[d][i], width_, height_)) return false;
    for (const Meeting& meeting : meets_[d][i]) {
      if (!inside_[1 - d][meeting.other]) continue;
      if (!spans(lines_[1 - d][meeting.other], width_, height_)) return false;
    }
    return true;
  }

  /// Carries lines on under strokes, to the last ones that they meet.
  void lengthen(int d) {
    for (std::size_t i = 0; i < lines_[d].size(); ++i) {
      Line& line = lines_[d][i];
      for (const Meeting& meeting : meets_[d][i]) {
        if (!inside_[d][i] || !inside_[1 - d][meeting.other]) continue;
        line.first = std::min(line.first, static_cast<int>(meeting.along));
        line.last = std::max(line.last, static_cast<int>(meeting.along));
      }
      line.first = std::max(line.first, line.inked_first);
      line.last = std::min(line.last, line.inked_last);
    }
  }

  /// Drops lines that are not parallel to most of their direction.
  void drop_slanted(int d) {
    std::vector<std::pair<double, int>> slopes;
    int total = 0, seen = 0;
    for (const Line& line : lines_[d]) {
      slopes.emplace_back(line.slope, line.length());
      total += line.length();
    }
    std::sort(slopes.begin(), slopes.end());
    double usual = 0.0;
    for (const auto& [slope, length] : slopes) {
      usual = slope;
      if (2 * (seen += length) >= total) break;
    }
    for (std::size_t i = 0; i < lines_[d].size(); ++i)
      if (std::fabs(lines_[d][i].slope - usual) > kSameSlope) inside_[d][i] = 0;
  }

  /// Whether a line meets at least two others and ends at others, at the picture's border, or where
  /// two parallel ones do. Lines of a comb meet one and end beside another; lines that cross only
  /// such as end within the picture may end anywhere.
  bool bounds_cells(int d, std::size_t i) const {
    const Line& line = lines_[d][i];
    bool start = at_border(line, line.first, width_, height_);
    bool end = at_border(line, line.last + 1, width_, height_);
    const int cut = start || end;  // the picture may end within a cell
    int met = 0;
    bool open = true;
    for (const Meeting& meeting : meets_[d][i]) {
      if (!inside_[1 - d][meeting.other]) continue;
      const Line& other = lines_[1 - d][meeting.other];
      ++met;
      open = open && !spans(other, width_, height_);
      const double reach = kReach + 0.5 * other.width;
      start = start || meeting.along <= line.first + reach;
      end = end || meeting.along >= line.last + 1 - reach;
    }
    if (met + cut == 1)
      return met == 1 && ((start && aligned(d, i, true) > 0) || (end && aligned(d, i, false) > 0));
    return met + cut >= 2 && ((open && met >= 2) || ((start || aligned(d, i, false) > 1) &&
                                                     (end || aligned(d, i, true) > 1)));
  }

  /// How many parallel lines end beside a line.
  int aligned(int d, std::size_t i, bool at_end) const {
    const Line& line = lines_[d][i];
    // Along the direction at right angles.
    const auto end = [&](const Line& l) {
      const double along = at_end ? l.last + 1 : l.first;
      return along + line.slope * l.across(along);
    };
    int count = 0;
    for (std::size_t k = 0; k < lines_[d].size(); ++k)
      if (k != i && inside_[d][k] && std::fabs(end(lines_[d][k]) - end(line)) <= kAligned) ++count;
    return count;
  }

  std::vector<Line> lines_[2];  // horizontal, vertical
  std::vector<char> inside_[2];
  std::vector<std::vector<Meeting>> meets_[2];
  int width_, height_;
};

/// The box of what is written, without small components. Lines that the picture's border cuts are
/// not written, if they run in the direction that is asked for.
std::optional<Box> written(const Plane& ink, bool vertical) {
  const float most = *std::max_element(ink.values.begin(), ink.values.end());
  const Components found = components_of(ink, std::max(0.1f, 0.4f * most));
  int size = 0;
  for (const Component& c : found.components) size = std::max(size, longer_side(c.box));
  std::optional<Box> all;
  for (const Component& c : found.components) {
    const bool cut =
        c.contact > 0.8 * (c.box.width + c.box.height) && (c.box.height > c.box.width) == vertical;
    if (cut || longer_side(c.box) < 0.2 * size) continue;
    all = all ? joined(*all, c.box) : c.box;
  }
  return all;
}

/// Of the lines of one direction that bound no cells, those that go on to both sides of what is
/// written. `ink`: the picture without those that are known to be printed, `known`.
std::vector<Line> long_lines(const std::vector<Line>& others, bool vertical, const Plane& ink,
                             const PrintedLines& known) {
  const auto from_border = [&](const Line& line) { return spans(line, ink.width, ink.height); };
  const auto crosses_two = [&](const Line& line) {
    return std::count_if(known.lines.begin(), known.lines.end(), [&](const Line& other) {
             return other.vertical != vertical && meet(line, other);
           }) >= 2;
  };
  std::vector<Line> candidates;
  for (const Line& line : others)
    if (line.vertical == vertical &&
        (from_border(line) || (!known.cells && (!vertical || crosses_two(line)))))
      candidates.push_back(line);
  std::vector<Line> across;
  for (const Line& line : others)
    if (line.vertical != vertical && from_border(line)) across.push_back(line);
  // What turns out to be a stroke counts as written.
  for (bool changed = true; changed && !candidates.empty();) {
    Plane rest = ink;
    erase(rest, candidates);
    erase(rest, across);
    const std::optional<Box> box = written(rest, vertical);
    if (!box) return {};
    const double start = vertical ? box->y : box->x;
    const double end = start + (vertical ? box->height : box->width);
    std::vector<Line> kept;
    for (const Line& line : candidates) {
      const bool spanning = from_border(line);
      const double beyond =
          spanning ? std::max(kReach, 0.015 * line.length()) : 0.1 * line.length();
      if (line.first > start - beyond || line.last + 1 < end + beyond) continue;
      // In a picture that is cut to what is written, strokes go from border to border, too.
      const double room = 0.05 * std::max(ink.width, ink.height);
      const bool roomy = box->x >= room && box->y >= room &&
                         box->x + box->width <= ink.width - room &&
                         box->y + box->height <= ink.height - room;
      bool printed;
      if (!spanning && crosses_two(line)) {
        printed = candidates.size() > 1;
      } else if (spanning) {
        printed = roomy || candidates.size() > 1 ||
                  std::any_of(known.lines.begin(), known.lines.end(), from_border);
      } else {
        // An underline. The foot of a digit is not longer than the digit is high.
        printed = line.length() >= box->height &&
                  line.across(0.5 * (start + end)) >= box->y + 0.8 * box->height;
      }
      if (printed) kept.push_back(line);
    }
    changed = kept.size() < candidates.size();
    candidates = std::move(kept);
  }
  return candidates;
}

}  // namespace

PrintedLines printed_lines(Plane& ink, float noise) {
  PrintedLines printed;
  const Lattice lattice(straight_lines(ink, noise, false), straight_lines(ink, noise, true),
                        ink.width, ink.height);
  printed.lines = lattice.lines(true);
  if (!printed.lines.empty()) {
    int left = ink.width, right = 0, top = ink.height, bottom = 0;
    for (const Line& line : printed.lines) {
      int& first = line.vertical ? top : left;
      int& last = line.vertical ? bottom : right;
      first = std::min(first, line.first), last = std::max(last, line.last + 1);
    }
    printed.cells = Box{left, top, right - left, bottom - top};
  }
  std::vector<Line> others = lattice.lines(false);
  if (printed.lines.empty() && others.empty()) return printed;
  printed.rest = ink;
  erase(printed.rest, printed.lines);
  // Without the vertical lines, horizontal ones may turn out to be printed.
  for (const bool vertical : {false, true, false}) {
    const std::vector<Line> more = long_lines(others, vertical, printed.rest, printed);
    if (more.empty()) continue;
    erase(printed.rest, more);
    printed.lines.insert(printed.lines.end(), more.begin(), more.end());
    others.erase(std::remove_if(others.begin(), others.end(),
                                [&](const Line& line) {
                                  return std::any_of(more.begin(), more.end(), [&](const Line& m) {
                                    return m.vertical == line.vertical && m.offset == line.offset &&
                                           m.first == line.first;
                                  });
                                }),
                 others.end());
  }
  return printed;
}

void erase(Plane& plane, const std::vector<Line>& lines) {
  for (const Line& line : lines) {
    LineView ink = line_view(plane, line.vertical);
    const int across = static_cast<int>(ink.rows()), along = static_cast<int>(ink.cols());
    const int start = std::max(0, line.first - 2), end = std::min(along, line.last + 3);
    const int count = end - start;
    // The band of a column (of a row, for vertical lines), the ink just before and after it, and
    // the least ink in it that is clearly a pen's, darker than the line: that stays.
    std::vector<int> low(count), high(count);
    std::vector<float> before(count), after(count), pen(count);
    for (int k = 0; k < count; ++k) {
      std::tie(low[k], high[k]) = line.band(start + k);
      const auto at = [&](int j) { return j < 0 || j >= across ? 0.0f : ink(j, start + k); };
      const auto stroke = [&](int j) { return at(j) < kFaint ? 0.0f : at(j); };
      before[k] = stroke(low[k] - 1), after[k] = stroke(high[k] + 1);
      float sum = 0.0f;
      for (int j = low[k]; j <= high[k]; ++j) sum += at(j);
      pen[k] = sum > 1.25f * line.sum + 0.15f ? 1.25f * line.ink + 0.08f : 2.0f;
    }
    // Two lines are darker where they cross.
    for (const Line& other : lines) {
      if (other.vertical == line.vertical) continue;
      const double at = (line.vertical ? crossing(other, line).y : crossing(line, other).x) - start;
      if (!reaches(other, line.across(at + start), line.width)) continue;
      const int from = std::max(0, static_cast<int>(at - 0.5 * other.width - 1.5));
      const int to = std::min(count - 1, static_cast<int>(at + 0.5 * other.width + 1.5));
      for (int k = from; k <= to; ++k) pen[k] += 1.25f * other.ink;
    }
    // Strokes come through from before to after, at most this much further along the line.
    const int reach = static_cast<int>(1.5 * line.width + 3.0);
    int near_before = 0, near_after = 0;  // samples with ink within reach
    const auto count_in = [&](int k, int step) {
      if (k < 0 || k >= count) return;
      near_before += before[k] > 0.0f ? step : 0;
      near_after += after[k] > 0.0f ? step : 0;
    };
    for (int k = 0; k < reach; ++k) count_in(k, 1);
    for (int k = 0; k < count; ++k) {
      count_in(k + reach, 1), count_in(k - reach - 1, -1);
      for (int j = std::max(0, low[k]); j <= std::min(across - 1, high[k]); ++j) {
        float& own = ink(j, start + k);
        if (own >= pen[k]) continue;
        // Of all straight ways through the pixel, the one with the most ink at both ends.
        float through = 0.0f;
        if (near_before > 0 && near_after > 0) {
          const float part = (j - low[k] + 1.0f) / (high[k] - low[k] + 2.0f);
          for (int i = 0; i <= 2 * reach && through < own; ++i) {
            const int shift = i % 2 == 0 ? i / 2 : -(i + 1) / 2;
            const int a = k - static_cast<int>(shift * part + (shift < 0 ? -0.5f : 0.5f));
            const int b = a + shift;
            if (a < 0 || b < 0 || a >= count || b >= count) continue;
            through = std::max(through, std::min(before[a], after[b]));
          }
        }
        own = std::min(own, through);
      }
    }
  }
}

}  // namespace deepfool
