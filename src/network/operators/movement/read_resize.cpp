// Resize and Upsample: nearest, or linear along one axis after the other.

#include <algorithm>
#include <cmath>

#include "classifier/joined.h"
#include "network/onnx/readers.h"
#include "network/operators/make.h"

namespace deepfool::onnx {

namespace {

struct Axis {
  double size;    // before
  double wanted;  // after
  double scale;
};

/// Where an element of the output lies in the input.
double source(const Axis& axis, const std::string& mode, double at) {
  if (mode == "asymmetric") return at / axis.scale;
  if (mode == "align_corners") {
    return axis.wanted > 1 ? at * (axis.size - 1) / (axis.wanted - 1) : 0;
  }
  if (mode == "pytorch_half_pixel" && axis.wanted <= 1) return 0;
  const double from = (at + 0.5) / axis.scale - 0.5;
  if (mode != "half_pixel_symmetric") return from;
  return axis.size / 2 * (1 - axis.wanted / (axis.scale * axis.size)) + from;
}

double rounded(const std::string& mode, double at) {
  if (mode == "floor") return std::floor(at);
  if (mode == "ceil") return std::ceil(at);
  return mode == "round_prefer_ceil" ? std::floor(at + 0.5) : std::ceil(at - 0.5);
}

Value linear(NodeReader& node, const Value& x, std::size_t i, const Axis& axis,
             const std::string& mode) {
  std::vector<int> lower;
  std::vector<int> upper;
  Tensor lower_share;
  Tensor upper_share;
  for (double at = 0; at < axis.wanted; ++at) {
    const double from = std::min(std::max(source(axis, mode, at), 0.0), axis.size - 1);
    const double below = std::floor(from);
    lower.push_back(static_cast<int>(below));
    upper.push_back(static_cast<int>(std::min(below + 1, axis.size - 1)));
    upper_share.values.push_back(static_cast<float>(from - below));
    lower_share.values.push_back(static_cast<float>(1 - (from - below)));
  }
  Dims dims(x.rank() - i, 1);  // broadcast along the axes behind
  dims[0] = static_cast<std::int64_t>(axis.wanted);
  lower_share.dims = upper_share.dims = dims;
  return arithmetic(node, "Add",
                    arithmetic(node, "Mul", pick(node, x, i, lower), node.keep(lower_share)),
                    arithmetic(node, "Mul", pick(node, x, i, upper), node.keep(upper_share)));
}

}  // namespace

Value read_resize(NodeReader& node) {
  Value x = node.value(0);
  const bool is_upsample = node.type() == "Upsample";
  const bool is_old = is_upsample || node.opset() < 11;
  const std::string way = node.text("mode", "nearest");
  const std::string mode =
      node.text("coordinate_transformation_mode", is_old ? "asymmetric" : "half_pixel");
  const std::string nearest = node.text("nearest_mode", is_old ? "floor" : "round_prefer_floor");
  if ((way != "nearest" && way != "linear" && way != "bilinear") || mode == "tf_crop_and_resize") {
    node.refuse([&] {
      return joined({"mode '", way, "', '", mode, "'; nearest and linear are supported"});
    });
  }
  std::vector<float> scales;
  std::vector<std::int64_t> sizes;
  const std::size_t scales_input = is_old ? 1 : 2;
  if (node.has(scales_input)) scales = node.constant(scales_input).values;
  if (const Attribute* const a = node.attribute("scales")) scales = a->numbers;
  if (!is_old && node.has(3)) sizes = node.constant(3).integers();
  auto axes =
      node.attribute("axes") ? node.attribute("axes")->integers : std::vector<std::int64_t>();
  if (axes.empty()) {
    for (std::size_t i = 0; i < x.rank(); ++i) axes.push_back(static_cast<std::int64_t>(i));
  }
  if (scales.size() != axes.size() && sizes.size() != axes.size()) {
    node.refuse("its scales or sizes do not fit its input");
  }
  for (std::size_t k = 0; k < axes.size(); ++k) {
    const std::size_t i = node.axis(axes[k], x.rank());
    const auto size = static_cast<double>(x.dims[i]);
    const bool by_size = sizes.size() == axes.size();
    const double scale = by_size ? static_cast<double>(sizes[k]) / size : double{scales[k]};
    const Axis axis{size, by_size ? static_cast<double>(sizes[k]) : std::floor(size * scale),
                    scale};
    if (!(axis.wanted >= 1 && axis.wanted < 1e9)) node.refuse("its scales are out of range");
    if (axis.wanted == size && axis.scale == 1) continue;
    Dims dims = x.dims;
    dims[i] = static_cast<std::int64_t>(axis.wanted);
    node.claim(dims);
    if (way != "nearest") {
      x = linear(node, x, i, axis, mode);
      continue;
    }
    std::vector<int> positions;
    for (double at = 0; at < axis.wanted; ++at) {
      const double from = rounded(nearest, source(axis, mode, at));
      positions.push_back(static_cast<int>(std::min(std::max(from, 0.0), size - 1)));
    }
    x = pick(node, x, i, positions);
  }
  return x;
}

}  // namespace deepfool::onnx
