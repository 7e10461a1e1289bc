// Where capabilities come from and what they decide.
#include "protocols/imap/capabilities.hpp"

#include "protocols/wire/limits.hpp"
#include "tests/unit/imap/account.hpp"

#include <gmock/gmock.h>

#include <string>

namespace pecprobe::test {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

TEST(ImapCapabilities, NamesAreUpperCaseInOrderAndNoneTwice) {
  std::vector<std::string> names;
  imap::add_capabilities(names, " IMAP4rev1  idle auth=plain");
  imap::add_capabilities(names, "IDLE Auth=Login");
  EXPECT_THAT(names, ElementsAre("IMAP4REV1", "IDLE", "AUTH=PLAIN", "AUTH=LOGIN"));
}

TEST(ImapCapabilities, OnlySoManyAreKept) {
  std::string list;
  for (std::size_t i = 0; i < k_kept_capabilities + 50; ++i) {
    list += " X" + std::to_string(i);
  }
  std::vector<std::string> names;
  imap::add_capabilities(names, list);
  EXPECT_THAT(names, SizeIs(k_kept_capabilities));
}

TEST(ImapCapabilities, MechanismsStandBehindAuth) {
  EXPECT_THAT(imap::mechanisms_of({"AUTH=PLAIN", "AUTH=", "AUTH", "XAUTH=X", "AUTH=XOAUTH2"}),
              ElementsAre("PLAIN", "XOAUTH2"));
}

TEST(ImapCapabilities, TheListInTheGreetingSavesTheCommand) {
  ImapAccount().every_split({{"", k_short_greeting}}, [](const DialogueFacts& facts, const Conversation& conversation) {
    EXPECT_THAT(facts.after_tls, ElementsAre("IMAP4REV1", "SASL-IR", "AUTH=PLAIN"));
    EXPECT_THAT(facts.before_tls, IsEmpty());
    EXPECT_THAT(conversation.shown, ElementsAre("a1 AUTHENTICATE PLAIN <password>"));
    EXPECT_THAT(in_words(conversation.marks),
                ElementsAre("greeting began", "greeting passed", "capabilities began", "capabilities passed",
                            "authenticate began", "authenticate failed", "mailbox skipped"));
  });
}

TEST(ImapCapabilities, WithoutAListInTheGreetingTheyAreAskedFor) {
  for (const std::string_view greeting : {"* OK ready\r\n", "* OK [CAPABILITY] ready\r\n", "* OK [ALERT] ready\r\n"}) {
    ImapAccount().every_split(
        {{"", greeting}, {"a1 CAPABILITY", "* capability IMAP4rev1 auth=Plain\r\na1 ok done\r\n"}},
        [](const DialogueFacts& facts, const Conversation& conversation) {
          EXPECT_THAT(facts.after_tls, ElementsAre("IMAP4REV1", "AUTH=PLAIN"));
          EXPECT_THAT(conversation.shown, ElementsAre("a1 CAPABILITY", "a2 AUTHENTICATE PLAIN"));
        });
  }
}

TEST(ImapCapabilities, AListInTheTaggedAnswerCountsToo) {
  ImapAccount().every_split(
      {{"", "* OK ready\r\n"}, {"a1 CAPABILITY", "a1 OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] done\r\n"}},
      [](const DialogueFacts& facts, const Conversation& conversation) {
        EXPECT_THAT(facts.after_tls, ElementsAre("IMAP4REV1", "SASL-IR", "AUTH=PLAIN"));
        EXPECT_THAT(conversation.shown, ElementsAre("a1 CAPABILITY", "a2 AUTHENTICATE PLAIN <password>"));
      });
}

TEST(ImapCapabilities, ARefusedCommandLeavesTheLoginCommand) {
  for (const std::string answer : {"BAD unknown command", "NO not now"}) {
    const std::string line = "a1 " + answer + "\r\n";
    ImapAccount().every_split(
        {{"", "* OK ready\r\n"}, {"a1 CAPABILITY", line}, {"a2 LOGIN", "a2 OK\r\n"}, {"EXAMINE", "a3 OK\r\n"}},
        [&](const DialogueFacts& facts, const Conversation& conversation) {
          EXPECT_EQ(facts.stop, Stop::none);
          EXPECT_EQ(facts.capability_reply->lines.front(), "a1 " + answer);
          EXPECT_TRUE(facts.auth.login_command_offered);
          EXPECT_EQ(facts.auth.mechanism, "LOGIN command");
          EXPECT_THAT(in_words(conversation.marks),
                      ElementsAre("greeting began", "greeting passed", "capabilities began", "capabilities skipped",
                                  "authenticate began", "authenticate passed", "mailbox began", "logout began",
                                  "mailbox passed"));
        });
  }
}

TEST(ImapCapabilities, AnAnswerThatLacksTheListLeavesTheLoginCommand) {
  ImapAccount().every_split({{"", "* OK ready\r\n"}, {"a1 CAPABILITY", "a1 OK done\r\n"}},
                            [](const DialogueFacts&, const Conversation& conversation) {
                              EXPECT_EQ(conversation.shown.back(), R"(a2 LOGIN "casella@pec.example" <password>)");
                            });
}

TEST(ImapCapabilities, AListThatHoldsThePasswordIsMaskedButStillUnderstood) {
  ImapAccount(TlsMode::implicit, "AUTH=PLAIN")
      .once({{"", k_short_greeting}}, [](const DialogueFacts& facts, const Conversation& conversation) {
        EXPECT_THAT(facts.after_tls, ElementsAre("IMAP4REV1", "SASL-IR", "<password>"));
        EXPECT_EQ(facts.auth.mechanism, "PLAIN");
        EXPECT_EQ(credential_attempts(conversation), 1U);
      });
}

TEST(ImapCapabilities, AContinuationRequestForNothingBreaksARule) {
  ImapAccount().every_split({{"", "* OK ready\r\n"}, {"a1 CAPABILITY", "+ go on\r\n"}},
                            [](const DialogueFacts& facts, const Conversation& conversation) {
                              EXPECT_EQ(facts.protocol_error, "a continuation request that no command waits for");
                              EXPECT_THAT(conversation.shown, ElementsAre("a1 CAPABILITY"));
                            });
}

TEST(ImapCapabilities, ByeInsteadOfTheAnswerIsAFarewell) {
  ImapAccount().every_split({{"", "* OK ready\r\n"}, {"a1 CAPABILITY", "* BYE [UNAVAILABLE] later\r\na1 NO\r\n"}},
                            [](const DialogueFacts& facts, const Conversation& conversation) {
                              EXPECT_EQ(facts.stop, Stop::closed);
                              EXPECT_EQ(facts.stopped_at, Step::capabilities);
                              EXPECT_EQ(facts.farewell, reply(ReplyStatus::farewell, "BYE", "UNAVAILABLE", "later",
                                                              "* BYE [UNAVAILABLE] later"));
                              EXPECT_THAT(conversation.shown, ElementsAre("a1 CAPABILITY"));
                            });
}

TEST(ImapCapabilities, ByeRightBehindTheGreetingIsAFarewellToo) {
  ImapAccount().once({{"", "* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] ready\r\n* BYE too many\r\n"}},
                     [](const DialogueFacts& facts, const Conversation& conversation) {
                       EXPECT_EQ(facts.stop, Stop::closed);
                       EXPECT_EQ(facts.stopped_at, Step::authenticate);
                       EXPECT_EQ(facts.farewell->text, "too many");
                       EXPECT_FALSE(facts.auth.attempted);
                       EXPECT_THAT(conversation.written, IsEmpty());
                     });
}

}  // namespace
}  // namespace pecprobe::test
