#include "probe/report/dates.hpp"

#include "probe/report/wording.hpp"

#include <fmt/format.h>

namespace pecprobe {

namespace {

constexpr int k_last_days = 14;

int days_between(std::chrono::sys_days from, std::chrono::sys_days to) { return static_cast<int>((to - from).count()); }

}  // namespace

std::string report_date(std::chrono::sys_days date) {
  const std::chrono::year_month_day ymd{date};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(ymd.year()), static_cast<unsigned>(ymd.month()),
                     static_cast<unsigned>(ymd.day()));
}

std::string local_date(std::chrono::sys_days date, const Wording& wording) {
  const std::chrono::year_month_day ymd{date};
  return wording.text("report.date", fmt::arg("year", static_cast<int>(ymd.year())),
                      fmt::arg("month", static_cast<unsigned>(ymd.month())),
                      fmt::arg("day", static_cast<unsigned>(ymd.day())));
}

std::string report_time(std::chrono::sys_seconds time) {
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::hh_mm_ss clock{time - day};
  return fmt::format("{}T{:02}:{:02}:{:02}Z", report_date(day), clock.hours().count(), clock.minutes().count(),
                     clock.seconds().count());
}

std::optional<int> certificate_days_left(const TlsFacts& tls, std::chrono::sys_days today) {
  if (tls.chain.empty()) {
    return std::nullopt;
  }
  return days_between(today, std::chrono::floor<std::chrono::days>(tls.chain.front().not_after));
}

std::string_view to_string(PasswordPhase phase) noexcept {
  switch (phase) {
    case PasswordPhase::unknown: return "unknown";
    case PasswordPhase::valid: return "valid";
    case PasswordPhase::expiring: return "expiring";
    case PasswordPhase::expired: return "expired";
  }
  return "";
}

std::optional<PasswordState> password_state(const PasswordDates& dates, std::chrono::sys_days today) {
  if (!dates.expires) {
    return dates.issued ? std::optional(PasswordState{}) : std::nullopt;
  }
  const int left = days_between(today, *dates.expires);
  const PasswordPhase phase = left < 0              ? PasswordPhase::expired
                              : left <= k_last_days ? PasswordPhase::expiring
                                                    : PasswordPhase::valid;
  return PasswordState{phase, left};
}

}  // namespace pecprobe
