#include "classifier/curve.h"

#include <cmath>
#include <stdexcept>

#include "classifier/refuse.h"
#include "classifier/spline.h"

namespace deepfool {

namespace {

/// f at a point of the plane, and its gradient.
struct Value {
  double f;
  double du;
  double dv;
};

Value bump(double u, double v) {
  const double t = (u - 0.6) / 0.9;
  const double hill = 0.95 * std::exp(-t * t);
  const double d = 1.2 - hill - v;
  const double outer = 1 + 0.44 * d;
  return {d + 0.22 * d * d, outer * hill * 2 * t / 0.9, -outer};
}

Value ellipse(double u, double v) {
  const double a = u / 2.4;
  const double b = v / 1.5;
  return {a * a + b * b - 1, 2 * a / 2.4, 2 * b / 1.5};
}

Value wave(double u, double v) { return {std::sin(1.4 * u) - v, 1.4 * std::cos(1.4 * u), -1}; }

Value hyperbola(double u, double v) { return {u * v - 0.8, v, u}; }

/// A classifier of a function of (u, v), worked out in double.
template <class F>
Binary classifier_of(const F& function) {
  return {2, [function](const VectorRef& x, Eigen::Ref<Vector> gradient) {
            const Value at = function(static_cast<double>(x[0]), static_cast<double>(x[1]));
            gradient << static_cast<float>(at.du), static_cast<float>(at.dv);
            return static_cast<float>(at.f);
          }};
}

}  // namespace

Binary curve(const std::string& name, const std::vector<double>& heights) {
  if (name == "bump") return classifier_of(bump);
  if (name == "ellipse") return classifier_of(ellipse);
  if (name == "wave") return classifier_of(wave);
  if (name == "hyperbola") return classifier_of(hyperbola);
  if (name != "bent") {
    refuse<std::invalid_argument>("curve: there are bump, ellipse, wave, hyperbola and bent");
  }
  const Spline spline(-3.5, heights.size() > 1 ? 7 / static_cast<double>(heights.size() - 1) : 1,
                      heights);
  return classifier_of([spline](double u, double v) {
    double slope = 0;
    const double height = spline.at(u, slope);
    return Value{height - v, slope, -1};
  });
}

}  // namespace deepfool
