#include "probe/model/iso_date.hpp"

#include <gtest/gtest.h>

namespace pecprobe {
namespace {

using namespace std::chrono_literals;
using std::chrono::sys_days;

TEST(Dates, AnIsoDateIsReadAndWrittenBack) {
  const auto day = parse_iso_date("2026-11-22");
  ASSERT_TRUE(day);
  EXPECT_EQ(*day, sys_days{2026y / 11 / 22});
  EXPECT_EQ(iso_date(*day), "2026-11-22");
}

TEST(Dates, TheTwentyNinthOfFebruaryExistsInLeapYearsOnly) {
  EXPECT_TRUE(parse_iso_date("2028-02-29"));
  EXPECT_FALSE(parse_iso_date("2027-02-29"));
  EXPECT_FALSE(parse_iso_date("2100-02-29"));
}

TEST(Dates, OtherFormsAndImpossibleDaysAreRefused) {
  for (const char* text : {"", "22/11/2026", "2026-11-2", "2026-13-01", "2026-00-10", "2026-11-31", "2026-11-22 ",
                           "2026/11/22", "+026-11-22", "2026-1a-22", "20261122"}) {
    EXPECT_FALSE(parse_iso_date(text)) << text;
  }
}

}  // namespace
}  // namespace pecprobe
