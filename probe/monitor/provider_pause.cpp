#include "probe/monitor/provider_pause.hpp"

#include <algorithm>

namespace pecprobe::monitor {

std::chrono::minutes pause_length(int times) noexcept {
  constexpr std::chrono::minutes k_first{15};
  constexpr int k_most_doublings = 4;  // four hours
  return k_first * (1 << std::clamp(times - 1, 0, k_most_doublings));
}

}  // namespace pecprobe::monitor
