// Days as programs write and people type them: ISO 8601, extended form.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace pecprobe {

/// `2026-11-22`.
[[nodiscard]] std::string iso_date(std::chrono::sys_days day);

/// The same form read back; nothing for any other form and for days that do not exist.
[[nodiscard]] std::optional<std::chrono::sys_days> parse_iso_date(std::string_view text);

}  // namespace pecprobe
