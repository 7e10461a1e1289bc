#include "probe/state/cool_down.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <random>

namespace pecprobe {
namespace {

using namespace std::chrono_literals;

constexpr Timestamp k_noon{std::chrono::sys_days{std::chrono::year{2026} / 11 / 22} + 12h};

TEST(CoolDown, LastsAQuarterOfAnHourThenAnHourThenADay) {
  EXPECT_EQ(cool_down(1), 15min);
  EXPECT_EQ(cool_down(2), 1h);
  EXPECT_EQ(cool_down(3), 24h);
  EXPECT_EQ(cool_down(4), 24h);
  EXPECT_EQ(cool_down(std::numeric_limits<int>::max()), 24h);
}

TEST(CoolDown, CountsFromTheRefusal) { EXPECT_EQ(next_try(k_noon, 2), k_noon + 1h); }

TEST(CoolDown, AClockSetBackWaitsAtMostAWholeCoolDown) {
  const Timestamp refused_in_the_future = k_noon + std::chrono::days{4000};
  EXPECT_EQ(heeded_next_try(next_try(refused_in_the_future, 1), k_noon, 1), k_noon + 15min);
}

TEST(CoolDown, WhateverTheClockDoesTheWaitIsBetweenNothingAndAWholeCoolDown) {
  std::mt19937_64 random{20261122};
  std::uniform_int_distribution<std::int64_t> any_time{-4'000'000'000'000, 4'000'000'000'000};
  std::uniform_int_distribution<int> any_count{1, 6};
  for (int round = 0; round < 20'000; ++round) {
    const Timestamp refused{std::chrono::milliseconds{any_time(random)}};
    const Timestamp now{std::chrono::milliseconds{any_time(random)}};
    const int count = any_count(random);
    const Timestamp heeded = heeded_next_try(next_try(refused, count), now, count);
    EXPECT_LE(heeded - now, cool_down(count));
    // While the clock goes forward nothing is cut short: from the refusal to the end of its cool-down.
    EXPECT_EQ(heeded > now, now < refused + cool_down(count));
    // Heeding what was heeded changes nothing, so that a stored one ends in time.
    EXPECT_EQ(heeded_next_try(heeded, now, count), heeded);
    EXPECT_EQ(heeded_next_try(heeded, now + 1min, count), heeded);
  }
}

}  // namespace
}  // namespace pecprobe
