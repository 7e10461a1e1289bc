// Servers that never stop, and bytes that are no dialogue at all.
#include "protocols/wire/limits.hpp"
#include "tests/unit/smtp/smtp_talk.hpp"

#include <gmock/gmock.h>

#include <random>

namespace pecprobe::test {
namespace {

using testing::ElementsAre;
using namespace std::string_view_literals;

TEST(SmtpHostile, EhloListThatIsTooLongIsAProtocolError) {
  std::string list;
  for (std::size_t i = 0; i <= k_max_reply_lines; ++i) {
    list += "250-X\r\n";
  }
  converse_once(SmtpCase{}, {k_greeting, {"EHLO", list}}, [](const auto& facts, const auto& conversation) {
    EXPECT_EQ(facts.stop, Stop::protocol_error);
    EXPECT_EQ(facts.stopped_at, Step::capabilities);
    EXPECT_EQ(facts.protocol_error, "a reply of more than 512 lines");
    EXPECT_THAT(conversation.shown, ElementsAre("EHLO [127.0.0.1]"));
  });
}

TEST(SmtpHostile, LineThatIsTooLongIsAProtocolErrorBeforeItEnds) {
  const std::string endless = "235 " + std::string(k_max_line, 'x');
  const SmtpCase smtp_case;
  for (const std::size_t piece : {std::size_t{0}, std::size_t{1}, std::size_t{1000}}) {
    const auto dialogue = smtp_case.make();
    const Conversation conversation = play(*dialogue, {k_greeting, k_hello, {"AUTH PLAIN", endless}}, piece);
    expect_lawful(smtp_case, dialogue->facts(), conversation);
    EXPECT_EQ(dialogue->facts().stop, Stop::protocol_error);
    EXPECT_EQ(dialogue->facts().protocol_error, "a line longer than 8192 bytes");
    EXPECT_EQ(dialogue->facts().unexpected.size(), k_kept_line_bytes);
    EXPECT_FALSE(dialogue->facts().auth.accepted);
  }
}

TEST(SmtpHostile, LineOfTheGreatestLengthIsRead) {
  const std::string longest = "235 " + std::string(k_max_line - 4, 'x') + "\r\n";
  converse_once(SmtpCase{}, {k_greeting, k_hello, {"AUTH PLAIN", longest}},
                [](const auto& facts, const auto&) { EXPECT_TRUE(facts.auth.accepted); });
}

TEST(SmtpHostile, EndlessGreetingIsNoMailWhenItIsNoReply) {
  const std::string noise(k_max_line + 2, '~');
  converse_once(SmtpCase{}, {{"", noise}}, [](const auto& facts, const auto&) {
    EXPECT_EQ(facts.stop, Stop::not_this_protocol);
    EXPECT_EQ(facts.unexpected.size(), k_kept_line_bytes);
  });
  const std::string reply = "220 " + noise;
  converse_once(SmtpCase{}, {{"", reply}}, [](const auto& facts, const auto&) {
    EXPECT_EQ(facts.stop, Stop::protocol_error);
    EXPECT_EQ(facts.stopped_at, Step::greeting);
  });
}

TEST(SmtpHostile, DialogueThatIsTooLongIsAProtocolError) {
  // 100 lines of 6 kB in one reply: below the limits of lines and of their length.
  std::string list;
  while (list.size() < k_max_dialogue_bytes) {
    list += "250-" + std::string(6000, 'x') + "\r\n";
  }
  const SmtpCase smtp_case;
  for (const std::size_t piece : {std::size_t{0}, std::size_t{4096}}) {
    const auto dialogue = smtp_case.make();
    const Conversation conversation = play(*dialogue, {k_greeting, {"EHLO", list}}, piece);
    expect_lawful(smtp_case, dialogue->facts(), conversation);
    EXPECT_EQ(dialogue->facts().stop, Stop::protocol_error);
    EXPECT_EQ(dialogue->facts().protocol_error, "more than 524288 bytes in one dialogue");
  }
}

TEST(SmtpHostile, FloodWhileLeavingIsNotRead) {
  const SmtpCase smtp_case;
  const auto dialogue = smtp_case.make();
  ASSERT_EQ(play(*dialogue, {k_greeting, k_hello, k_accepts}).next, Next::finish);
  const std::string flood(64 * 1024, 'x');
  for (int i = 0; i < 20; ++i) {
    const Wants wants = dialogue->on_bytes(flood);
    EXPECT_EQ(wants.next, Next::finish);
    EXPECT_TRUE(wants.flight.empty());
  }
  EXPECT_EQ(dialogue->facts().stop, Stop::none);
  EXPECT_TRUE(dialogue->facts().auth.accepted);
}

TEST(SmtpHostile, BytesBeforeTheConnectionStandsAreSurvived) {
  const SmtpCase smtp_case;
  const auto dialogue = smtp_case.make();
  EXPECT_TRUE(dialogue->on_bytes("235 ok\r\n").flight.empty());
  EXPECT_EQ(dialogue->on_end(ConnectionEnd::closed).next, Next::finish);
  EXPECT_FALSE(dialogue->facts().auth.accepted);
}

/// A good turn, damaged in one place.
std::string damaged(std::string_view good, std::mt19937& random) {
  constexpr std::string_view k_bytes = "\r\n\0 -0235421AUTH=\xFF\x80<>."sv;
  std::string bytes(good);
  const auto at = static_cast<std::string::difference_type>(random() % bytes.size());
  switch (random() % 3) {
    case 0: bytes[static_cast<std::size_t>(at)] = k_bytes[random() % k_bytes.size()]; break;
    case 1: bytes.erase(bytes.begin() + at); break;
    default: bytes.insert(bytes.begin() + at, k_bytes[random() % k_bytes.size()]); break;
  }
  return bytes;
}

TEST(SmtpHostile, DamagedBytesAreSurvivedAndNeverMakeALogin) {
  std::mt19937 random{20260801};  // fixed, so that a failure comes again
  SmtpCase smtp_case{TlsMode::starttls};
  smtp_case.check_sender = "casella@pec.example";
  for (int round = 0; round < 3000; ++round) {
    std::string greeting(k_greeting.sends);
    std::string offers = "250-x\r\n250 STARTTLS\r\n";
    std::string hello = "250-x\r\n250-PIPELINING\r\n250 AUTH PLAIN LOGIN\r\n";
    std::string refusal = "454 4.7.0 later\r\n";  // not one byte away from 235
    for (std::string* turn : {&greeting, &offers, &hello, &refusal}) {
      if (random() % 2 == 0) {
        *turn = damaged(*turn, random);
      }
    }
    const std::vector<ServerTurn> turns = {
        {"", greeting}, {"EHLO", offers}, {"STARTTLS", "220 go\r\n"}, {"EHLO", hello}, {"AUTH", refusal}};
    converse_once(smtp_case, turns, [](const auto& facts, const auto& conversation) {
      EXPECT_FALSE(facts.auth.accepted);
      EXPECT_NE(facts.stop, Stop::none);
      EXPECT_EQ(conversation.next, Next::finish);
      if (facts.auth.attempted) {
        EXPECT_EQ(conversation.handshakes, 1);
      }
    });
  }
}

}  // namespace
}  // namespace pecprobe::test
