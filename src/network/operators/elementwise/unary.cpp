#include "network/operators/elementwise/unary.h"

#include <algorithm>
#include <cmath>

namespace deepfool {

namespace {

float sigmoid(float x) {
  // Neither exp overflows.
  const float e = std::exp(-std::abs(x));
  return x < 0 ? e / (1 + e) : 1 / (1 + e);
}

float softplus(float x) { return std::max(x, 0.0F) + std::log1p(std::exp(-std::abs(x))); }

float normal_density(float x) { return 0.39894228F * std::exp(-0.5F * x * x); }

float normal_distribution(float x) { return 0.5F * std::erfc(-0.70710678F * x); }

/// The argument of the hyperbolic tangent in Gelu's approximation, sqrt(2 / pi) (x + 0.044715 x^3).
float gelu_argument(float x) { return 0.79788456F * (x + 0.044715F * x * x * x); }

using F = const float;

/// Calls add(name, value, slope, alpha, beta), as UnaryFunction has them, for each function: a new
/// one is a line here. (A table would be data that the part of the WebAssembly module that a page
/// loads first cannot leave out.)
template <class Add>
void add_functions(const Add& add) {
  add(
      "Abs", [](F x, F, F) { return std::abs(x); },
      [](F x, F, F) { return x > 0   ? 1.0F
                             : x < 0 ? -1.0F
                                     : 0.0F; });
  add(
      "Neg", [](F x, F, F) { return -x; }, [](F, F, F) { return -1.0F; });
  add(
      "Sqrt", [](F x, F, F) { return std::sqrt(x); },
      [](F x, F, F) { return 0.5F / std::sqrt(x); });
  add(
      "Reciprocal", [](F x, F, F) { return 1 / x; }, [](F x, F, F) { return -1 / (x * x); });
  add(
      "Exp", [](F x, F, F) { return std::exp(x); }, [](F x, F, F) { return std::exp(x); });
  add(
      "Log", [](F x, F, F) { return std::log(x); }, [](F x, F, F) { return 1 / x; });
  add(
      "Sin", [](F x, F, F) { return std::sin(x); }, [](F x, F, F) { return std::cos(x); });
  add(
      "Cos", [](F x, F, F) { return std::cos(x); }, [](F x, F, F) { return -std::sin(x); });
  add(
      "Tanh", [](F x, F, F) { return std::tanh(x); },
      [](F x, F, F) {
        const float t = std::tanh(x);
        return 1 - t * t;
      });
  add(
      "Atan", [](F x, F, F) { return std::atan(x); }, [](F x, F, F) { return 1 / (1 + x * x); });
  add(
      "Erf", [](F x, F, F) { return std::erf(x); },
      [](F x, F, F) { return 1.12837917F * std::exp(-x * x); });
  add(
      "Sigmoid", [](F x, F, F) { return sigmoid(x); },
      [](F x, F, F) { return sigmoid(x) * sigmoid(-x); });
  add(
      "Softplus", [](F x, F, F) { return softplus(x); }, [](F x, F, F) { return sigmoid(x); });
  add(
      "Softsign", [](F x, F, F) { return x / (1 + std::abs(x)); },
      [](F x, F, F) { return 1 / ((1 + std::abs(x)) * (1 + std::abs(x))); });
  add(
      "LeakyRelu", [](F x, F a, F) { return x < 0 ? a * x : x; },
      [](F x, F a, F) { return x > 0 ? 1 : a; }, 0.01F);
  add(
      "ThresholdedRelu", [](F x, F a, F) { return x > a ? x : 0.0F; },
      [](F x, F a, F) { return x > a ? 1.0F : 0.0F; }, 1);
  add(
      "Elu", [](F x, F a, F) { return x > 0 ? x : a * std::expm1(x); },
      [](F x, F a, F) { return x > 0 ? 1 : a * std::exp(x); }, 1);
  add(
      "Celu", [](F x, F a, F) { return x > 0 ? x : a * std::expm1(x / a); },
      [](F x, F a, F) { return x > 0 ? 1 : std::exp(x / a); }, 1);
  add(
      "Selu", [](F x, F a, F b) { return b * (x > 0 ? x : a * std::expm1(x)); },
      [](F x, F a, F b) { return b * (x > 0 ? 1 : a * std::exp(x)); }, 1.67326319F, 1.05070102F);
  add(
      "Swish", [](F x, F a, F) { return x * sigmoid(a * x); },
      [](F x, F a, F) {
        const float s = sigmoid(a * x);
        return s + a * x * s * (1 - s);
      },
      1);
  add(
      "HardSigmoid", [](F x, F a, F b) { return std::min(std::max(a * x + b, 0.0F), 1.0F); },
      [](F x, F a, F b) { return a * x + b > 0 && a * x + b < 1 ? a : 0.0F; }, 0.2F, 0.5F);
  add(
      "HardSwish", [](F x, F, F) { return x * std::min(std::max(x / 6 + 0.5F, 0.0F), 1.0F); },
      [](F x, F, F) { return x <= -3  ? 0.0F
                             : x >= 3 ? 1.0F
                                      : x / 3 + 0.5F; });
  add(
      "Mish", [](F x, F, F) { return x * std::tanh(softplus(x)); },
      [](F x, F, F) {
        const float t = std::tanh(softplus(x));
        return t + x * (1 - t * t) * sigmoid(x);
      });
  add(
      "Gelu", [](F x, F, F) { return x * normal_distribution(x); },
      [](F x, F, F) { return normal_distribution(x) + x * normal_density(x); });
  add(
      "Gelu tanh", [](F x, F, F) { return 0.5F * x * (1 + std::tanh(gelu_argument(x))); },
      [](F x, F, F) {
        const float t = std::tanh(gelu_argument(x));
        return 0.5F * (1 + t) + 0.5F * x * (1 - t * t) * 0.79788456F * (1 + 3 * 0.044715F * x * x);
      });
  // Between a and b; the bounds themselves pass a gradient, as in PyTorch.
  add(
      "Clip", [](F x, F a, F b) { return std::min(std::max(x, a), b); },
      [](F x, F a, F b) { return x >= a && x <= b ? 1.0F : 0.0F; });
  // To a whole number between a and b, with the gradient of Clip: "straight through".
  add(
      "Quantise", [](F x, F a, F b) { return std::min(std::max(std::nearbyint(x), a), b); },
      [](F x, F a, F b) {
        const float rounded = std::nearbyint(x);
        return rounded >= a && rounded <= b ? 1.0F : 0.0F;
      });
  add(
      "Floor", [](F x, F, F) { return std::floor(x); }, nullptr);
  add(
      "Ceil", [](F x, F, F) { return std::ceil(x); }, nullptr);
  add(
      "Round", [](F x, F, F) { return std::nearbyint(x); }, nullptr);
  add(
      "Truncate", [](F x, F, F) { return std::trunc(x); }, nullptr);
  add(
      "Sign", [](F x, F, F) { return x > 0   ? 1.0F
                                     : x < 0 ? -1.0F
                                             : 0.0F; }, nullptr);
  add(
      "Not", [](F x, F, F) { return x == 0 ? 1.0F : 0.0F; }, nullptr);
}

}  // namespace

UnaryFunction find_unary(const std::string& name) {
  UnaryFunction found;
  add_functions([&](const char* a_name, UnaryFunction::Value value, UnaryFunction::Value slope,
                    float alpha = 0, float beta = 0) {
    if (name == a_name) found = {a_name, value, slope, alpha, beta};
  });
  return found;
}

void UnaryOperator::forward(const Activation* x, Activation& y) {
  for (Index i = 0; i < size_; ++i) y.value[i] = function_.value(x[0].value[i], alpha_, beta_);
  y.passes = nullptr;
}

void UnaryOperator::pullback(const Activation* x, int, const Cotangent& dy, Cotangent& dx) {
  for (Index i = 0; i < size_; ++i) {
    if (dy.live && !dy.live[i]) continue;
    const float slope = function_.slope(x[0].value[i], alpha_, beta_);
    const float* const from = dy.at(i);
    float* const to = dx.value + i * dy.rows;
    for (Index k = 0; k < dy.rows; ++k) to[k] = slope * from[k];
  }
  dx.live = dy.live;
}

}  // namespace deepfool
