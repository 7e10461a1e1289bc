// The small values that people type: dates, lengths of time, seconds.
#pragma once

#include "protocols/base/clock.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace pecprobe {

/// `2026-11-22` (ISO 8601, extended form); nothing for any other form and for days that do not
/// exist.
[[nodiscard]] std::optional<std::chrono::sys_days> parse_date(std::string_view text);
/// The same form.
[[nodiscard]] std::string date_text(std::chrono::sys_days day);

/// A whole number with its unit, `14d` `12h` `30m` `90s` `500ms`; at most ten years.
[[nodiscard]] std::optional<Duration> parse_duration(std::string_view text);

/// A number of seconds above zero, fractions allowed: `10`, `0.5`; at most a day.
[[nodiscard]] std::optional<Duration> parse_seconds(std::string_view text);

}  // namespace pecprobe
