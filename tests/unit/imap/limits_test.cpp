// Servers that send too much, at every state of a conversation.
#include "protocols/wire/limits.hpp"

#include "tests/unit/imap/account.hpp"

#include <gmock/gmock.h>

#include <string>
#include <vector>

namespace pecprobe::test {
namespace {

struct Flood {
  std::string name;
  std::string bytes;
  std::string rule;
};

std::string repeated(std::string_view text, std::size_t times) {
  std::string all;
  for (std::size_t i = 0; i < times; ++i) {
    all += text;
  }
  return all;
}

std::vector<Flood> floods() {
  return {
      {"a line without an end", std::string(k_max_line + 2, 'x'), "a line of more than 8192 bytes"},
      {"a long line", "* OK " + std::string(k_max_line, 'x') + "\r\n", "a line of more than 8192 bytes"},
      {"untagged responses", repeated("* OK still here\r\n", k_max_untagged + 1),
       "more than 1024 untagged responses before an answer"},
      {"foreign tags", repeated("b1 OK\r\n", k_max_untagged + 1), "more than 1024 untagged responses before an answer"},
      {"empty lines", std::string(k_max_untagged + 1, '\n'), "more than 1024 untagged responses before an answer"},
      {"a huge literal", "* X {4294967295}\r\n", "a literal of more than 16384 bytes"},
      {"a literal that overflows", "* X {99999999999999999999}\r\n", "a literal of more than 16384 bytes"},
      {"a negative literal", "* X {-1}\r\n", "a literal of negative length"},
      {"endless literals", repeated("* X {0}\r\n", 1) + repeated("{0}\r\n", k_max_reply_lines),
       "a response of more than 512 lines"},
      {"many bytes", repeated("* X {16384}\r\n" + std::string(k_max_literal, 'y') + "\r\n", 40),
       "more than 524288 bytes in one dialogue"},
  };
}

struct Place {
  Step step;
  std::vector<ServerTurn> before;
  std::string_view after;
};

std::vector<Place> places() {
  const ServerTurn bare = {"", "* OK ready\r\n"};
  const ServerTurn brief = {"", k_short_greeting};
  return {
      {Step::capabilities, {bare}, "CAPABILITY"},
      {Step::authenticate, {brief}, "AUTHENTICATE"},
      {Step::mailbox, {brief, {"AUTHENTICATE", "a1 OK in\r\n"}}, "EXAMINE"},
  };
}

TEST(ImapLimits, AFloodEndsTheDialogueAndNamesTheRule) {
  for (const Flood& flood : floods()) {
    for (const Place& place : places()) {
      std::vector<ServerTurn> turns = place.before;
      turns.push_back({place.after, flood.bytes});
      for (const std::size_t piece : {std::size_t{0}, std::size_t{1000}}) {
        const ImapAccount account;
        const auto dialogue = account.dialogue();
        const Conversation conversation = play(*dialogue, turns, piece);
        account.expect_harmless(dialogue->facts(), conversation);
        EXPECT_EQ(dialogue->facts().stop, Stop::protocol_error) << flood.name;
        EXPECT_EQ(dialogue->facts().protocol_error, flood.rule) << flood.name;
        EXPECT_EQ(dialogue->facts().stopped_at, place.step) << flood.name;
        EXPECT_EQ(dialogue->facts().auth.accepted, place.step == Step::mailbox) << flood.name;
      }
    }
  }
}

TEST(ImapLimits, AFloodDuringStarttlsIsNoHandshake) {
  for (const Flood& flood : floods()) {
    ImapAccount(TlsMode::starttls)
        .once({{"", "* OK [CAPABILITY STARTTLS] x\r\n"}, {"STARTTLS", flood.bytes}},
              [&](const DialogueFacts& facts, const Conversation& conversation) {
                EXPECT_EQ(facts.protocol_error, flood.rule) << flood.name;
                EXPECT_EQ(facts.stopped_at, Step::starttls) << flood.name;
                EXPECT_EQ(conversation.handshakes, 0) << flood.name;
              });
  }
}

TEST(ImapLimits, UntaggedResponsesUpToTheLimitAreFine) {
  const std::string answer = repeated("* OK still here\r\n", k_max_untagged) + "a1 OK in\r\n";
  ImapAccount().once({{"", k_short_greeting}, {"AUTHENTICATE", answer}, {"EXAMINE", answer + "a2 OK\r\n"}},
                     [](const DialogueFacts& facts, const Conversation&) { EXPECT_TRUE(facts.auth.accepted); });
}

TEST(ImapLimits, TheLastAnswerWithinTheBytesOfADialogueCounts) {
  std::string answer = repeated("* X {16384}\r\n" + std::string(k_max_literal, 'y') + "\r\n", 31);
  const std::string tagged = "a1 NO wrong\r\n";
  const std::size_t used = k_short_greeting.size() + answer.size() + tagged.size();
  answer += "* X" + std::string((k_max_dialogue_bytes - used) % k_max_line - 5, 'z') + "\r\n";
  answer += repeated(std::string(k_max_line - 2, '*') + "\r\n", (k_max_dialogue_bytes - used) / k_max_line);
  answer += tagged;
  ASSERT_EQ(k_short_greeting.size() + answer.size(), k_max_dialogue_bytes);
  for (const std::string_view excess : {"", "x"}) {
    const std::string bytes = answer + std::string(excess);
    ImapAccount().once(
        {{"", k_short_greeting}, {"AUTHENTICATE", bytes}},
        [](const DialogueFacts& facts, const Conversation&) { EXPECT_EQ(facts.auth.reply->text, "wrong"); });
  }
}

TEST(ImapLimits, WhatIsKeptOfAReplyIsCapped) {
  const std::string line = "a1 NO [X " + std::string(2000, 'c') + "] " + std::string(5000, 't');
  const std::string answer = line + "\r\n";
  ImapAccount().once({{"", k_short_greeting}, {"AUTHENTICATE", answer}},
                     [&](const DialogueFacts& facts, const Conversation&) {
                       EXPECT_EQ(facts.auth.reply->text, std::string(k_kept_line_bytes, 't'));
                       EXPECT_EQ(facts.auth.reply->response_arguments, std::string(k_kept_line_bytes, 'c'));
                       EXPECT_EQ(facts.auth.reply->lines, std::vector{line.substr(0, k_kept_line_bytes)});
                     });
}

TEST(ImapLimits, WhatIsKeptOfACapabilityListIsCapped) {
  const std::string greeting =
      "* OK [CAPABILITY SASL-IR AUTH=PLAIN " + repeated("X ", 500) + std::string(3000, 'y') + "] x\r\n";
  ImapAccount().once({{"", greeting}}, [](const DialogueFacts& facts, const Conversation&) {
    EXPECT_EQ(facts.after_tls.size(), 4U);
    EXPECT_EQ(facts.after_tls.back(), std::string(k_kept_line_bytes, 'Y'));
  });
}

}  // namespace
}  // namespace pecprobe::test
