// When an account's turn is: arithmetic without a clock.
#pragma once

#include "protocols/base/clock.hpp"

#include <chrono>
#include <optional>
#include <string_view>

namespace pecprobe::monitor {

using Interval = std::chrono::milliseconds;

/// So many times as fast as usual is caught up with what was missed.
inline constexpr int k_turns_to_catch_up = 10;

/// Turns of one account come once in each interval, at a time of the interval that follows from `key` alone: accounts
/// are spread evenly, and a restart changes nothing.
[[nodiscard]] Timestamp first_turn(std::string_view key, Interval interval, Timestamp from);

/// When an account that was tested at `last` (nothing: never) is due: at its first turn from half an interval after
/// that on. What came due before `watched_since`, while nobody looked, is not due all at once: each account has a turn
/// of its own within the next tenth of an interval. Those turns, too, do not depend on the start, so that a program
/// that is started again and again comes to everybody.
[[nodiscard]] Timestamp due_at(std::string_view key, Interval interval, std::optional<Timestamp> last,
                               Timestamp watched_since);

}  // namespace pecprobe::monitor
