// What holds for every password that is issued on any day of fifty years.
#include "probe/model/expiry.hpp"
#include "probe/model/iso_date.hpp"

#include <gtest/gtest.h>

#include <array>

namespace pecprobe {
namespace {

using namespace std::chrono_literals;
using std::chrono::days;
using std::chrono::sys_days;
using std::chrono::year_month_day;

constexpr sys_days k_first = 2020y / 1 / 1;
constexpr sys_days k_last = 2069y / 12 / 31;
constexpr std::array k_validities = {Validity{1, {}, 14},  Validity{3, {}, 14}, Validity{6, {}, 14},
                                     Validity{12, {}, 30}, Validity{3, {}, {}}, Validity{{}, 90, 14},
                                     Validity{{}, 60, {}}};

/// Calls `check(day, validity)` for all of them, until one fails.
template <typename Check>
void for_each_password(Check check) {
  for (sys_days day = k_first; day <= k_last; day += days{1}) {
    for (const Validity& validity : k_validities) {
      check(day, validity);
      if (testing::Test::HasFailure()) {
        FAIL() << "issued on " << iso_date(day) << ", " << validity.months.value_or(0) << " months or "
               << validity.days.value_or(0) << " days";
      }
    }
  }
}

TEST(FiftyYears, ThreeMonthsEndOnTheSameDayOfTheMonthOrOnItsLast) {
  for_each_password([](sys_days day, const Validity& validity) {
    if (!validity.months) {
      return;
    }
    const year_month_day from{day};
    const year_month_day end{*last_day(day, validity)};
    const auto months = (end.year() / end.month()) - (from.year() / from.month());
    ASSERT_EQ(months.count(), *validity.months);
    const year_month_day month_end{sys_days{end.year() / end.month() / std::chrono::last}};
    ASSERT_EQ(end.day(), std::min(from.day(), month_end.day()));
  });
}

TEST(FiftyYears, APasswordThatIsIssuedLaterNeverEndsEarlier) {
  for_each_password([](sys_days day, const Validity& validity) {
    ASSERT_LE(*last_day(day, validity), *last_day(day + days{1}, validity));
  });
}

TEST(FiftyYears, PhasesOnlyGoForwardAndTheLastDayIsOneDay) {
  for_each_password([](sys_days issued, const Validity& validity) {
    PasswordDates dates{issued, last_day(issued, validity)};
    dates.extendable_from = first_extension_day(dates.expires, validity);
    int last_days = 0;
    PasswordPhase before = PasswordPhase::valid;
    // Only days on which the phase can change, and their neighbours.
    for (const sys_days around : {issued, *dates.expires - days{30}, *dates.expires - days{14}, *dates.expires}) {
      for (sys_days today = around - days{1}; today <= around + days{1}; today += days{1}) {
        const PasswordState state = *password_state(dates, today);
        ASSERT_EQ(today + days{*state.days_left}, *dates.expires);
        ASSERT_GE(state.phase, before);
        before = state.phase;
        last_days += state.phase == PasswordPhase::expires_today ? 1 : 0;
      }
    }
    ASSERT_EQ(last_days, 1);
    ASSERT_EQ(before, PasswordPhase::expired);
  });
}

TEST(FiftyYears, AnExtensionInItsWindowNeverShortensAPassword) {
  for_each_password([](sys_days issued, const Validity& validity) {
    const sys_days end = *last_day(issued, validity);
    if (const auto from = first_extension_day(end, validity); from && *from > issued) {
      ASSERT_GT(*last_day(*from, validity), end);
      ASSERT_GT(*last_day(end, validity), *last_day(*from, validity));
    }
  });
}

TEST(FiftyYears, EveryDayIsWrittenAndReadBack) {
  for (sys_days day = k_first; day <= k_last; day += days{1}) {
    ASSERT_EQ(parse_iso_date(iso_date(day)), day);
  }
}

}  // namespace
}  // namespace pecprobe
