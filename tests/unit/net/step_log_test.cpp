#include "protocols/net/step_log.hpp"

#include <gtest/gtest.h>

namespace pecprobe {
namespace {

using namespace std::chrono_literals;

TEST(StepLog, GivesEachStepItsBeginAndItsLength) {
  StepLog log;
  log.began(Step::resolve, 1ms);
  log.ended(Step::resolve, StepStatus::pass, 3ms);
  log.mark({Step::greeting, StepMark::Event::began}, 4ms);
  log.mark({Step::greeting, StepMark::Event::failed}, 9ms);
  const auto records = log.records();
  ASSERT_EQ(records.size(), 2U);
  EXPECT_EQ(records[0].status, StepStatus::pass);
  EXPECT_EQ(records[0].began, 1ms);
  EXPECT_EQ(records[0].took, 2ms);
  EXPECT_EQ(records[1].status, StepStatus::fail);
  EXPECT_EQ(records[1].took, 5ms);
}

TEST(StepLog, KeepsAStepThatEndsWithoutHavingBegun) {
  StepLog log;
  log.mark({Step::starttls, StepMark::Event::skipped}, 2ms);
  const auto records = log.records();
  ASSERT_EQ(records.size(), 1U);
  EXPECT_EQ(records[0].status, StepStatus::skip);
  EXPECT_EQ(records[0].took, 0ms);
}

TEST(StepLog, AnOpenFarewellIsNoFailure) {
  StepLog log;
  log.began(Step::mailbox, 1ms);
  log.began(Step::logout, 1ms);
  log.end_open(StepStatus::fail, 5ms);
  const auto records = log.records();
  EXPECT_EQ(records[0].status, StepStatus::fail);
  EXPECT_EQ(records[1].status, StepStatus::skip);
}

}  // namespace
}  // namespace pecprobe
