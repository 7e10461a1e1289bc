// Open files enough for a test with many sessions.
#pragma once

#include <fmt/format.h>

#include <sys/resource.h>

#include <algorithm>
#include <string>

namespace pecprobe::test {

/// Empty, or why this many descriptors cannot be had.
inline std::string allow_descriptors(rlim_t needed) {
  rlimit limit{};
  ::getrlimit(RLIMIT_NOFILE, &limit);
  if (limit.rlim_max < needed) {
    return fmt::format("the test needs {} open files, and this system allows {}: see ulimit -Hn", needed,
                       limit.rlim_max);
  }
  limit.rlim_cur = std::max(limit.rlim_cur, needed);
  return ::setrlimit(RLIMIT_NOFILE, &limit) == 0 ? "" : "the number of open files cannot be raised";
}

}  // namespace pecprobe::test
