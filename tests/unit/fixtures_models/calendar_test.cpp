#include "fixtures/models/calendar.hpp"

#include <gtest/gtest.h>

#include <string_view>

namespace pecmock {
namespace {

using namespace std::chrono_literals;

Moment at(std::string_view text) { return parse_moment(text).value(); }

std::string three_months_after(std::string_view text) { return to_string(add(at(text), {3, 0s})); }

TEST(Calendar, AddsMonthsByTheCalendar) {
  EXPECT_EQ(three_months_after("2026-08-01"), "2026-11-01T00:00:00Z");
  EXPECT_EQ(three_months_after("2026-11-15T10:30"), "2027-02-15T10:30:00Z");
}

TEST(Calendar, TakesTheLastDayWhereAMonthIsTooShort) {
  EXPECT_EQ(three_months_after("2026-11-30"), "2027-02-28T00:00:00Z");
  EXPECT_EQ(three_months_after("2027-11-30"), "2028-02-29T00:00:00Z");
  EXPECT_EQ(three_months_after("2026-08-31"), "2026-11-30T00:00:00Z");
}

TEST(Calendar, AddsDaysExactly) { EXPECT_EQ(to_string(add(at("2026-08-01"), {0, 24h * 90})), "2026-10-30T00:00:00Z"); }

TEST(Calendar, ReadsDatesWithAndWithoutATime) {
  EXPECT_EQ(to_string(at("2026-11-22")), "2026-11-22T00:00:00Z");
  EXPECT_EQ(to_string(at("2026-11-22T09:30")), "2026-11-22T09:30:00Z");
  EXPECT_EQ(to_string(at("2026-11-22T09:30:15Z")), "2026-11-22T09:30:15Z");
}

TEST(Calendar, RefusesWhatIsNoDate) {
  for (const std::string_view text : {"", "2026", "2026-13-01", "2026-02-30", "2026-1-1", "22/11/2026", "2026-11-22T",
                                      "2026-11-22T24:00", "2026-11-22 09:30", "2026-11-22x", "-026-11-22"}) {
    EXPECT_EQ(parse_moment(text), std::nullopt) << text;
  }
}

TEST(Calendar, StandsStillOnceItWasSet) {
  Calendar calendar;
  calendar.set(at("2026-11-22"));
  EXPECT_EQ(to_string(calendar.now()), "2026-11-22T00:00:00Z");
}

}  // namespace
}  // namespace pecmock
