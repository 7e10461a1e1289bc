#include "probe/config/values.hpp"

#include <gtest/gtest.h>

namespace pecprobe {
namespace {

using namespace std::chrono_literals;
using std::chrono::sys_days;

TEST(Durations, EveryUnitIsRead) {
  EXPECT_EQ(parse_duration("14d"), Duration(14 * 24h));
  EXPECT_EQ(parse_duration("12h"), Duration(12h));
  EXPECT_EQ(parse_duration("30m"), Duration(30min));
  EXPECT_EQ(parse_duration("90s"), Duration(90s));
  EXPECT_EQ(parse_duration("500ms"), Duration(500ms));
  EXPECT_EQ(parse_duration("0d"), Duration(0));
  EXPECT_EQ(parse_duration("36525d"), Duration(36525 * 24h));
}

TEST(Durations, ANumberWithoutAUnitAndOtherUnitsAreRefused) {
  for (const char* text :
       {"", "14", "d", "14 d", "14D", "-1d", "+1d", "1.5d", "1w", "14dd", "36526d", "99999999999999999999d"}) {
    EXPECT_FALSE(parse_duration(text)) << text;
  }
}

TEST(Seconds, FractionsAreAllowed) {
  EXPECT_EQ(parse_seconds("10"), Duration(10s));
  EXPECT_EQ(parse_seconds("0.5"), Duration(500ms));
  EXPECT_EQ(parse_seconds("2.25"), Duration(2250ms));
}

TEST(Seconds, NothingBelowOrAtZeroNoUnitsAndNoStrangeNumbers) {
  for (const char* text : {"", "0", "-1", "0.0", "10s", "1e3", "nan", "inf", "+1", " 1", "86401", "0x10", "1,5"}) {
    EXPECT_FALSE(parse_seconds(text)) << text;
  }
}

TEST(WrittenDates, TheDayStandsFirstUnlessTheYearDoes) {
  const sys_days day = std::chrono::year{2026} / 8 / 1;
  for (const char* text : {"2026-08-01", "01/08/2026", "1/8/2026", "1.8.2026", "01-08-2026"}) {
    EXPECT_EQ(parse_written_date(text), day) << text;
  }
}

TEST(WrittenDates, WhatIsNoDayIsRefused) {
  for (const char* text : {"", "1/8/26", "31/02/2026", "2026/08/01", "13/13/2026", "1/8-2026", "001/8/2026", "/8/2026",
                           "1//2026", "+1/8/2026", "1/8/2026 ", "1/8/+026"}) {
    EXPECT_FALSE(parse_written_date(text)) << text;
  }
}

}  // namespace
}  // namespace pecprobe
