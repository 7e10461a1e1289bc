// The small values that people type: lengths of time, seconds, days.
#pragma once

#include "protocols/base/clock.hpp"

#include <chrono>
#include <optional>
#include <string_view>

namespace pecprobe {

/// A whole number with its unit, `14d` `12h` `30m` `90s` `500ms`; at most a hundred years.
[[nodiscard]] std::optional<Duration> parse_duration(std::string_view text);

/// A number of seconds above zero, fractions allowed: `10`, `0.5`; at most a day.
[[nodiscard]] std::optional<Duration> parse_seconds(std::string_view text);

/// A day as people and spreadsheets write it: `2026-11-22`, or the day first with `/`, `.` or `-`: `22/11/2026`,
/// `1.8.2026`. The year has four digits, the day must exist.
[[nodiscard]] std::optional<std::chrono::sys_days> parse_written_date(std::string_view text);

}  // namespace pecprobe
