// How long a refused password is left alone: arithmetic without a clock.
#pragma once

#include "protocols/base/clock.hpp"

#include <chrono>

namespace pecprobe {

/// 15 minutes after the first refusal of a password, an hour after the second, 24 hours after every
/// further one.
[[nodiscard]] std::chrono::minutes cool_down(int refusals) noexcept;

/// When a password that was refused for the `refusals`th time at `now` may be tried again.
[[nodiscard]] Timestamp next_try(Timestamp now, int refusals) noexcept;

/// `next_try` as it holds at `now`: never further away than a whole cool-down, so that a clock that
/// was set back cannot lock an account out for longer than that.
[[nodiscard]] Timestamp heeded_next_try(Timestamp next_try, Timestamp now, int refusals) noexcept;

}  // namespace pecprobe
