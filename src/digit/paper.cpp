#include "digit/paper.h"

#include <Eigen/Dense>
#include <algorithm>
#include <array>
#include <cmath>

namespace deepfool {
namespace {

using Histogram = std::array<int, 256>;

// A picture with fewer levels than this between its darkest and its brightest pixel is blank.
constexpr int kLeastContrast = 20;

// Darker paper counts as this shade. Ink is relative to it, and noise would be much ink otherwise.
constexpr float kLeastShade = 0.05f;

// The most by which the contrast of light ink is multiplied, reached on paper of a middle grey.
constexpr float kMostGain = 1.5f;

// Pixels of at least this alpha count as opaque.
constexpr int kOpaque = 250;

// About how many pixels the contrast of a picture is measured on.
constexpr std::size_t kSample = 1 << 17;

// Unevenly lit pictures with a longer side than this are taken for photographs. They have more
// pixels than detail, so they are reduced to half of their size.
constexpr int kPhotograph = 640;

// Longer side of the reduced picture from which uneven light is estimated.
constexpr int kCoarseSide = 128;

// Strokes are narrower than 2 kHalfWindow + 1 pixels of that reduced picture, and light changes
// over longer distances.
constexpr int kHalfWindow = 20;

// The contrast is between two quantiles: this share of the pixels is darker than the one, and this
// share brighter than the other.
constexpr double kTail = 0.001;

/// The value that `fraction` of the histogram's entries lie below.
int quantile(const Histogram& histogram, double fraction) {
  double total = 0.0, below = 0.0;
  for (int n : histogram) total += n;
  for (int i = 0; i < 256; ++i) {
    below += histogram[i];
    if (below > fraction * total) return i;
  }
  return 255;
}

int contrast_of(const Histogram& histogram) {
  return quantile(histogram, 1.0 - kTail) - quantile(histogram, kTail);
}

/// Otsu's threshold: values <= it are one class, the rest the other (Otsu, IEEE Trans. SMC 9,
/// 1979).
int otsu(const Histogram& histogram) {
  double total = 0.0, sum = 0.0;
  for (int i = 0; i < 256; ++i) total += histogram[i], sum += static_cast<double>(i) * histogram[i];
  double low = 0.0, low_sum = 0.0, best = -1.0;
  int threshold = 0;
  for (int i = 0; i < 255; ++i) {
    low += histogram[i], low_sum += static_cast<double>(i) * histogram[i];
    if (low == 0.0 || low == total) continue;
    const double difference = low_sum / low - (sum - low_sum) / (total - low);
    const double between = low * (total - low) * difference * difference;
    if (between > best) best = between, threshold = i;
  }
  return threshold;
}

int level(float shade) { return std::clamp(static_cast<int>(shade * 255.0f + 0.5f), 0, 255); }

/// The light on the paper: exp of a quadratic in x and y fitted to log(shade), which describes
/// lamps, vignettes and most shadows. The sum of absolute differences is minimised, not of squares,
/// so that ink has little influence.
Plane smooth_light(const Plane& coarse) {
  const std::size_t count = coarse.values.size();
  Eigen::MatrixXd terms(count, 6);
  Eigen::VectorXd logs(count);
  for (int y = 0; y < coarse.height; ++y) {
    for (int x = 0; x < coarse.width; ++x) {
      const std::size_t i = static_cast<std::size_t>(y) * coarse.width + x;
      const double u = 2.0 * (x + 0.5) / coarse.width - 1.0,
                   v = 2.0 * (y + 0.5) / coarse.height - 1.0;
      terms.row(i) << 1.0, u, v, u * u, u * v, v * v;
      logs[i] = std::log(std::max(coarse.values[i], 8.0f / 255.0f));
    }
  }
  Eigen::VectorXd weights = Eigen::VectorXd::Ones(count), fit;
  for (int iteration = 0; iteration < 8; ++iteration) {
    const Eigen::MatrixXd weighted = terms.array().colwise() * weights.array();
    const Eigen::MatrixXd normal =
        terms.transpose() * weighted + 1e-6 * Eigen::MatrixXd::Identity(6, 6);
    const Eigen::VectorXd coefficients = normal.ldlt().solve(weighted.transpose() * logs);
    fit = terms * coefficients;
    weights = (logs - fit).array().abs().max(0.01).inverse() * 0.01;
  }
  Plane light(coarse.width, coarse.height);
  for (std::size_t i = 0; i < count; ++i) light.values[i] = static_cast<float>(std::exp(fit[i]));
  return light;
}

/// Greatest (or least) value within kHalfWindow along one axis: van Herk's and Gil and Werman's
/// algorithm, three comparisons a value.
void extreme_along(std::vector<float>& line, bool greatest) {
  const int n = static_cast<int>(line.size()), window = 2 * kHalfWindow + 1;
  const auto better = [&](float a, float b) { return greatest ? std::max(a, b) : std::min(a, b); };
  const int padded = (n + 2 * kHalfWindow + window - 1) / window * window;
  const float worst = greatest ? -INFINITY : INFINITY;
  std::vector<float> ahead(padded, worst), behind(padded, worst);
  std::copy(line.begin(), line.end(), ahead.begin() + kHalfWindow);
  behind = ahead;
  for (int i = 0; i < padded; ++i)
    if (i % window != 0) ahead[i] = better(ahead[i], ahead[i - 1]);
  for (int i = padded - 2; i >= 0; --i)
    if (i % window != window - 1) behind[i] = better(behind[i], behind[i + 1]);
  for (int i = 0; i < n; ++i) line[i] = better(behind[i], ahead[i + window - 1]);
}

/// extreme_along for all rows and then all columns.
void extreme(Plane& plane, bool greatest) {
  std::vector<float> line(plane.width);
  for (int y = 0; y < plane.height; ++y) {
    float* row = plane.values.data() + static_cast<std::size_t>(y) * plane.width;
    line.assign(row, row + plane.width);
    extreme_along(line, greatest);
    std::copy(line.begin(), line.end(), row);
  }
  line.resize(plane.height);
  for (int x = 0; x < plane.width; ++x) {
    for (int y = 0; y < plane.height; ++y) line[y] = plane.at(x, y);
    extreme_along(line, greatest);
    for (int y = 0; y < plane.height; ++y) plane.at(x, y) = line[y];
  }
}

/// Mean over 3 x 3 pixels; the border is left alone.
Plane blurred(const Plane& plane) {
  Plane across = plane, result = plane;
  for (int y = 0; y < plane.height; ++y)
    for (int x = 1; x + 1 < plane.width; ++x)
      across.at(x, y) = (plane.at(x - 1, y) + plane.at(x, y) + plane.at(x + 1, y)) / 3.0f;
  for (int y = 1; y + 1 < plane.height; ++y)
    for (int x = 0; x < plane.width; ++x)
      result.at(x, y) = (across.at(x, y - 1) + across.at(x, y) + across.at(x, y + 1)) / 3.0f;
  return result;
}

/// The paper's shade at every pixel of an unevenly lit picture.
Plane uneven_paper(const Plane& shade, const Plane& coarse, Polarity polarity) {
  Plane light = smooth_light(coarse), paper = coarse;
  for (std::size_t i = 0; i < paper.values.size(); ++i) paper.values[i] /= light.values[i];
  // A morphological closing removes what is dark and narrower than the window, an opening what is
  // bright and narrower.
  extreme(paper, polarity == Polarity::kDarkInk);
  extreme(paper, polarity == Polarity::kLightInk);
  for (std::size_t i = 0; i < paper.values.size(); ++i) light.values[i] *= paper.values[i];

  // Enlarge it, bilinearly; beyond the outermost samples their values are repeated.
  Plane full(shade.width, shade.height);
  const float step_x = static_cast<float>(light.width) / shade.width;
  const float step_y = static_cast<float>(light.height) / shade.height;
  std::vector<int> left(shade.width);
  std::vector<float> part(shade.width);
  for (int x = 0; x < shade.width; ++x) {
    const float u = std::clamp((x + 0.5f) * step_x - 0.5f, 0.0f, light.width - 1.0f);
    left[x] = std::min(static_cast<int>(u), std::max(0, light.width - 2));
    part[x] = u - left[x];
  }
  std::vector<float> line(light.width + 1);
  for (int y = 0; y < shade.height; ++y) {
    const float v = std::clamp((y + 0.5f) * step_y - 0.5f, 0.0f, light.height - 1.0f);
    const int above = static_cast<int>(v), below = std::min(above + 1, light.height - 1);
    for (int x = 0; x < light.width; ++x)
      line[x] = light.at(x, above) + (v - above) * (light.at(x, below) - light.at(x, above));
    line[light.width] = line[light.width - 1];
    for (int x = 0; x < shade.width; ++x)
      full.at(x, y) = line[left[x]] + part[x] * (line[left[x] + 1] - line[left[x]]);
  }
  return full;
}

/// Whether what is thin is lighter than what surrounds it rather than darker: the third moment of
/// log(shade) against its mean over a square. Edges between large areas, such as of shadows, are as
/// light on one side as dark on the other.
bool thin_parts_are_light(const Plane& coarse) {
  const int width = coarse.width, height = coarse.height;
  std::vector<double> sums(static_cast<std::size_t>(width + 1) * (height + 1), 0.0);
  const auto sum = [&](int x, int y) -> double& {
    return sums[static_cast<std::size_t>(y) * (width + 1) + x];
  };
  const auto log_shade = [&](int x, int y) {
    return std::log(std::max(coarse.at(x, y), kLeastShade));
  };
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x)
      sum(x + 1, y + 1) = log_shade(x, y) + sum(x, y + 1) + sum(x + 1, y) - sum(x, y);
  constexpr int kReach = 8;
  double skew = 0.0;
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      const int x0 = std::max(0, x - kReach), x1 = std::min(width, x + kReach + 1);
      const int y0 = std::max(0, y - kReach), y1 = std::min(height, y + kReach + 1);
      const double mean =
          (sum(x1, y1) - sum(x0, y1) - sum(x1, y0) + sum(x0, y0)) / ((x1 - x0) * (y1 - y0));
      skew += std::pow(log_shade(x, y) - mean, 3);
    }
  }
  return skew > 0.0;
}

/// The picture, reduced so that its longer side is at most kCoarseSide.
Plane coarse_of(const Plane& shade) {
  const double factor =
      std::min(1.0, static_cast<double>(kCoarseSide) / std::max(shade.width, shade.height));
  const int columns = std::max(1, static_cast<int>(shade.width * factor));
  const int rows = std::max(1, static_cast<int>(shade.height * factor));
  return resampled(shade,
                   {0.0, 0.0, static_cast<double>(shade.width), static_cast<double>(shade.height)},
                   columns, rows);
}

}  // namespace

Shades shades_of(const std::vector<std::uint8_t>& rgba, int width, int height) {
  const std::size_t count = static_cast<std::size_t>(width) * height;
  Shades shades;
  shades.shade = Plane(width, height);

  // Luma (ITU-R BT.601), and the three primaries: ink such as yellow on white has its contrast in
  // one of them.
  std::array<Histogram, 4> histograms{};
  Histogram opacity{};
  const auto value = [](const std::uint8_t* p, int channel) {
    return channel == 0 ? (299 * p[0] + 587 * p[1] + 114 * p[2] + 500) / 1000 : p[channel - 1];
  };
  for (std::size_t i = 0; i < count; ++i) ++opacity[rgba[4 * i + 3]];
  // Of a large picture every so many pixels are enough. The stride is odd: with most widths being
  // even, the sample does not come from a few columns only.
  const std::size_t stride = count > kSample ? (count / kSample) | 1 : 1;
  for (std::size_t i = 0; i < count; i += stride) {
    const std::uint8_t* p = &rgba[4 * i];
    if (p[3] < kOpaque) continue;
    for (int channel = 0; channel < 4; ++channel) ++histograms[channel][value(p, channel)];
  }
  int channel = 0;
  for (int c = 1; c < 4; ++c)
    if (contrast_of(histograms[c]) > 2 * contrast_of(histograms[0]) &&
        contrast_of(histograms[c]) > contrast_of(histograms[channel]))
      channel = c;

  std::size_t clear = 0;
  for (int a = 0; a < 128; ++a) clear += opacity[a];
  const bool picture_in_it = 2 * clear < count && contrast_of(histograms[channel]) > 80;
  if (clear > 0 && !picture_in_it) {
    // The background is transparent: opacity is the amount of ink, whatever its colour.
    for (std::size_t i = 0; i < count; ++i) shades.shade.values[i] = rgba[4 * i + 3] / 255.0f;
    shades.polarity = Polarity::kLightInk;
    int highest = 255;
    while (highest > 0 && opacity[highest] == 0) --highest;
    shades.blank = highest < kLeastContrast;
    return shades;
  }

  // Transparent pixels get the median shade of the opaque ones.
  const float under = quantile(histograms[channel], 0.5) / 255.0f;
  Histogram all{}, border{};
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint8_t* p = &rgba[4 * i];
    const int own = value(p, channel);
    const float alpha = p[3] / 255.0f, shade = own / 255.0f;
    shades.shade.values[i] = p[3] == 255 ? shade : under + alpha * (shade - under);
    ++all[p[3] == 255 ? own : level(shades.shade.values[i])];
  }
  for (int x = 0; x < width; ++x)
    ++border[level(shades.shade.at(x, 0))], ++border[level(shades.shade.at(x, height - 1))];
  for (int y = 0; y < height; ++y)
    ++border[level(shades.shade.at(0, y))], ++border[level(shades.shade.at(width - 1, y))];
  int darkest = 0, brightest = 255;
  while (darkest < 255 && all[darkest] == 0) ++darkest;
  while (brightest > 0 && all[brightest] == 0) --brightest;
  shades.blank = brightest - darkest < kLeastContrast;
  if (shades.blank) return shades;

  // The paper is the class, dark or bright, that fills most of the picture. If that is not clear,
  // as in a tight crop of a thick digit, the picture's border counts, too. (It is not asked alone:
  // it may be a frame.)
  const int threshold = otsu(all);
  double dark = 0.0, dark_border = 0.0, total_border = 0.0;
  for (int i = 0; i < 256; ++i) {
    if (i <= threshold) dark += all[i], dark_border += border[i];
    total_border += border[i];
  }
  dark /= count, dark_border /= total_border;
  const bool clear_majority = std::fabs(dark - 0.5) > 0.15;
  const bool dark_paper = clear_majority ? dark > 0.5 : dark + dark_border > 1.0;
  shades.polarity = dark_paper ? Polarity::kLightInk : Polarity::kDarkInk;
  const int first = dark_paper ? 0 : threshold + 1, last = dark_paper ? threshold : 255;
  int mode = first, near = 0, in_class = 0;
  for (int i = first; i <= last; ++i) {
    if (all[i] > all[mode]) mode = i;
    in_class += all[i];
  }
  for (int i = std::max(first, mode - 2); i <= std::min(last, mode + 2); ++i) near += all[i];
  shades.paper = mode / 255.0f;
  shades.flat = near >= 0.7 * in_class;
  if (shades.flat) return shades;

  if (std::max(width, height) > kPhotograph) {
    shades.reduction = 2;
    const int columns = (width + 1) / 2, rows = (height + 1) / 2;
    shades.shade =
        resampled(shades.shade, {0.0, 0.0, static_cast<double>(width), static_cast<double>(height)},
                  columns, rows);
  }

  shades.polarity =
      thin_parts_are_light(coarse_of(shades.shade)) ? Polarity::kLightInk : Polarity::kDarkInk;
  return shades;
}

Ink ink_of(const Shades& shades, Polarity polarity) {
  Ink ink;
  const bool dark_ink = polarity == Polarity::kDarkInk;
  const Plane& shade = shades.shade;
  ink.amount = Plane(shade.width, shade.height);
  ink.flat = shades.flat;
  if (shades.flat) {
    const float range = dark_ink ? shades.paper : 1.0f - shades.paper;
    if (range <= 0.0f) return ink;
    for (std::size_t i = 0; i < shade.values.size(); ++i) {
      const float difference =
          dark_ink ? shades.paper - shade.values[i] : shade.values[i] - shades.paper;
      ink.amount.values[i] = std::clamp(difference / range, 0.0f, 1.0f);
    }
    return ink;
  }

  const Plane paper = uneven_paper(shade, coarse_of(shade), polarity);
  // Dark ink takes away a share of the paper's brightness. Light ink adds to it; it counts as much
  // as it would where the paper is brightest.
  const float brightest = *std::max_element(paper.values.begin(), paper.values.end());
  const float gain =
      dark_ink ? -1.0f : std::min(brightest / std::max(1.0f - brightest, kLeastShade), kMostGain);
  Plane amount(shade.width, shade.height);
  for (std::size_t i = 0; i < shade.values.size(); ++i) {
    const float p = std::max(paper.values[i], kLeastShade);
    amount.values[i] = gain * (shade.values[i] - p) / p;
  }
  if (shades.reduction == 1 && std::max(amount.width, amount.height) > kCoarseSide)
    amount = blurred(amount);

  // Median and median absolute deviation of the paper, from a histogram over [-1, 1].
  std::vector<int> histogram(2048);
  for (float v : amount.values)
    ++histogram[std::clamp(static_cast<int>((v + 1.0f) * 1024.0f), 0, 2047)];
  const auto middle = [&](const std::vector<int>& bins) {
    std::size_t seen = 0;
    for (std::size_t i = 0; i < bins.size(); ++i)
      if (2 * (seen += bins[i]) >= amount.values.size()) return static_cast<int>(i);
    return 0;
  };
  const int median = middle(histogram);
  std::vector<int> deviations(2048);
  for (int i = 0; i < 2048; ++i) deviations[std::abs(i - median)] += histogram[i];
  const float offset = (median + 0.5f) / 1024.0f - 1.0f;
  if (std::fabs(offset) > 0.5f) return ink;  // most of the picture is not paper
  ink.noise = 1.4826f * middle(deviations) / 1024.0f;
  for (std::size_t i = 0; i < amount.values.size(); ++i)
    ink.amount.values[i] = std::clamp(amount.values[i] - offset, 0.0f, 1.0f);
  return ink;
}

float noise_of(const Plane& ink) {
  // Three eighths of a normal distribution's values are above 0.3186 standard deviations.
  std::vector<int> histogram(1024);
  for (float v : ink.values) ++histogram[static_cast<int>(v * 1023.0f)];
  std::size_t below = 0;
  int i = 0;
  while (i < 1023 && 8 * (below += histogram[i]) < 5 * ink.values.size()) ++i;
  return i / (0.3186f * 1023.0f);
}

}  // namespace deepfool
