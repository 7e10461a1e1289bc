#include "probe/monitor/slots.hpp"

#include "tests/unit/monitor/tested.hpp"

#include <gtest/gtest.h>

#include <array>
#include <string>

namespace pecprobe::monitor {
namespace {

using namespace test;

constexpr Interval k_six_hours = 6h;

TEST(Turns, ComeOnceInEachInterval) {
  const Timestamp turn = first_turn("ditta", k_six_hours, k_morning);
  EXPECT_GE(turn, k_morning);
  EXPECT_LT(turn, k_morning + k_six_hours);
  EXPECT_EQ(first_turn("ditta", k_six_hours, turn), turn);
  EXPECT_EQ(first_turn("ditta", k_six_hours, turn + 1ms), turn + k_six_hours);
}

TEST(Turns, ComeBeforeTheEpochToo) {
  const Timestamp turn = first_turn("ditta", k_six_hours, Timestamp{-100h});
  EXPECT_GE(turn, Timestamp{-100h});
  EXPECT_LT(turn, Timestamp{-94h});
}

TEST(Turns, OfManyAccountsAreSpreadEvenly) {
  std::array<int, 6> accounts_of_hour{};
  for (int i = 0; i < 6000; ++i) {
    const Timestamp turn = first_turn("account " + std::to_string(i), k_six_hours, k_morning);
    ++accounts_of_hour.at(static_cast<std::size_t>((turn - k_morning) / 1h));
  }
  for (const int accounts : accounts_of_hour) {
    EXPECT_NEAR(accounts, 1000, 100);
  }
}

TEST(Due, AnAccountThatWasTestedInItsTurnIsDueInTheNextOne) {
  const Timestamp turn = first_turn("ditta", k_six_hours, k_morning);
  EXPECT_EQ(due_at("ditta", k_six_hours, turn + 40s, k_morning), turn + k_six_hours);
}

TEST(Due, AnAccountThatWasTestedShortlyBeforeItsTurnIsNotTestedTwice) {
  const Timestamp turn = first_turn("ditta", k_six_hours, k_morning + 6h);
  EXPECT_EQ(due_at("ditta", k_six_hours, turn - 10min, k_morning), turn + k_six_hours);
}

TEST(Due, WhatWasMissedIsCaughtUpWithInATenthOfAnInterval) {
  for (int i = 0; i < 100; ++i) {
    const Timestamp due = due_at("account " + std::to_string(i), k_six_hours, k_morning - 72h, k_morning);
    EXPECT_GE(due, k_morning);
    EXPECT_LT(due, k_morning + 36min);
  }
}

TEST(Due, ARestartDoesNotMoveTheTurnOfWhoWaitsForIt) {
  const Timestamp due = due_at("ditta", k_six_hours, std::nullopt, k_morning);
  EXPECT_EQ(due_at("ditta", k_six_hours, std::nullopt, due), due);
  EXPECT_EQ(due_at("ditta", k_six_hours, std::nullopt, due - 1ms), due);
}

TEST(Due, ATurnThatIsYetToComeIsNotMovedByARestart) {
  const Timestamp turn = first_turn("ditta", k_six_hours, k_morning);
  EXPECT_EQ(due_at("ditta", k_six_hours, turn, turn + 5h), turn + 6h);
}

}  // namespace
}  // namespace pecprobe::monitor
