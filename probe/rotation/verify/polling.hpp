// How long and how often to ask again while a new password spreads between a provider's servers: arithmetic without a
// clock.
#pragma once

#include "probe/model/report.hpp"

#include <chrono>
#include <cstddef>
#include <optional>
#include <vector>

namespace pecprobe {

/// Login attempts that a wait may cost in all, besides the first at each service.
inline constexpr int k_most_further_attempts = 5;

/// What is left to spend.
struct PollBudget {
  std::chrono::milliseconds time{};
  int attempts = k_most_further_attempts;

  bool operator==(const PollBudget&) const = default;
};

/// One more round of attempts, after a wait.
struct Poll {
  std::chrono::milliseconds wait{};
  std::vector<std::size_t> services;  // places in the list, each asked once

  bool operator==(const Poll&) const = default;
};

/// The next round: the services whose answer propagation explains, while another one already accepts the password and
/// none speaks of a lock. The waits double from round to round and together fill the time; the last attempt falls on
/// its end. Nothing when there is nothing to wait for, or nothing left to spend.
[[nodiscard]] std::optional<Poll> next_poll(const std::vector<ServiceResult>& services, const PollBudget& budget);

/// What is left after `poll`.
[[nodiscard]] PollBudget after(const PollBudget& budget, const Poll& poll) noexcept;

}  // namespace pecprobe
