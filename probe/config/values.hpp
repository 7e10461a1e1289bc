// The small values that people type: lengths of time, seconds.
#pragma once

#include "protocols/base/clock.hpp"

#include <optional>
#include <string_view>

namespace pecprobe {

/// A whole number with its unit, `14d` `12h` `30m` `90s` `500ms`; at most ten years.
[[nodiscard]] std::optional<Duration> parse_duration(std::string_view text);

/// A number of seconds above zero, fractions allowed: `10`, `0.5`; at most a day.
[[nodiscard]] std::optional<Duration> parse_seconds(std::string_view text);

}  // namespace pecprobe
