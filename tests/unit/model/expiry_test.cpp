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

}  // namespace
}  // namespace pecprobe
