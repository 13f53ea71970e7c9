// The exact distance from a point to where a tiny ReLU network's class changes: every pattern of
// active ReLUs is a polyhedron on which the network is affine, and the nearest point of each that
// another class reaches is found among the intersections of its faces.
#pragma once

#include <Eigen/Dense>
#include <functional>
#include <limits>
#include <vector>

namespace exact_distance {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

/// W[0], b[0], ReLU, W[1], b[1], ...
struct Relus {
  std::vector<MatrixXd> W;
  std::vector<VectorXd> b;
};

inline VectorXd logits(const Relus& net, VectorXd x) {
  for (std::size_t i = 0; i < net.W.size(); ++i) {
    if (i > 0) x = x.cwiseMax(0).eval();
    x = (net.W[i] * x + net.b[i]).eval();
  }
  return x;
}

inline Index label(const Relus& net, const VectorXd& x) {
  Index k = 0;
  logits(net, x).maxCoeff(&k);
  return k;
}

/// {x : G x <= h}
struct Polyhedron {
  std::vector<VectorXd> G;
  std::vector<double> h;

  void add(const VectorXd& g, double most) {
    G.push_back(g);
    h.push_back(most);
  }

  bool holds(const VectorXd& x) const {
    for (std::size_t i = 0; i < G.size(); ++i) {
      if (G[i].dot(x) > h[i] + 1e-9 * (1 + G[i].norm())) return false;
    }
    return true;
  }
};

/// Calls f for each choice of `count` of n faces.
inline void for_choices(int n, int count, std::vector<int>& chosen,
                        const std::function<void()>& f) {
  if (count == 0) return f();
  for (int i = chosen.empty() ? 0 : chosen.back() + 1; i < n; ++i) {
    chosen.push_back(i);
    for_choices(n, count - 1, chosen, f);
    chosen.pop_back();
  }
}

/// l_2: the nearest point lies in the interior of some face, of any dimension, and is then the
/// projection onto its affine hull.
inline double project(const Polyhedron& p, const VectorXd& x0) {
  double least = std::numeric_limits<double>::infinity();
  const int n = static_cast<int>(p.G.size());
  for (int count = 0; count <= x0.size(); ++count) {
    std::vector<int> chosen;
    for_choices(n, count, chosen, [&] {
      VectorXd x = x0;
      if (count > 0) {
        MatrixXd A(count, x0.size());
        VectorXd b(count);
        for (int i = 0; i < count; ++i) {
          A.row(i) = p.G[std::size_t(chosen[std::size_t(i)])].transpose();
          b[i] = p.h[std::size_t(chosen[std::size_t(i)])];
        }
        x += A.completeOrthogonalDecomposition().solve(b - A * x0);
      }
      const double distance = (x - x0).norm();
      if (distance < least && p.holds(x)) least = distance;
    });
  }
  return least;
}

/// l_infinity: the least t with |x - x0| <= t is at a vertex of the polyhedron of (x, t).
inline double project_max(const Polyhedron& p, const VectorXd& x0) {
  const Index n = x0.size();
  Polyhedron lifted;
  for (std::size_t i = 0; i < p.G.size(); ++i) {
    VectorXd g = VectorXd::Zero(n + 1);
    g.head(n) = p.G[i];
    lifted.add(g, p.h[i]);
  }
  for (Index i = 0; i < n; ++i) {
    for (const double sign : {1.0, -1.0}) {
      VectorXd g = VectorXd::Zero(n + 1);
      g[i] = sign;
      g[n] = -1;
      lifted.add(g, sign * x0[i]);
    }
  }
  double least = std::numeric_limits<double>::infinity();
  std::vector<int> chosen;
  for_choices(static_cast<int>(lifted.G.size()), static_cast<int>(n + 1), chosen, [&] {
    MatrixXd A(n + 1, n + 1);
    VectorXd b(n + 1);
    for (Index i = 0; i <= n; ++i) {
      A.row(i) = lifted.G[std::size_t(chosen[std::size_t(i)])].transpose();
      b[i] = lifted.h[std::size_t(chosen[std::size_t(i)])];
    }
    const auto lu = A.fullPivLu();
    if (!lu.isInvertible()) return;
    const VectorXd v = lu.solve(b);
    if (v[n] < least && lifted.holds(v)) least = v[n];
  });
  return least;
}

/// The distance from x0 to the nearest point where another class has as large a logit; infinity if
/// there is none.
inline double nearest(const Relus& net, const VectorXd& x0, double norm, bool boxed) {
  const Index from = label(net, x0);
  Index hidden = 0;
  for (std::size_t i = 0; i + 1 < net.W.size(); ++i) hidden += net.b[i].size();
  double least = std::numeric_limits<double>::infinity();
  for (unsigned pattern = 0; pattern < (1U << unsigned(hidden)); ++pattern) {
    Polyhedron region;
    if (boxed) {
      for (Index i = 0; i < x0.size(); ++i) {
        region.add(VectorXd::Unit(x0.size(), i), 1);
        region.add(-VectorXd::Unit(x0.size(), i), 0);
      }
    }
    MatrixXd A = MatrixXd::Identity(x0.size(), x0.size());  // the value so far is A x + c
    VectorXd c = VectorXd::Zero(x0.size());
    unsigned bits = pattern;
    for (std::size_t i = 0; i < net.W.size(); ++i) {
      A = (net.W[i] * A).eval();
      c = (net.W[i] * c + net.b[i]).eval();
      if (i + 1 == net.W.size()) break;
      for (Index j = 0; j < c.size(); ++j, bits >>= 1U) {
        const VectorXd row = A.row(j).transpose();
        if (bits & 1U) {
          region.add(-row, c[j]);
        } else {
          region.add(row, -c[j]);
          A.row(j).setZero();
          c[j] = 0;
        }
      }
    }
    for (Index k = 0; k < c.size(); ++k) {
      if (k == from) continue;
      Polyhedron reached = region;
      reached.add((A.row(from) - A.row(k)).transpose(), c[k] - c[from]);
      least = std::min(least, norm == 2 ? project(reached, x0) : project_max(reached, x0));
    }
  }
  return least;
}

}  // namespace exact_distance
