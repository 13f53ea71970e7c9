#pragma once

#include <Eigen/Core>
#include <vector>

#include "attack/attack.h"

namespace deepfool {

/// The shortest steps to a hyperplane: what DeepFool takes at each iteration. All are for w != 0.

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
    double key;    // elements are used up in the order of their keys
    double slope;  // |w_i|
    double room;   // how far it can move, in the direction that lessens the gap
    Eigen::Index i;
  };

  std::vector<Element> elements_;
  std::vector<double> moving_;  // for each element, the rate of it and all after it
};

}  // namespace deepfool
