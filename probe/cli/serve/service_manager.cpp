#include "probe/cli/serve/service_manager.hpp"

#include <fmt/format.h>

#include <chrono>
#include <cstdint>
#include <systemd/sd-daemon.h>

namespace pecprobe {

namespace {

std::function<void()> telling(const char* state) {
  return [state] { static_cast<void>(sd_notify(0, state)); };  // nobody there is no fault, and no fault can be mended
}

/// With the time at which the signal was taken in, as Type=notify-reload wants it (sd_notify(3)).
void tell_reloading() {
  const auto microseconds =
      std::chrono::floor<std::chrono::microseconds>(std::chrono::steady_clock::now().time_since_epoch());
  static_cast<void>(sd_notify(0, fmt::format("RELOADING=1\nMONOTONIC_USEC={}", microseconds.count()).c_str()));
}

/// Half of what systemd waits before it takes the program for dead, as sd_watchdog_enabled(3) advises.
std::chrono::milliseconds watchdog_pace() {
  std::uint64_t limit_us = 0;
  return sd_watchdog_enabled(0, &limit_us) > 0
             ? std::chrono::ceil<std::chrono::milliseconds>(std::chrono::microseconds(limit_us / 2))
             : std::chrono::milliseconds{0};
}

}  // namespace

Supervisor service_manager() {
  return {.is_ready = telling("READY=1"),
          .is_reloading = tell_reloading,
          .is_stopping = telling("STOPPING=1"),
          .is_alive = telling("WATCHDOG=1"),
          .every = watchdog_pace()};
}

}  // namespace pecprobe
