// What rows come to, for JavaScript.
#pragma once

#include "bindings/convert.h"

namespace deepfool::bindings {

/// The evaluations of one or more classifiers on the same inputs, as web/engine/reports.js has
/// them: of each what `deepfool report --json` writes and more, and of each two their differences.
val reports(const val& request);

/// {count, seed} -> the order in which `deepfool evaluate` takes so many inputs, as an Int32Array.
val evaluation_order(const val& request);

}  // namespace deepfool::bindings
