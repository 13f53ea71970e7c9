#pragma once

#include <Eigen/Core>
#include <utility>
#include <vector>

#include "attack/attack.h"

namespace deepfool {

// The shortest steps from a point to a hyperplane: DeepFool takes one in each iteration. The
// hyperplane's normal w must not be 0.

/// The d of least l_p norm with w.d = gap (gap >= 0), p in [1, infinity]: with q = p / (p - 1),
/// d_i = gap / ||w||_q^q |w_i|^(q-1) sign(w_i) (DeepFool, eq. 10). For p = 1 the first of the
/// largest |w_i| alone moves. w and d have n elements.
void step_to_hyperplane(const Eigen::VectorXd& w, double gap, double p, Eigen::VectorXd& d);

/// The d of least l_p norm with w.d = gap and lo <= x_i + d_i <= hi for each i, p in {1, 2,
/// infinity} (Croce and Hein, FAB, 2020, section 3.1), in O(n log n). x lies in the box. Returns
/// false if the box does not reach the hyperplane; d then leads to the vertex nearest to it: hi
/// where w > 0, lo where w < 0, no change where w = 0.
class BoxedStep {
 public:
  bool operator()(const Eigen::VectorXd& w, double gap, const VectorRef& x, const Bounds& box,
                  double p, Eigen::VectorXd& d);

 private:
  struct Element {
    double slope;  // |w_i|
    double room;   // how far it can move in the box, in the direction that lessens the gap
    Eigen::Index i;
  };

  std::vector<Element> elements_;
  // The order in which they come to the end of their room: a key, and the place in elements_. Pairs
  // like all that the module sorts, so that it has the code once.
  std::vector<std::pair<double, int>> order_;
  // For each element, how fast it and all after it close the gap together; see hyperplane.cpp.
  std::vector<double> moving_;
};

}  // namespace deepfool
