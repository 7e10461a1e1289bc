// Waiting, in a test, for what another process or thread does.
#pragma once

#include <chrono>
#include <concepts>
#include <thread>

namespace pecprobe::test {

/// Whether `condition` came true within twenty seconds; a test that gives up says so instead of hanging. A look may
/// cost a connection, whose port stays taken for a minute after it: looking without a pause takes them all.
[[nodiscard]] bool wait_until(const std::predicate auto& condition) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds{20};
  while (!condition()) {
    if (std::chrono::steady_clock::now() > deadline) {
      return false;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds{5});
  }
  return true;
}

}  // namespace pecprobe::test
