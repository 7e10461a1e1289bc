// Dates as reports show them, and what they say on the day of the run.
#pragma once

#include "probe/model/expiry.hpp"
#include "probe/model/report.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace pecprobe {

class Wording;

/// As the language writes it: `22/11/2026`.
[[nodiscard]] std::string local_date(std::chrono::sys_days date, const Wording& wording);
/// The same with hour and minute of UTC: `22/11/2026 09:00`; seconds are dropped.
[[nodiscard]] std::string local_minute(Timestamp time, const Wording& wording);
/// `2026-11-22T09:00:00Z` (RFC 3339), UTC.
[[nodiscard]] std::string report_time(std::chrono::sys_seconds time);

/// The same form read back, strictly; nothing for a day or time that does not exist.
[[nodiscard]] std::optional<std::chrono::sys_seconds> parse_report_time(std::string_view text);

/// "Password for mail programs: expires on … (in 8 days).": what its phase means on the day of the run.
[[nodiscard]] std::string password_sentence(const PasswordDates& dates, const PasswordState& state,
                                            const Wording& wording);

/// Days from `today` to the end of the server's own certificate, negative once it is over; nothing without a chain.
[[nodiscard]] std::optional<int> certificate_days_left(const TlsFacts& tls, std::chrono::sys_days today);

}  // namespace pecprobe
