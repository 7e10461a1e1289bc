#include "probe/batch/session_gates.hpp"

#include "tests/unit/batch/noon.hpp"

#include <gtest/gtest.h>

namespace pecprobe {
namespace {

using namespace std::chrono_literals;

SessionGates gates_with(const SessionGates::Limits& limits) {
  return SessionGates{limits, [] { return 0.0; }};
}

SessionKey key(std::string host, std::string login, Protocol protocol = Protocol::imap, std::string group = "aruba") {
  return {{std::move(host), protocol, std::move(group)}, std::move(login), std::nullopt};
}

std::optional<Block::By> why(const std::optional<Block>& block) {
  return block ? std::optional(block->by) : std::nullopt;
}

TEST(SessionGates, CountAllSessionsOfTheRun) {
  SessionGates gates = gates_with({2, 4, {}});
  gates.begin(key("one.example", "a"), k_noon);
  EXPECT_EQ(gates.run_block(k_noon), std::nullopt);
  gates.begin(key("two.example", "b"), k_noon);
  EXPECT_EQ(gates.in_flight(), 2U);
  EXPECT_EQ(why(gates.lane_block(key("three.example", "c"), k_noon)), Block::By::concurrency);
  gates.end(key("one.example", "a"), SessionEnd::other, k_noon);
  EXPECT_EQ(gates.lane_block(key("three.example", "c"), k_noon), std::nullopt);
}

TEST(SessionGates, CountTheSessionsOfAHostOverItsProtocols) {
  SessionGates gates = gates_with({64, 2, {}});
  gates.begin(key("one.example", "a", Protocol::imap), k_noon);
  gates.begin(key("one.example", "a", Protocol::smtp), k_noon);
  EXPECT_EQ(gates.lane_block(key("one.example", "b", Protocol::pop3), k_noon), Block{Block::By::host});
  EXPECT_EQ(gates.lane_block(key("two.example", "b", Protocol::pop3), k_noon), std::nullopt);
}

TEST(SessionGates, KeepAHostBackThatHasTooMuch) {
  SessionGates gates = gates_with({64, 4, {}});
  gates.begin(key("one.example", "a"), k_noon);
  gates.end(key("one.example", "a"), SessionEnd::too_much, k_noon);
  EXPECT_EQ(gates.lane_block(key("one.example", "b"), k_noon), (Block{Block::By::host_recovers, k_noon + 2s}));
  EXPECT_EQ(gates.lane_block(key("two.example", "b"), k_noon), std::nullopt);
  EXPECT_EQ(gates.lane_block(key("one.example", "b"), k_noon + 2s), std::nullopt);
}

TEST(SessionGates, KeepToTheRateOfTheRun) {
  SessionGates gates = gates_with({64, 4, StartRate{1, 100ms}});
  gates.begin(key("one.example", "a"), k_noon);
  EXPECT_EQ(gates.run_block(k_noon), (Block{Block::By::rate, k_noon + 100ms}));
  EXPECT_EQ(gates.lane_block(key("two.example", "b"), k_noon), (Block{Block::By::rate, k_noon + 100ms}));
  EXPECT_EQ(gates.run_block(k_noon + 100ms), std::nullopt);
}

TEST(SessionGates, KeepToTheRateOfAProviderForTheKindOfSessionThatItIsFor) {
  SessionGates gates = gates_with({64, 64, {}});
  SessionKey sending = key("sendm.example", "a", Protocol::smtp, "legalmail");
  sending.group_rate = StartRate{2, 1min};
  for (int session = 0; session < 2; ++session) {
    EXPECT_EQ(gates.lane_block(sending, k_noon), std::nullopt);
    gates.begin(sending, k_noon);
    gates.end(sending, SessionEnd::served, k_noon);
  }
  EXPECT_EQ(gates.lane_block(sending, k_noon), (Block{Block::By::provider_rate, k_noon + 1min}));
  EXPECT_EQ(gates.lane_block(key("mbox.example", "a", Protocol::imap, "legalmail"), k_noon), std::nullopt);
  EXPECT_EQ(gates.lane_block(key("smtp.example", "b", Protocol::smtp, "aruba"), k_noon), std::nullopt);
}

TEST(SessionGates, AllowALoginOneSessionForEachProtocol) {
  SessionGates gates = gates_with({64, 4, {}});
  gates.begin(key("one.example", "a"), k_noon);
  EXPECT_TRUE(gates.is_account_busy(key("one.example", "a")));
  EXPECT_FALSE(gates.is_account_busy(key("one.example", "b")));
  EXPECT_FALSE(gates.is_account_busy(key("one.example", "a", Protocol::smtp)));
  gates.end(key("one.example", "a"), SessionEnd::served, k_noon);
  EXPECT_FALSE(gates.is_account_busy(key("one.example", "a")));
}

}  // namespace
}  // namespace pecprobe
