// A clock that stands until a test sets it.
#pragma once

#include "protocols/base/clock.hpp"

namespace pecprobe::test {

class SetClock final : public Clock {
 public:
  [[nodiscard]] Instant now() const override { return {}; }
  [[nodiscard]] Timestamp wall_now() const override { return time; }

  Timestamp time = std::chrono::sys_days{std::chrono::year{2026} / 11 / 22} + std::chrono::hours{9};
};

}  // namespace pecprobe::test
