#pragma once

#include <cstdint>
#include <functional>

namespace deepfool {

/// Calls work(job, i) for each i from 0 to count - 1, in this order, with `jobs` threads: each
/// takes the next i when it is done with its last, and has a number of its own, 0 <= job < jobs.
/// Where a call throws, the others end what they do, and it is thrown here.
void run_jobs(std::int64_t count, int jobs, const std::function<void(int, std::int64_t)>& work);

}  // namespace deepfool
