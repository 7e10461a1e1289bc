// Time, injected: deadlines come from the monotonic clock, dates from the calendar clock.
#pragma once

#include <chrono>

namespace pecprobe {

using Duration = std::chrono::microseconds;
using Instant = std::chrono::time_point<std::chrono::steady_clock, Duration>;
using Timestamp = std::chrono::sys_time<std::chrono::milliseconds>;

class Clock {
 public:
  virtual ~Clock() = default;
  /// Never goes backwards; only differences mean anything.
  [[nodiscard]] virtual Instant now() const = 0;
  /// UTC, for what a person reads.
  [[nodiscard]] virtual Timestamp wall_now() const = 0;
};

class SystemClock final : public Clock {
 public:
  [[nodiscard]] Instant now() const override {
    return std::chrono::time_point_cast<Duration>(std::chrono::steady_clock::now());
  }
  [[nodiscard]] Timestamp wall_now() const override {
    return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
  }
};

}  // namespace pecprobe
