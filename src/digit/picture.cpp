#include "digit/picture.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

#include "digit/centre.h"
#include "digit/components.h"
#include "digit/groups.h"
#include "digit/normalise.h"
#include "digit/paper.h"
#include "digit/printed_lines.h"

namespace deepfool {
namespace {

// Pixels with less ink than this have none: on paper of one shade, and on unevenly lit paper, whose
// shade is an estimate. Neither do pixels with less than kNoiseFactor standard deviations of the
// paper's noise.
constexpr float kLeastInk = 0.1f;
constexpr float kLeastUnevenInk = 0.15f;
constexpr float kNoiseFactor = 5.0f;

// Pixels with at least this share of the usual ink connect strokes. On paper of one shade even
// faint pixels are parts of thin strokes; on uneven paper they are rather rims of shadows.
constexpr float kLinkShare = 0.2f;
constexpr float kUnevenLinkShare = 0.45f;

// See sharpness().
constexpr double kLeastSharpness = 0.35;

// A digit is at least this long: in pixels, and on uneven paper as a share of the picture's longer
// side.
constexpr int kLeastSide = 6;
constexpr double kLeastUnevenSide = 0.04;

// Nothing with more holes is a digit: it is squared paper or a table.
constexpr int kMostHoles = 10;

/// Whether a component belongs to what surrounds the paper: most of it lies along the picture's
/// border, as a frame does, or it runs straight from one side to the other, as a ruled line does.
/// On uneven paper whatever touches the border is a shadow or the table rather than a digit, unless
/// it does so by ends of printed lines.
bool belongs_to_border(const Component& c, const Ink& ink) {
  const double ends = ink.erased ? 0.05 * (c.box.width + c.box.height) : 0.0;
  if (!ink.flat && c.contact > ends) return true;
  if (c.contact > 0.4 * 2 * (c.box.width + c.box.height)) return true;
  const bool across = c.box.width == ink.amount.width && c.box.height < 0.1 * ink.amount.height;
  const bool down = c.box.height == ink.amount.height && c.box.width < 0.05 * ink.amount.width;
  return across || down;
}

/// Whether a picture is noise or a pattern rather than a drawing: it has many components and holes,
/// more than one for every twelve pixels of ink.
bool is_texture(const Components& found) {
  double area = 0.0, count = 0.0;
  for (const Component& c : found.components) area += c.area, count += 1 + c.holes;
  return count > 15.0 && count > area / 12.0;
}

/// Whether a component is a drawn rectangle around something else: nearly all of its ink, and some
/// at each corner, lies in the outer eighth of its box.
bool is_frame(int index, const Components& found, int picture_width) {
  const Component& c = found.components[index];
  const Box& box = c.box;
  const bool around =
      std::any_of(found.components.begin(), found.components.end(), [&](const Component& other) {
        return longer_side(other.box) > 0.25 * longer_side(box) && other.box.x > box.x &&
               other.box.y > box.y && other.box.x + other.box.width < box.x + box.width &&
               other.box.y + other.box.height < box.y + box.height;
      });
  if (c.holes == 0 || !around) return false;
  const double margin = 0.125 * std::min(box.width, box.height);
  int outer = 0, corners[4] = {};
  for (int y = 0; y < box.height; ++y) {
    for (int x = 0; x < box.width; ++x) {
      if (found.labels[static_cast<std::size_t>(y + box.y) * picture_width + x + box.x] !=
          index + 1)
        continue;
      const int inset_x = std::min(x, box.width - 1 - x), inset_y = std::min(y, box.height - 1 - y);
      outer += std::min(inset_x, inset_y) < margin;
      if (std::max(inset_x, inset_y) < margin)
        ++corners[(2 * x > box.width) + 2 * (2 * y > box.height)];
    }
  }
  return outer > 0.9 * c.area && *std::min_element(corners, corners + 4) > 0;
}

/// Sorts by rows from the top, each from the left. From the top down, a digit is in the row of the
/// one before it if their middles are less than half of the mean height apart.
void sort_for_reading(std::vector<FoundDigit>& digits) {
  double height = 0.0;
  for (const FoundDigit& d : digits) height += d.box.height;
  height /= std::max<std::size_t>(1, digits.size());
  std::vector<std::pair<double, int>> order;  // a key, and the place in `digits`
  for (std::size_t i = 0; i < digits.size(); ++i) {
    const Box& box = digits[i].box;
    order.emplace_back(box.y + 0.5 * box.height, static_cast<int>(i));
  }
  std::sort(order.begin(), order.end());
  std::vector<FoundDigit> sorted;
  for (auto row = order.begin(); row != order.end();) {
    auto end = row;
    double last = row->first;
    while (end != order.end() && end->first - last < 0.5 * height) {
      last = end->first;
      end->first = digits[end->second].box.x;
      ++end;
    }
    std::sort(row, end);
    for (; row != end; ++row) sorted.push_back(digits[row->second]);
  }
  digits = std::move(sorted);
}

/// The ink that all but a share of the pixels with more than `least` stay below; 0 if there are no
/// such pixels.
float usual_ink(const Plane& ink, float least, double share) {
  std::vector<int> histogram(1024);
  std::size_t count = 0;
  for (float v : ink.values)
    if (v > least) ++histogram[static_cast<int>(v * 1023.0f)], ++count;
  std::size_t seen = 0;
  for (int i = 1023; i >= 0; --i)
    if ((seen += histogram[i]) > share * count) return i / 1023.0f;
  return 0.0f;
}

/// The picture's only digit, if its longer side is 20 pixels as in MNIST: it is moved to its place,
/// and its pixels stay as they are.
std::optional<DigitPixels> as_it_is(const Plane& ink) {
  int left = ink.width, right = -1, top = ink.height, bottom = -1;
  for (int y = 0; y < ink.height; ++y) {
    for (int x = 0; x < ink.width; ++x) {
      if (ink.at(x, y) == 0.0f) continue;
      left = std::min(left, x), right = std::max(right, x);
      top = std::min(top, y), bottom = std::max(bottom, y);
    }
  }
  const int width = right - left + 1, height = bottom - top + 1;
  if (std::max(width, height) != kInkSide) return std::nullopt;
  DigitPixels pixels{};
  const int x0 = (kDigitSide - width) / 2, y0 = (kDigitSide - height) / 2;
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x)
      pixels[(y + y0) * kDigitSide + x + x0] = ink.at(left + x, top + y);
  return centred(pixels);
}

/// How sharp a group's edges are: the rise of ink across them, over a distance of 1/100 of the
/// picture, as a share of the group's peak. It is nearly 1 for strokes and small for shadows.
double sharpness(const Group& group, const Components& found, const Plane& ink) {
  const int reach = std::max(1, std::max(ink.width, ink.height) / 200);
  const auto at = [&](int x, int y) {
    return ink.at(std::clamp(x, 0, ink.width - 1), std::clamp(y, 0, ink.height - 1));
  };
  double sum = 0.0;
  int count = 0;
  float peak = 0.0f;
  for (int i : group.members) {
    const Component& c = found.components[i];
    peak = std::max(peak, c.peak);
    for (int y = c.box.y; y < c.box.y + c.box.height; ++y) {
      const int* row = found.labels.data() + static_cast<std::size_t>(y) * ink.width;
      for (int x = c.box.x; x < c.box.x + c.box.width; ++x) {
        if (row[x] != i + 1) continue;
        const bool inside =
            x > 0 && row[x - 1] == i + 1 && x + 1 < ink.width && row[x + 1] == i + 1;
        if (inside) continue;
        sum += std::hypot(at(x + reach, y) - at(x - reach, y), at(x, y + reach) - at(x, y - reach));
        ++count;
      }
    }
  }
  return sum / (count * peak);
}

/// The ink of a group and the faint edges around it, scaled so that full ink is 1. The paper's
/// noise is subtracted.
Plane patch_of(const Group& group, const Components& found, const Ink& ink, float usual) {
  const Plane& amount = ink.amount;
  const Box& box = group.box;
  const int margin = 2 + longer_side(box) / 20;
  const int x0 = std::max(0, box.x - margin), y0 = std::max(0, box.y - margin);
  const int x1 = std::min(amount.width, box.x + box.width + margin);
  const int y1 = std::min(amount.height, box.y + box.height + margin);
  const float floor = std::min(3.0f * ink.noise, 0.3f * usual);
  std::vector<char> member(found.components.size() + 1, 0);
  member[0] = 1;
  for (int i : group.members) member[i + 1] = 1;

  Plane patch(x1 - x0, y1 - y0);
  std::vector<float> inked;
  for (int y = y0; y < y1; ++y) {
    for (int x = x0; x < x1; ++x) {
      const int label = found.labels[static_cast<std::size_t>(y) * amount.width + x];
      if (!member[label]) continue;
      patch.at(x - x0, y - y0) = std::max(0.0f, amount.at(x, y) - floor);
      if (label != 0) inked.push_back(patch.at(x - x0, y - y0));
    }
  }
  // On uneven paper the darkest pixels are darker than the ink.
  const double share = ink.flat ? 1.0 : 0.9;
  const auto full = inked.begin() + static_cast<std::ptrdiff_t>(share * (inked.size() - 1));
  std::nth_element(inked.begin(), full, inked.end());
  const float gain = 1.0f / *full;
  for (float& v : patch.values) v = std::min(1.0f, v * gain);
  return patch;
}

/// The digits of a picture whose usual ink is what all but `share` of its inked pixels stay below.
std::vector<FoundDigit> digits_in(const Ink& ink, double share) {
  const float least = std::max(ink.flat ? kLeastInk : kLeastUnevenInk, kNoiseFactor * ink.noise);
  const float usual = usual_ink(ink.amount, least, share);
  if (usual == 0.0f) return {};
  const Components found = components_of(
      ink.amount, std::max(least, (ink.flat ? kLinkShare : kUnevenLinkShare) * usual));
  if (ink.flat && is_texture(found)) return {};
  std::vector<int> kept;
  for (std::size_t i = 0; i < found.components.size(); ++i) {
    const Component& c = found.components[i];
    const int index = static_cast<int>(i);
    if (c.holes > kMostHoles || belongs_to_border(c, ink) || c.peak < 0.4f * usual ||
        is_frame(index, found, ink.amount.width))
      continue;
    kept.push_back(index);
  }
  const std::vector<Group> groups = groups_of(found, kept);
  const double least_side =
      ink.flat ? kLeastSide
               : std::max<double>(kLeastSide,
                                  kLeastUnevenSide * std::max(ink.amount.width, ink.amount.height));
  std::vector<FoundDigit> digits;
  for (const Group& group : groups) {
    if (longer_side(group.box) < least_side) continue;
    if (!ink.flat && sharpness(group, found, ink.amount) < kLeastSharpness) continue;
    std::optional<DigitPixels> pixels;
    if (groups.size() == 1 && ink.flat) pixels = as_it_is(ink.amount);
    if (!pixels) pixels = normalised(patch_of(group, found, ink, usual), ink.flat ? 0.1f : 0.35f);
    if (pixels) digits.push_back({*pixels, group.box});
  }
  sort_for_reading(digits);
  return digits;
}

/// Whether a good part of one of the digits, a fifth of its box, is in a box.
bool any_within(const std::vector<FoundDigit>& digits, const Box& box) {
  return std::any_of(digits.begin(), digits.end(), [&](const FoundDigit& digit) {
    const double common = static_cast<double>(std::max(0, overlap_x(digit.box, box))) *
                          std::max(0, overlap_y(digit.box, box));
    return common >= 0.2 * digit.box.width * digit.box.height;
  });
}

void require_size(int width, int height) {
  if (width >= 1 && height >= 1 && width <= kLongestPictureSide && height <= kLongestPictureSide)
    return;
  throw std::invalid_argument("picture: it is " + std::to_string(width) + " x " +
                              std::to_string(height) + " pixels; sides are to be 1 to " +
                              std::to_string(kLongestPictureSide) + ": reduce it first");
}

}  // namespace

PictureDigits digits_from_picture(const std::vector<std::uint8_t>& rgba, int width, int height) {
  require_size(width, height);
  const std::size_t wanted = static_cast<std::size_t>(width) * height * 4;
  if (rgba.size() != wanted)
    throw std::invalid_argument("picture: " + std::to_string(width) + " x " +
                                std::to_string(height) + " pixels of RGBA take " +
                                std::to_string(wanted) + " bytes, but " +
                                std::to_string(rgba.size()) + " were given");
  PictureDigits result;
  const Shades shades = shades_of(rgba, width, height);
  if (shades.blank) return result;
  const auto read = [&](const Ink& ink) {
    // On uneven paper, what is darkest may be no ink, such as a table's edge: then the usual ink is
    // looked for below it.
    if (!ink.flat) result.digits = digits_in(ink, 0.02);
    if (result.digits.empty()) result.digits = digits_in(ink, 0.1);
  };
  const auto look = [&](Polarity polarity) {
    Ink ink = ink_of(shades, polarity);
    PrintedLines printed = printed_lines(ink.amount, ink.noise);
    if (!printed.lines.empty()) {
      const float noise = ink.flat ? 0.0f : noise_of(printed.rest);
      read({std::move(printed.rest), noise, ink.flat, true});
      // The cells may be a digit's own loop, a rectangle: then what is left lies beside them.
      if (printed.cells && !any_within(result.digits, *printed.cells)) result.digits.clear();
    }
    if (result.digits.empty()) read(ink);
  };
  look(shades.polarity);
  if (result.digits.empty() && !shades.flat)
    look(shades.polarity == Polarity::kDarkInk ? Polarity::kLightInk : Polarity::kDarkInk);
  for (FoundDigit& digit : result.digits) {
    Box& box = digit.box;
    box = {shades.reduction * box.x, shades.reduction * box.y, shades.reduction * box.width,
           shades.reduction * box.height};
    box.width = std::min(box.width, width - box.x);
    box.height = std::min(box.height, height - box.y);
  }
  if (result.digits.size() == 1) result.outcome = PictureOutcome::kOne;
  if (result.digits.size() > 1) result.outcome = PictureOutcome::kSeveral;
  return result;
}

}  // namespace deepfool
