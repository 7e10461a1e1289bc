#include "probe/model/rome_day.hpp"

#include <gtest/gtest.h>

#include <time.h>

#include <cstdlib>
#include <string>

namespace pecprobe {
namespace {

using namespace std::chrono_literals;
using std::chrono::sys_days;

TEST(RomeDay, BeginsAtMidnightInItalyInWinterAndInSummer) {
  EXPECT_EQ(rome_day(sys_days{2026y / 1 / 15} + 22h + 59min + 59s), sys_days{2026y / 1 / 15});
  EXPECT_EQ(rome_day(sys_days{2026y / 1 / 15} + 23h), sys_days{2026y / 1 / 16});
  EXPECT_EQ(rome_day(sys_days{2026y / 7 / 15} + 21h + 59min + 59s), sys_days{2026y / 7 / 15});
  EXPECT_EQ(rome_day(sys_days{2026y / 7 / 15} + 22h), sys_days{2026y / 7 / 16});
}

TEST(RomeDay, ChangesWithTheClocksOnTheLastSundaysOfMarchAndOctober) {
  EXPECT_EQ(rome_day(sys_days{2026y / 3 / 28} + 22h + 30min), sys_days{2026y / 3 / 28});
  EXPECT_EQ(rome_day(sys_days{2026y / 3 / 29} + 22h + 30min), sys_days{2026y / 3 / 30});
  EXPECT_EQ(rome_day(sys_days{2026y / 10 / 24} + 22h + 30min), sys_days{2026y / 10 / 25});
  EXPECT_EQ(rome_day(sys_days{2026y / 10 / 25} + 22h + 30min), sys_days{2026y / 10 / 25});
}

TEST(RomeDay, IsTheYearsFirstDayAnHourBeforeItBeginsInUtc) {
  EXPECT_EQ(rome_day(sys_days{2027y / 12 / 31} + 23h), sys_days{2028y / 1 / 1});
}

/// The C library's view of a time zone, put back afterwards.
class TimeZone {
 public:
  explicit TimeZone(const char* name) : m_former(getenv("TZ") == nullptr ? "" : getenv("TZ")), m_had(getenv("TZ")) {
    setenv("TZ", name, 1);
    tzset();
  }
  TimeZone(const TimeZone&) = delete;
  TimeZone& operator=(const TimeZone&) = delete;
  ~TimeZone() {
    m_had ? setenv("TZ", m_former.c_str(), 1) : unsetenv("TZ");
    tzset();
  }

 private:
  std::string m_former;
  bool m_had;
};

sys_days system_day(sys_days day, std::chrono::hours hour) {
  const time_t time = std::chrono::system_clock::to_time_t(day + hour);
  tm local{};
  localtime_r(&time, &local);
  return std::chrono::year{local.tm_year + 1900} / static_cast<int>(local.tm_mon + 1) / local.tm_mday;
}

TEST(RomeDay, IsWhatTheSystemsTimeZoneSaysInEveryEveningOfFortyYears) {
  const TimeZone zone("Europe/Rome");
  if (system_day(2026y / 7 / 15, 22h) != sys_days{2026y / 7 / 16}) {
    GTEST_SKIP() << "the time zone Europe/Rome is not installed (package tzdata)";
  }
  // Until 2037: the 32-bit tables of some systems end there.
  for (sys_days day = 1997y / 1 / 1; day < sys_days{2037y / 1 / 1}; day += std::chrono::days{1}) {
    for (std::chrono::hours hour = 20h; hour < 24h; ++hour) {
      ASSERT_EQ(rome_day(day + hour), system_day(day, hour)) << (day + hour).time_since_epoch().count();
    }
  }
}

}  // namespace
}  // namespace pecprobe
