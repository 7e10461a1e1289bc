#include "probe/batch/session_queue.hpp"

#include "tests/unit/batch/noon.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pecprobe {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

using Numbers = std::vector<std::size_t>;

class Queue : public testing::Test {
 protected:
  void add(std::size_t account, std::string host, Protocol protocol = Protocol::imap) {
    queue.add({account, {{std::move(host), protocol, "group"}, fmt::format("u{}", account), {}}, {}});
  }
  /// Begins everything that may; the accounts in the order in which they began.
  Numbers begin_all(const SessionQueue::Condition& may_begin = [](const QueuedSession&) { return true; }) {
    Numbers begun;
    while (const auto session = queue.take_next(gates, k_noon, may_begin)) {
      gates.begin(session->key, k_noon);
      running.push_back(*session);
      begun.push_back(session->account);
    }
    return begun;
  }
  void end(std::size_t account, SessionEnd how = SessionEnd::served) {
    const auto found = std::find_if(running.begin(), running.end(),
                                    [account](const QueuedSession& session) { return session.account == account; });
    gates.end(found->key, how, k_noon);
    running.erase(found);
  }

  SessionGates gates{{6, 2, {}}, [] { return 0.0; }};
  SessionQueue queue;
  std::vector<QueuedSession> running;
};

TEST_F(Queue, LanesTakeTurns) {
  for (const std::size_t account : {1U, 2U, 3U}) {
    add(account, "one.example");
  }
  for (const std::size_t account : {4U, 5U, 6U}) {
    add(account, "two.example");
  }
  EXPECT_THAT(begin_all(), ElementsAre(1, 4, 2, 5));
  end(1);
  end(4);
  EXPECT_THAT(begin_all(), ElementsAre(3, 6));
}

TEST_F(Queue, AFullHostKeepsOnlyItsOwnLanesWaiting) {
  for (std::size_t account = 1; account <= 50; ++account) {
    add(account, "slow.example");
  }
  add(51, "other.example");
  EXPECT_THAT(begin_all(), testing::UnorderedElementsAre(1, 2, 51));
}

TEST_F(Queue, WhoseTurnItIsNextIsRememberedAcrossPauses) {
  gates = SessionGates{{1, 1, {}}, [] { return 0.0; }};
  for (const std::size_t account : {1U, 2U}) {
    add(account, "one.example");
    add(account + 2, "two.example");
  }
  EXPECT_THAT(begin_all(), ElementsAre(1));
  end(1);
  EXPECT_THAT(begin_all(), ElementsAre(3));
  end(3);
  EXPECT_THAT(begin_all(), ElementsAre(2));
}

TEST_F(Queue, OneWhoseAccountIsBusyIsPassedBy) {
  gates = SessionGates{{6, 6, {}}, [] { return 0.0; }};
  add(1, "one.example");
  add(1, "one.example");
  add(2, "one.example");
  EXPECT_THAT(begin_all(), ElementsAre(1, 2));
  end(1);
  EXPECT_THAT(begin_all(), ElementsAre(1));
}

TEST_F(Queue, OneThatMayNotBeginIsPassedByAndStays) {
  add(1, "one.example");
  add(2, "one.example");
  EXPECT_THAT(begin_all([](const QueuedSession& session) { return session.account != 1; }), ElementsAre(2));
  EXPECT_THAT(begin_all(), ElementsAre(1));
  EXPECT_THAT(begin_all(), testing::IsEmpty());
}

TEST_F(Queue, GivesBackAllThatSatisfyACondition) {
  add(1, "one.example");
  add(2, "two.example");
  add(3, "one.example");
  Numbers taken;
  for (const QueuedSession& session :
       queue.take_all([](const QueuedSession& waiting) { return waiting.account != 3; })) {
    taken.push_back(session.account);
  }
  EXPECT_THAT(taken, ElementsAre(1, 2));
  EXPECT_THAT(begin_all(), ElementsAre(3));
}

TEST_F(Queue, KnowsWhichLaneTimeWillOpenFirst) {
  EXPECT_FALSE(queue.first_to_open(gates, k_noon));
  add(1, "one.example");
  add(2, "two.example");
  EXPECT_FALSE(queue.first_to_open(gates, k_noon)) << "they need not wait";
  static_cast<void>(begin_all());
  end(1, SessionEnd::too_much);
  end(2, SessionEnd::too_much);
  gates.begin(QueuedSession{3, {{"two.example", Protocol::imap, "group"}, "u3", {}}, {}}.key, k_noon + 2s);
  gates.end({{"two.example", Protocol::imap, "group"}, "u3", {}}, SessionEnd::too_much, k_noon + 2s);
  add(4, "one.example");
  add(5, "two.example");
  const auto first = queue.first_to_open(gates, k_noon + 1s);
  ASSERT_TRUE(first);
  EXPECT_EQ(first->lane.host, "one.example");
  EXPECT_EQ(first->block, (Block{Block::By::host_recovers, k_noon + 2s}));
}

TEST_F(Queue, AFullHostOpensWithASessionNotWithTime) {
  add(1, "one.example");
  add(2, "one.example");
  add(3, "one.example");
  static_cast<void>(begin_all());
  EXPECT_FALSE(queue.first_to_open(gates, k_noon));
}

}  // namespace
}  // namespace pecprobe
