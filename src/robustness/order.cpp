#include "robustness/order.h"

#include <numeric>
#include <utility>

#include "robustness/random.h"

namespace deepfool {

std::vector<std::int64_t> random_order(std::int64_t count, std::uint64_t seed) {
  std::vector<std::int64_t> order(static_cast<std::size_t>(count));
  std::iota(order.begin(), order.end(), 0);
  for (std::size_t left = order.size(); left > 1; --left) {
    // The remainder prefers small numbers by less than left / 2^64.
    std::swap(order[left - 1], order[next_random(seed) % left]);
  }
  return order;
}

std::vector<std::int64_t> shard(const std::vector<std::int64_t>& order, std::int64_t i,
                                std::int64_t n) {
  std::vector<std::int64_t> part;
  for (auto at = static_cast<std::size_t>(i - 1); at < order.size();
       at += static_cast<std::size_t>(n)) {
    part.push_back(order[at]);
  }
  return part;
}

}  // namespace deepfool
