// What arrives after the verdict.
#include "tests/unit/imap/account.hpp"

#include <gmock/gmock.h>

#include <string>

namespace pecprobe::test {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// A dialogue that has logged in and whose mailbox was answered with `answer`.
std::unique_ptr<Dialogue> left(const ImapAccount& account, std::string_view answer) {
  auto dialogue = account.dialogue();
  EXPECT_EQ(dialogue->on_open().next, Next::read);
  EXPECT_EQ(dialogue->on_bytes(k_short_greeting).next, Next::read);
  EXPECT_EQ(dialogue->on_bytes("a1 OK in\r\n").next, Next::read);
  EXPECT_EQ(dialogue->on_bytes(answer).next, Next::finish);
  return dialogue;
}

TEST(ImapFarewell, TheVerdictDoesNotWaitForIt) {
  const ImapAccount account;
  const auto dialogue = left(account, "a2 OK\r\n");
  EXPECT_EQ(dialogue->facts().stop, Stop::none);
  EXPECT_FALSE(dialogue->facts().farewell_answered);
}

TEST(ImapFarewell, InTheSameBytesItIsSeen) {
  const ImapAccount account;
  const auto dialogue = left(account, "a2 OK\r\n* BYE see you\r\na3 OK\r\n");
  EXPECT_TRUE(dialogue->facts().farewell_answered);
  EXPECT_EQ(dialogue->facts().farewell, std::nullopt);
}

TEST(ImapFarewell, LaterItIsNotedOnce) {
  for (const std::string_view answer : {"* BYE see you\r\na3 OK\r\n", "* bye\r\n", "a3 OK\r\n", "a3 NO\r\n"}) {
    const ImapAccount account;
    const auto dialogue = left(account, "a2 OK\r\n");
    std::vector<StepMark> marks;
    for (const char& byte : answer) {
      const Wants wants = dialogue->on_bytes(std::string_view(&byte, 1));
      EXPECT_EQ(wants.next, Next::finish);
      EXPECT_THAT(wants.flight, IsEmpty());
      marks.insert(marks.end(), wants.marks.begin(), wants.marks.end());
    }
    EXPECT_TRUE(dialogue->facts().farewell_answered) << answer;
    EXPECT_THAT(in_words(marks), ElementsAre("logout passed")) << answer;
  }
}

TEST(ImapFarewell, NothingElseCountsAsItsAnswer) {
  const ImapAccount account;
  const auto dialogue = left(account, "a2 OK\r\n");
  const Wants wants = dialogue->on_bytes("* OK [ALERT] late\r\na2 NO\r\na4 OK\r\n+ \r\nBYE\r\n* 5 EXISTS\r\n");
  EXPECT_THAT(wants.marks, IsEmpty());
  EXPECT_FALSE(dialogue->facts().farewell_answered);
  EXPECT_THAT(dialogue->facts().alerts, IsEmpty());
  EXPECT_EQ(dialogue->facts().mailbox.messages, std::nullopt);
}

TEST(ImapFarewell, NeitherNoiseNorTheEndChangesTheVerdict) {
  const ImapAccount account;
  const auto dialogue = left(account, "a2 OK\r\n");
  for (int i = 0; i < 20; ++i) {
    EXPECT_EQ(dialogue->on_bytes(std::string(65536, 'x')).next, Next::finish);
  }
  for (const ConnectionEnd end : {ConnectionEnd::closed, ConnectionEnd::timed_out, ConnectionEnd::cancelled}) {
    const Wants wants = dialogue->on_end(end);
    EXPECT_EQ(wants.next, Next::finish);
    EXPECT_THAT(wants.flight, IsEmpty());
    EXPECT_THAT(wants.marks, IsEmpty());
  }
  EXPECT_EQ(dialogue->facts().stop, Stop::none);
  EXPECT_TRUE(dialogue->facts().auth.accepted);
}

TEST(ImapFarewell, ItIsSaidAndNotedAfterARefusalToo) {
  const ImapAccount account;
  const auto dialogue = account.dialogue();
  EXPECT_EQ(dialogue->on_open().next, Next::read);
  EXPECT_EQ(dialogue->on_bytes(k_short_greeting).next, Next::read);
  EXPECT_EQ(dialogue->on_bytes("a1 NO wrong\r\n").flight.front().shown, "a2 LOGOUT");
  EXPECT_THAT(in_words(dialogue->on_bytes("* BYE\r\na2 OK\r\n").marks), ElementsAre("logout passed"));
  EXPECT_TRUE(dialogue->facts().farewell_answered);
  EXPECT_EQ(dialogue->facts().stop, Stop::auth_refused);
}

TEST(ImapFarewell, WithoutLogoutThereIsNoAnswerToIt) {
  const ImapAccount account;
  const auto dialogue = account.dialogue();
  EXPECT_EQ(dialogue->on_open().next, Next::read);
  EXPECT_EQ(dialogue->on_bytes("* BYE no\r\n").next, Next::finish);
  EXPECT_THAT(dialogue->on_bytes("* BYE\r\n").marks, IsEmpty());
  EXPECT_FALSE(dialogue->facts().farewell_answered);
}

}  // namespace
}  // namespace pecprobe::test
