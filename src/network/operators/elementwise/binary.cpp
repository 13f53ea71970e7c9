#include "network/operators/elementwise/binary.h"

#include <cmath>

namespace deepfool {

namespace {

float truth(bool is_true) { return is_true ? 1.0F : 0.0F; }

// Where both are equal, the gradient of a maximum or minimum is halved, as PyTorch has it.
void choose(bool a, bool b, float* by_a, float* by_b) {
  *by_a = a ? (b ? 0.5F : 1.0F) : 0.0F;
  *by_b = 1 - *by_a;
}

/// Calls add(name, value, slopes), as BinaryFunction has them, for each function: a new one is a
/// line here.
template <class Add>
void add_functions(const Add& add) {
  add(
      "Add", [](float a, float b) { return a + b; },
      [](float, float, float* da, float* db) { *da = *db = 1; });
  add(
      "Sub", [](float a, float b) { return a - b; },
      [](float, float, float* da, float* db) {
        *da = 1;
        *db = -1;
      });
  add(
      "Mul", [](float a, float b) { return a * b; },
      [](float a, float b, float* da, float* db) {
        *da = b;
        *db = a;
      });
  add(
      "Div", [](float a, float b) { return a / b; },
      [](float a, float b, float* da, float* db) {
        *da = 1 / b;
        *db = -a / (b * b);
      });
  add(
      "Pow", [](float a, float b) { return b == 2 ? a * a : std::pow(a, b); },
      [](float a, float b, float* da, float* db) {
        *da = b == 2 ? 2 * a : b == 0 ? 0 : b * std::pow(a, b - 1);
        *db = a == 0 ? 0 : std::pow(a, b) * std::log(a);
      });
  add(
      "Max", [](float a, float b) { return a < b ? b : a; },
      [](float a, float b, float* da, float* db) { choose(a >= b, a == b, da, db); });
  add(
      "Min", [](float a, float b) { return b < a ? b : a; },
      [](float a, float b, float* da, float* db) { choose(a <= b, a == b, da, db); });
  add(
      "PRelu", [](float a, float slope) { return a < 0 ? slope * a : a; },
      [](float a, float slope, float* da, float* db) {
        *da = a > 0 ? 1 : slope;
        *db = a > 0 ? 0 : a;
      });
  add(
      "Mod", [](float a, float b) { return a - std::floor(a / b) * b; }, nullptr);
  add(
      "And", [](float a, float b) { return truth(a != 0 && b != 0); }, nullptr);
  add(
      "Or", [](float a, float b) { return truth(a != 0 || b != 0); }, nullptr);
  add(
      "Equal", [](float a, float b) { return truth(a == b); }, nullptr);
  add(
      "Greater", [](float a, float b) { return truth(a > b); }, nullptr);
  add(
      "GreaterOrEqual", [](float a, float b) { return truth(a >= b); }, nullptr);
  add(
      "Less", [](float a, float b) { return truth(a < b); }, nullptr);
  add(
      "LessOrEqual", [](float a, float b) { return truth(a <= b); }, nullptr);
}

}  // namespace

BinaryFunction find_binary(const std::string& name) {
  BinaryFunction found;
  add_functions(
      [&](const char* a_name, BinaryFunction::Value value, BinaryFunction::Slopes slopes) {
        if (name == a_name) found = {a_name, value, slopes};
      });
  return found;
}

void BinaryOperator::forward(const Activation* x, Activation& y) {
  for (Index i = 0; i < size_; ++i) y.value[i] = function_.value(x[0].value[i], x[1].value[i]);
  y.passes = nullptr;
}

void BinaryOperator::pullback(const Activation* x, int input, const Cotangent& dy, Cotangent& dx) {
  for (Index i = 0; i < size_; ++i) {
    if (dy.live && !dy.live[i]) continue;
    float slopes[2];
    function_.slopes(x[0].value[i], x[1].value[i], &slopes[0], &slopes[1]);
    const float slope = slopes[input];
    const float* const from = dy.at(i);
    float* const to = dx.value + i * dy.rows;
    for (Index k = 0; k < dy.rows; ++k) to[k] = slope * from[k];
  }
  dx.live = dy.live;
}

}  // namespace deepfool
