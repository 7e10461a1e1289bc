#include "probe/hooks/delivery_queue.hpp"

#include "tests/support/temporary_folder.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <SQLiteCpp/SQLiteCpp.h>

namespace pecprobe::hooks {
namespace {

using namespace std::chrono_literals;

constexpr Timestamp k_now{std::chrono::milliseconds{1'795'338'000'000}};

class HookQueue : public testing::Test {
 protected:
  std::unique_ptr<DeliveryQueue> opened() { return DeliveryQueue::open(m_folder.path() / "state.sqlite").value(); }
  Waiting waiting(Timestamp now = k_now, Hook hook = Hook::webhook) { return queue->waiting(hook, now, 1h).value(); }
  std::size_t add(const std::string& id, const std::vector<Hook>& hooks = {Hook::webhook}) {
    std::size_t dropped = 0;
    const auto problem = state->write(
        [&](SQLite::Database& database) { dropped = put_deliveries(database, id, "body of " + id, hooks, k_now); });
    EXPECT_FALSE(problem);
    return dropped;
  }
  std::string due_id(Timestamp now = k_now) {
    const Waiting found = waiting(now);
    return found.due ? found.due->id : "none";
  }

  test::TemporaryFolder m_folder;
  std::unique_ptr<DeliveryQueue> queue = opened();
  std::unique_ptr<StateFile> state = StateFile::open(m_folder.path() / "state.sqlite", IfMissing::leave).value();
};

TEST_F(HookQueue, GivesTheOldestFirstAndNothingTwice) {
  add("one");
  add("two");
  const auto first = waiting().due;
  EXPECT_EQ(first, (Delivery{1, "one", "body of one", 0}));
  ASSERT_FALSE(queue->remove(*first));
  EXPECT_EQ(due_id(), "two");
  ASSERT_FALSE(queue->remove(*waiting().due));
  EXPECT_FALSE(waiting().due || waiting().next);
}

TEST_F(HookQueue, KeepsForEachHookItsOwn) {
  add("one", {Hook::command, Hook::webhook});
  ASSERT_FALSE(queue->remove(*waiting().due));
  EXPECT_EQ(waiting(k_now, Hook::command).due->id, "one");
  EXPECT_FALSE(waiting(k_now, Hook::mail).due);
}

TEST_F(HookQueue, WhatFailedComesAgainInTimeAndHoldsNothingElseUp) {
  add("one");
  add("two");
  ASSERT_FALSE(queue->postpone(*waiting().due, k_now + 30s));
  EXPECT_EQ(due_id(), "two");
  ASSERT_FALSE(queue->remove(*waiting().due));
  EXPECT_EQ(waiting().next, k_now + 30s);
  EXPECT_EQ(due_id(k_now + 30s - 1ms), "none");
  EXPECT_EQ(waiting(k_now + 30s).due->failures, 1);
}

TEST_F(HookQueue, AClockThatWasSetBackMakesNothingWaitForLong) {
  add("one");
  EXPECT_EQ(due_id(k_now - 1h), "none");
  EXPECT_EQ(due_id(k_now - 1h - 1ms), "one");
}

TEST_F(HookQueue, AChangeThatItHasIsNotQueuedAgain) {
  add("one");
  EXPECT_EQ(add("one"), 0U);
  ASSERT_FALSE(queue->remove(*waiting().due));
  EXPECT_EQ(due_id(), "none");
}

TEST_F(HookQueue, TheOldestGoWhenItIsFull) {
  std::size_t dropped = 0;
  for (std::size_t i = 0; i < k_most_deliveries + 3; ++i) {
    dropped += add(fmt::format("{}", i));
  }
  EXPECT_EQ(dropped, 3U);
  EXPECT_EQ(due_id(), "3");
}

TEST_F(HookQueue, WhatIsTooOldGoesWhateverHookItWasFor) {
  add("one", {Hook::webhook, Hook::mail});
  EXPECT_EQ(queue->forget_older(k_now), 0U);
  EXPECT_EQ(due_id(), "one");
  EXPECT_EQ(queue->forget_older(k_now + 1ms), 2U);
  EXPECT_EQ(due_id(), "none");
}

TEST_F(HookQueue, OutlivesTheProgram) {
  add("one");
  ASSERT_FALSE(queue->postpone(*waiting().due, k_now + 30s));
  queue.reset();
  queue = opened();
  EXPECT_EQ(waiting(k_now + 30s).due, (Delivery{1, "one", "body of one", 1}));
}

TEST_F(HookQueue, SaysWhenTheStateCannotBeUsed) {
  const std::string path = m_folder.file("damaged.sqlite", "this is no database");
  EXPECT_EQ(DeliveryQueue::open(path).error().kind, StateProblem::Kind::not_a_state_file);
  queue.reset();
  SQLite::Database(m_folder.path() / "state.sqlite", SQLite::OPEN_READWRITE).exec("DROP TABLE delivery");
  queue = opened();
  EXPECT_EQ(queue->forget_older(k_now).error().kind, StateProblem::Kind::database_error);
  EXPECT_EQ(queue->waiting(Hook::webhook, k_now, 1h).error().kind, StateProblem::Kind::database_error);
  EXPECT_TRUE(queue->remove({}));
  EXPECT_TRUE(queue->postpone({}, k_now));
}

}  // namespace
}  // namespace pecprobe::hooks
