#include "probe/model/expiry.hpp"

#include <gtest/gtest.h>

namespace pecprobe {
namespace {

using namespace std::chrono_literals;
using std::chrono::sys_days;

TEST(AddMonths, TheSameDayOfALaterMonth) {
  EXPECT_EQ(add_months(2026y / 8 / 1, 3), sys_days{2026y / 11 / 1});
  EXPECT_EQ(add_months(2026y / 11 / 22, 3), sys_days{2027y / 2 / 22});
  EXPECT_EQ(add_months(2026y / 7 / 15, 6), sys_days{2027y / 1 / 15});
}

TEST(AddMonths, AShorterMonthEndsOnItsLastDay) {
  EXPECT_EQ(add_months(2026y / 8 / 31, 3), sys_days{2026y / 11 / 30});
  EXPECT_EQ(add_months(2026y / 11 / 30, 3), sys_days{2027y / 2 / 28});
  EXPECT_EQ(add_months(2026y / 8 / 31, 6), sys_days{2027y / 2 / 28});
}

TEST(AddMonths, InALeapYearFebruaryHasItsTwentyNinth) {
  EXPECT_EQ(add_months(2027y / 11 / 30, 3), sys_days{2028y / 2 / 29});
  EXPECT_EQ(add_months(2028y / 2 / 29, 12), sys_days{2029y / 2 / 28});
  EXPECT_EQ(add_months(2028y / 2 / 29, 48), sys_days{2032y / 2 / 29});
}

TEST(AddMonths, TheEndOfAMonthIsNotKeptWhereTheLaterMonthIsLonger) {
  EXPECT_EQ(add_months(2027y / 2 / 28, 3), sys_days{2027y / 5 / 28});
}

TEST(PasswordDates, FollowTheProvidersMonthsOrDays) {
  Provider by_months;
  by_months.app_password_months = 3;
  Provider by_days;
  by_days.app_password_days = 90;
  EXPECT_EQ(password_dates(2026y / 8 / 1, &by_months).expires, sys_days{2026y / 11 / 1});
  EXPECT_EQ(password_dates(2026y / 8 / 1, &by_days).expires, sys_days{2026y / 10 / 30});
}

TEST(PasswordDates, HaveNoEndWhereSomethingIsNotKnown) {
  Provider silent;
  Provider by_months;
  by_months.app_password_months = 3;
  EXPECT_EQ(password_dates(2026y / 8 / 1, &silent).expires, std::nullopt);
  EXPECT_EQ(password_dates(2026y / 8 / 1, nullptr).expires, std::nullopt);
  EXPECT_EQ(password_dates(std::nullopt, &by_months).expires, std::nullopt);
  EXPECT_EQ(password_dates(2026y / 8 / 1, nullptr).issued, sys_days{2026y / 8 / 1});
}

PasswordDates ending(sys_days expires, std::optional<sys_days> extendable_from = std::nullopt) {
  return {sys_days{2026y / 8 / 1}, expires, extendable_from};
}

PasswordPhase phase_on(sys_days today, const PasswordDates& dates) { return password_state(dates, today)->phase; }

TEST(PasswordDates, TellWhenTheProviderLetsThePasswordBeExtended) {
  Provider aruba;
  aruba.app_password_months = 3;
  aruba.extension_from_days = 14;
  EXPECT_EQ(password_dates(2026y / 8 / 1, &aruba), ending(2026y / 11 / 1, sys_days{2026y / 10 / 18}));
}

TEST(PasswordPhase, GoesFromValidThroughExtendableAndTheLastDayToExpired) {
  const PasswordDates dates = ending(2026y / 11 / 1, sys_days{2026y / 10 / 18});
  EXPECT_EQ(phase_on(2026y / 8 / 1, dates), PasswordPhase::valid);
  EXPECT_EQ(phase_on(2026y / 10 / 17, dates), PasswordPhase::valid);
  EXPECT_EQ(phase_on(2026y / 10 / 18, dates), PasswordPhase::extendable);
  EXPECT_EQ(phase_on(2026y / 10 / 31, dates), PasswordPhase::extendable);
  EXPECT_EQ(phase_on(2026y / 11 / 1, dates), PasswordPhase::expires_today);
  EXPECT_EQ(phase_on(2026y / 11 / 2, dates), PasswordPhase::expired);
}

TEST(PasswordPhase, IsNeverExtendableWhereNothingIsKnownOfExtensions) {
  const PasswordDates dates = ending(2026y / 11 / 1);
  EXPECT_EQ(phase_on(2026y / 10 / 17, dates), PasswordPhase::valid);
  EXPECT_EQ(phase_on(2026y / 10 / 18, dates), PasswordPhase::expiring);
  EXPECT_EQ(phase_on(2026y / 10 / 31, dates), PasswordPhase::expiring);
  EXPECT_EQ(phase_on(2026y / 11 / 1, dates), PasswordPhase::expires_today);
}

TEST(PasswordPhase, OfADeactivatedPasswordCountsNoDays) {
  PasswordDates dates = ending(2026y / 11 / 1);
  dates.deactivated = sys_days{2026y / 9 / 1};
  EXPECT_EQ(password_state(dates, 2026y / 8 / 31), (PasswordState{PasswordPhase::valid, 62}));
  EXPECT_EQ(password_state(dates, 2026y / 9 / 1), (PasswordState{PasswordPhase::deactivated, std::nullopt}));
  EXPECT_EQ(password_state(dates, 2026y / 12 / 1), (PasswordState{PasswordPhase::deactivated, std::nullopt}));
}

TEST(PasswordPhase, IsUnknownWithoutAnEndAndNothingWithoutAnyDate) {
  EXPECT_EQ(password_state({sys_days{2026y / 8 / 1}, std::nullopt}, 2026y / 9 / 1),
            (PasswordState{PasswordPhase::unknown, std::nullopt}));
  EXPECT_EQ(password_state({}, 2026y / 9 / 1), std::nullopt);
}

}  // namespace
}  // namespace pecprobe
