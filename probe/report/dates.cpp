#include "probe/report/dates.hpp"

#include "probe/model/iso_date.hpp"
#include "probe/report/wording.hpp"
#include "protocols/base/text.hpp"

#include <fmt/format.h>

#include <cstdlib>

namespace pecprobe {

namespace {

int days_between(std::chrono::sys_days from, std::chrono::sys_days to) { return static_cast<int>((to - from).count()); }

}  // namespace

std::string local_date(std::chrono::sys_days date, const Wording& wording) {
  const std::chrono::year_month_day ymd{date};
  return wording.text("report.date", fmt::arg("year", static_cast<int>(ymd.year())),
                      fmt::arg("month", static_cast<unsigned>(ymd.month())),
                      fmt::arg("day", static_cast<unsigned>(ymd.day())));
}

std::string report_time(std::chrono::sys_seconds time) {
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::hh_mm_ss clock{time - day};
  return fmt::format("{}T{:02}:{:02}:{:02}Z", iso_date(day), clock.hours().count(), clock.minutes().count(),
                     clock.seconds().count());
}

std::optional<std::chrono::sys_seconds> parse_report_time(std::string_view text) {
  if (text.size() != 20 || text[10] != 'T' || text[13] != ':' || text[16] != ':' || text[19] != 'Z') {
    return std::nullopt;
  }
  const auto day = parse_iso_date(text.substr(0, 10));
  const auto hour = parse_number(text.substr(11, 2));
  const auto minute = parse_number(text.substr(14, 2));
  const auto second = parse_number(text.substr(17, 2));
  if (!day || !hour || !minute || !second || *hour > 23 || *minute > 59 || *second > 59) {
    return std::nullopt;
  }
  return *day + std::chrono::hours(*hour) + std::chrono::minutes(*minute) + std::chrono::seconds(*second);
}

std::string local_minute(Timestamp time, const Wording& wording) {
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::hh_mm_ss clock{time - day};
  return fmt::format("{} {:02}:{:02}", local_date(day, wording), clock.hours().count(), clock.minutes().count());
}

std::string password_sentence(const PasswordDates& dates, const PasswordState& state, const Wording& wording) {
  const auto shown = [&](std::optional<std::chrono::sys_days> date) {
    return date ? local_date(*date, wording) : std::string{};
  };
  const auto days = static_cast<std::uint64_t>(std::abs(state.days_left.value_or(0)));
  return wording.text(fmt::format("password_phase.{}", to_string(state.phase)), fmt::arg("issued", shown(dates.issued)),
                      fmt::arg("expires", shown(dates.expires)), fmt::arg("deactivated", shown(dates.deactivated)),
                      fmt::arg("days", wording.count("count.days", days)));
}

std::optional<int> certificate_days_left(const TlsFacts& tls, std::chrono::sys_days today) {
  if (tls.chain.empty()) {
    return std::nullopt;
  }
  return days_between(today, std::chrono::floor<std::chrono::days>(tls.chain.front().not_after));
}

}  // namespace pecprobe
