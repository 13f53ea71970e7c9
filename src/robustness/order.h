#pragma once

#include <cstdint>
#include <vector>

namespace deepfool {

/// 0 to count - 1 in an order that `seed` chooses (Fisher and Yates), the same everywhere. A set
/// evaluated in it is at each time a random sample of itself, so that what its first rows say is
/// right but for a sample's error.
std::vector<std::int64_t> random_order(std::int64_t count, std::uint64_t seed);

/// Every n-th of them, from the i-th on (1 <= i <= n): the shards 1 to n are the whole, and each is
/// a random sample.
std::vector<std::int64_t> shard(const std::vector<std::int64_t>& order, std::int64_t i,
                                std::int64_t n);

}  // namespace deepfool
