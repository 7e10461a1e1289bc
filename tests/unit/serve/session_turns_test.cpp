#include "probe/serve/checks/session_turns.hpp"

#include "tests/support/wait_until.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

namespace pecprobe {
namespace {

class SessionTurnsTest : public testing::Test {
 protected:
  SessionTurnsTest() {
    account.address = account.login = "casella@pec.example";
    account.endpoints = {{Protocol::smtp, "smtp.pec.example", 465, TlsMode::implicit}};
  }
  Hold turn(const std::stop_token& stop = {}) { return turns.wait(account, account.endpoints.front(), nullptr, stop); }

  SessionTurns turns{4};
  Account account;
};

TEST_F(SessionTurnsTest, NobodyTestsAnAccountWhileAMailGoesThroughIt) {
  auto mine = turn();
  ASSERT_NE(mine, nullptr);
  EXPECT_FALSE(turns.accounts.begin("Casella@pec.example"));
  mine.reset();
  EXPECT_TRUE(turns.accounts.begin("casella@pec.example"));
}

TEST_F(SessionTurnsTest, AMailWaitsForTheTestOfItsAccount) {
  ASSERT_TRUE(turns.accounts.begin(account.login));
  std::atomic<bool> is_over = false;
  std::atomic<bool> had_turn_in_time = false;
  const std::jthread mail([&] {
    const auto mine = turn();
    had_turn_in_time = mine != nullptr && is_over;
  });
  is_over = true;
  turns.accounts.end(account.login);
  EXPECT_TRUE(test::wait_until([&] { return had_turn_in_time.load(); }));
}

TEST_F(SessionTurnsTest, WhoWaitsCanBeStopped) {
  ASSERT_TRUE(turns.accounts.begin(account.login));
  std::atomic<bool> has_ended = false;
  std::jthread mail([&](const std::stop_token& stop) {
    EXPECT_EQ(turn(stop), nullptr);
    has_ended = true;
  });
  mail.request_stop();
  EXPECT_TRUE(test::wait_until([&] { return has_ended.load(); }));
}

TEST_F(SessionTurnsTest, AHostHasOnePlaceForEachLoginAndProtocol) {
  auto place = turns.gates.take_place(account, account.endpoints.front(), nullptr);
  ASSERT_NE(place, nullptr);
  EXPECT_EQ(turns.gates.take_place(account, account.endpoints.front(), nullptr), nullptr);
  place.reset();
  EXPECT_NE(turns.gates.take_place(account, account.endpoints.front(), nullptr), nullptr);
}

}  // namespace
}  // namespace pecprobe
