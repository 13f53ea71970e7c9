#include "digit/lines.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace deepfool {
namespace {

// A line is looked for in strips of the picture, this many pixels wide along the line: in the sums
// over a strip's width a line is a narrow ridge, and noise is less than in pixels.
constexpr int kStrip = 8;

// Wider than this many pixels is no line.
constexpr int kWidest = 7;

// A line's ink is at least this much more than that of the paper beside it, on noisy paper up to
// twice as much.
constexpr float kLeastRidge = 0.05f;

// A line has a ridge in at least this many strips. If it is fainter than kNoiseFactor standard
// deviations of the noise, it has in the second number and in most that it crosses. (The noise is
// overestimated if there are many lines.)
constexpr int kLeastStrips = 3;
constexpr int kLeastNoisyStrips = 10;
constexpr double kNoiseFactor = 0.9;

// Tangent of the greatest angle to the axis.
constexpr double kSteepest = 0.07;

// How many pixels off the line that it belongs to a ridge may be, and all of them in the mean
// (root of the mean square).
constexpr double kTolerance = 0.8;
constexpr double kStraight = 0.35;

// Strips without a ridge, such as under a stroke, over which a line is followed.
constexpr int kGap = 4;

// Pixels without ink that do not interrupt a line.
constexpr int kBreak = 4;

/// A narrow maximum of a strip's profile.
struct Ridge {
  double along, across;  // the middle of the strip, and of the ridge
  double width;          // at half of its height
  double height;         // its ink, less that of the paper beside it
};

/// Least-squares fit of across = offset + slope * along.
class Fit {
 public:
  void add(double along, double across) {
    n_ += 1.0, x_ += along, y_ += across, xx_ += along * along, xy_ += along * across;
  }
  double slope() const {
    const double spread = xx_ - x_ * x_ / n_;
    return spread > 0.0 ? (xy_ - x_ * y_ / n_) / spread : 0.0;
  }
  double offset() const { return (y_ - slope() * x_) / n_; }
  double at(double along) const { return y_ / n_ + slope() * (along - x_ / n_); }

 private:
  double n_ = 0.0, x_ = 0.0, y_ = 0.0, xx_ = 0.0, xy_ = 0.0;
};

/// Ridges on one line, in order.
struct Chain {
  std::vector<Ridge> ridges;
  Fit fit;

  void add(const Ridge& ridge) {
    ridges.push_back(ridge);
    fit.add(ridge.along, ridge.across);
  }

  double mean_height() const {
    double sum = 0.0;
    for (const Ridge& ridge : ridges) sum += ridge.height;
    return sum / ridges.size();
  }

  /// The share of the strips between its ends that have a ridge.
  double density() const {
    return kStrip * (ridges.size() - 1) / (ridges.back().along - ridges.front().along);
  }

  /// Root mean square distance of the ridges from the line.
  double deviation() const {
    double sum = 0.0;
    for (const Ridge& ridge : ridges) sum += std::pow(ridge.across - fit.at(ridge.along), 2);
    return std::sqrt(sum / ridges.size());
  }
};

/// Mean ink over each strip's width: one column for each strip, one row for each position across
/// the lines.
Eigen::ArrayXXf profiles_of(const Plane& ink, bool vertical) {
  const int along = vertical ? ink.height : ink.width, across = vertical ? ink.width : ink.height;
  Eigen::ArrayXXf profiles = Eigen::ArrayXXf::Zero(across, along / kStrip);
  const Eigen::Map<const Eigen::ArrayXXf> pixels(ink.values.data(), ink.width, ink.height);
  for (int strip = 0; strip < along / kStrip; ++strip) {
    if (vertical)
      profiles.col(strip) = pixels.middleCols(strip * kStrip, kStrip).rowwise().mean();
    else
      profiles.col(strip) = pixels.middleRows(strip * kStrip, kStrip).colwise().mean().transpose();
  }
  return profiles;
}

/// The ridges of one strip's profile. `along`: the strip's middle; `least`: their least height.
std::vector<Ridge> ridges_in(const Eigen::Ref<const Eigen::ArrayXf>& profile, double along,
                             float least) {
  std::vector<Ridge> ridges;
  const int n = static_cast<int>(profile.size());
  const auto at = [&](int i) { return i < 0 || i >= n ? 0.0f : profile[i]; };
  for (int i = 0; i < n; ++i) {
    const float top = profile[i];
    if (top < least || at(i - 1) > top || at(i + 1) >= top) continue;
    float left = top, right = top;
    for (int k = 1; k <= kWidest; ++k) {
      left = std::min(left, at(i - k));
      right = std::min(right, at(i + k));
    }
    const float base = std::max(left, right), height = top - base;
    if (height < least || height < 0.25f * top) continue;
    const float half = base + 0.5f * height;
    // Where the profile crosses half of the height, linear between the middles of the pixels.
    const auto crossing = [&](int step) {
      int k = i;
      while (at(k + step) > half) k += step;
      return static_cast<double>(k + step * (at(k) - half) / (at(k) - at(k + step)));
    };
    const double low = crossing(-1), high = crossing(1);
    if (high - low > kWidest) continue;
    ridges.push_back({along, 0.5 * (low + high) + 0.5, high - low, height});
  }
  return ridges;
}

/// Whether two ridges may be of one line, by their widths and heights.
bool alike(const Ridge& a, const Ridge& b) {
  return std::fabs(a.width - b.width) <= 1.5 && a.height <= 2.0 * b.height &&
         b.height <= 2.0 * a.height;
}

/// Links the ridges of neighbouring strips.
std::vector<Chain> chains_of(const std::vector<std::vector<Ridge>>& strips, float noise) {
  std::vector<Chain> open, done;
  const auto close = [&](Chain& chain) {
    if (chain.ridges.size() < kLeastStrips || std::fabs(chain.fit.slope()) > kSteepest ||
        chain.deviation() > kStraight)
      return;
    if (chain.mean_height() < kNoiseFactor * noise &&
        (chain.ridges.size() < kLeastNoisyStrips || chain.density() < 0.7))
      return;
    done.push_back(std::move(chain));
  };
  for (const std::vector<Ridge>& ridges : strips) {
    if (ridges.empty()) continue;
    const double along = ridges.front().along;
    std::size_t kept = 0;
    for (Chain& chain : open) {
      if (along - chain.ridges.back().along > (kGap + 1) * kStrip) {
        close(chain);
        continue;
      }
      if (&chain != &open[kept]) open[kept] = std::move(chain);
      ++kept;
    }
    open.resize(kept);
    const std::size_t before = open.size();
    std::vector<char> taken(before, 0);
    for (const Ridge& ridge : ridges) {
      std::size_t best = before;
      double least = 1e9;
      for (std::size_t i = 0; i < before; ++i) {
        const Ridge& last = open[i].ridges.back();
        if (taken[i] || !alike(last, ridge)) continue;
        // Three ridges tell a direction; fewer only that the slope is small.
        const bool directed = open[i].ridges.size() >= 3;
        const double expected = directed ? open[i].fit.at(along) : last.across;
        const double allowed = kTolerance + (directed ? 0.0 : kSteepest * (along - last.along));
        const double distance = std::fabs(expected - ridge.across);
        if (distance <= allowed && distance < least) best = i, least = distance;
      }
      if (best == before) {
        open.emplace_back();
        open.back().add(ridge);
      } else {
        taken[best] = 1;
        open[best].add(ridge);
      }
    }
  }
  for (Chain& chain : open) close(chain);
  return done;
}

/// Joins chains that continue each other, the longest first.
std::vector<Chain> joined(std::vector<Chain> chains) {
  std::vector<std::pair<double, int>> order;  // minus the length, and the place in `chains`
  for (std::size_t i = 0; i < chains.size(); ++i) {
    order.emplace_back(-static_cast<double>(chains[i].ridges.size()), static_cast<int>(i));
  }
  std::sort(order.begin(), order.end());
  std::vector<Chain> result;
  for (const auto& [length, i] : order) {
    Chain& chain = chains[static_cast<std::size_t>(i)];
    const Ridge &from = chain.ridges.front(), &to = chain.ridges.back();
    Chain* home = nullptr;
    for (Chain& longer : result) {
      const double start = longer.ridges.front().along, end = longer.ridges.back().along;
      const auto off = [&](const Ridge& ridge) {
        const double beyond = std::max({0.0, start - ridge.along, ridge.along - end});
        return std::fabs(longer.fit.at(ridge.along) - ridge.across) -
               std::min(1.0, beyond * kTolerance / (end - start));
      };
      if (off(from) <= kTolerance && off(to) <= kTolerance && alike(longer.ridges.front(), from)) {
        home = &longer;
        break;
      }
    }
    if (home == nullptr)
      result.push_back(std::move(chain));
    else
      for (const Ridge& ridge : chain.ridges) home->add(ridge);
  }
  return result;
}

double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

/// The pieces of a chain's line that have ink, most of it between paper on both sides.
void add_pieces(const Chain& chain, const LineView& ink, bool vertical, std::vector<Line>& lines) {
  Line line;
  line.vertical = vertical;
  line.offset = chain.fit.offset(), line.slope = chain.fit.slope();
  std::vector<double> widths, heights;
  for (const Ridge& ridge : chain.ridges)
    widths.push_back(ridge.width), heights.push_back(ridge.height);
  line.width = median(widths);
  const float least = 0.5f * static_cast<float>(median(heights));

  const int across = static_cast<int>(ink.rows()), along = static_cast<int>(ink.cols());
  const auto value = [&](double position, int k) {
    const int j = static_cast<int>(std::floor(position));
    return j < 0 || j >= across ? 0.0f : ink(j, k);
  };
  const double beside = 0.5 * line.width + 2.0;
  int first = -1, last = -1, clear = 0;  // of the piece; pixels between paper on both sides
  int first_clear = -1, last_clear = -1;
  std::vector<double> inks, sums;
  const auto end_piece = [&] {
    if (clear > 0) {
      line.inked_first = first, line.inked_last = last;
      const int margin = static_cast<int>(line.width) + 2;
      line.first = std::max(first, first_clear - margin);
      line.last = std::min(last, last_clear + margin);
      if (line.length() >= kLeastStrips * kStrip && clear >= 0.3 * line.length()) {
        // Less than the median: a darker stroke may run along the line.
        const auto usual = [](std::vector<double>& values) {
          const auto at = values.begin() + static_cast<std::ptrdiff_t>(0.35 * (values.size() - 1));
          std::nth_element(values.begin(), at, values.end());
          return static_cast<float>(*at);
        };
        line.ink = usual(inks), line.sum = usual(sums);
        lines.push_back(line);
      }
    }
    first = -1, clear = 0, first_clear = -1;
    inks.clear(), sums.clear();
  };
  for (int k = 0; k < along; ++k) {
    const double middle = line.across(k + 0.5);
    const float own = std::max(value(middle - 0.5, k), value(middle + 0.5, k));
    if (own < least) {
      if (first >= 0 && k - last > kBreak) end_piece();
      continue;
    }
    if (first < 0) first = k;
    last = k;
    const float most = 0.5f * own;
    if (value(middle - beside, k) > most || value(middle + beside, k) > most) continue;
    if (first_clear < 0) first_clear = k;
    last_clear = k;
    ++clear;
    inks.push_back(own);
    sums.push_back(0.0f);
    const auto [low, high] = line.band(k);
    for (int j = std::max(0, low); j <= std::min(across - 1, high); ++j) sums.back() += ink(j, k);
  }
  if (first >= 0) end_piece();
}

}  // namespace

std::pair<int, int> Line::band(int along) const {
  const double middle = across(along + 0.5), half = 0.5 * width + 1.0;
  return {static_cast<int>(std::ceil(middle - half - 0.5)),
          static_cast<int>(std::floor(middle + half - 0.5))};
}

LineView line_view(Plane& plane, bool vertical) {
  const Eigen::Stride<Eigen::Dynamic, Eigen::Dynamic> stride(vertical ? plane.width : 1,
                                                             vertical ? 1 : plane.width);
  return {plane.values.data(), vertical ? plane.width : plane.height,
          vertical ? plane.height : plane.width, stride};
}

std::vector<Line> straight_lines(Plane& ink, float noise, bool vertical) {
  const Eigen::ArrayXXf profiles = profiles_of(ink, vertical);
  const float least = std::clamp(noise, kLeastRidge, 2.0f * kLeastRidge);
  std::vector<std::vector<Ridge>> strips;
  for (Eigen::Index strip = 0; strip < profiles.cols(); ++strip)
    strips.push_back(ridges_in(profiles.col(strip), (strip + 0.5) * kStrip, least));
  std::vector<Line> lines;
  const LineView view = line_view(ink, vertical);
  for (const Chain& chain : joined(chains_of(strips, noise))) {
    const auto on_line = [&](const Ridge& ridge) {
      return std::any_of(lines.begin(), lines.end(), [&](const Line& line) {
        return ridge.along >= line.first && ridge.along <= line.last &&
               std::fabs(line.across(ridge.along) - ridge.across) <=
                   0.5 * (line.width + ridge.width);
      });
    };
    const auto known = std::count_if(chain.ridges.begin(), chain.ridges.end(), on_line);
    if (2 * known < static_cast<std::ptrdiff_t>(chain.ridges.size()))
      add_pieces(chain, view, vertical, lines);
  }
  return lines;
}

}  // namespace deepfool
