// Counts what this program takes from the heap through operator new.
#pragma once

#include <cstddef>

namespace pecprobe::bench {

struct Allocations {
  std::size_t count = 0;
  std::size_t bytes = 0;
};

/// Of this thread, so far.
[[nodiscard]] Allocations allocations() noexcept;

}  // namespace pecprobe::bench
