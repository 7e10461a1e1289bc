#include "probe/model/rome_day.hpp"

namespace pecprobe {

namespace {

using std::chrono::hours;

Timestamp one_o_clock_on_last_sunday(std::chrono::year year, std::chrono::month month) noexcept {
  return std::chrono::sys_days{year / month / std::chrono::Sunday[std::chrono::last]} + hours{1};
}

}  // namespace

std::chrono::sys_days rome_day(Timestamp time) noexcept {
  const std::chrono::year_month_day utc{std::chrono::floor<std::chrono::days>(time)};
  const bool is_summer = time >= one_o_clock_on_last_sunday(utc.year(), std::chrono::March) &&
                         time < one_o_clock_on_last_sunday(utc.year(), std::chrono::October);
  return std::chrono::floor<std::chrono::days>(time + hours{is_summer ? 2 : 1});
}

}  // namespace pecprobe
