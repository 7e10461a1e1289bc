// One way to tell somebody of a change.
#pragma once

#include "probe/hooks/delivery.hpp"

#include <chrono>
#include <optional>
#include <stop_token>
#include <string>

namespace pecprobe::hooks {

/// For one thread.
class Deliverer {
 public:
  Deliverer() = default;
  Deliverer(const Deliverer&) = delete;
  Deliverer& operator=(const Deliverer&) = delete;
  virtual ~Deliverer() = default;

  [[nodiscard]] virtual Hook hook() const noexcept = 0;

  /// How long to leave whoever was told in peace before the next one.
  [[nodiscard]] virtual std::chrono::milliseconds rest_after() const noexcept { return std::chrono::milliseconds{0}; }

  /// Tries once, within a limit of its own; ends early when asked to stop. Why it failed, in printable English and
  /// without a secret; nothing when the change was taken.
  [[nodiscard]] virtual std::optional<std::string> deliver(const Delivery& delivery, const std::stop_token& stop) = 0;
};

}  // namespace pecprobe::hooks
