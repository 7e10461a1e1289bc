// When a delivery that failed is tried again: arithmetic without a clock.
#pragma once

#include <chrono>

namespace pecprobe::hooks {

struct RetryRule {
  std::chrono::milliseconds first{10'000};
  std::chrono::milliseconds longest{3'600'000};
  int most_failures = 30;  // about a day

  /// The wait after the `failures`th failure: three times as long each time, of which `chance` in [0, 1) takes up to a
  /// half away, so that what failed together does not come back together.
  [[nodiscard]] std::chrono::milliseconds wait(int failures, double chance) const noexcept;
};

}  // namespace pecprobe::hooks
