// What happens between the accepted login and the verdict.
#include "tests/unit/imap/account.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <string>

namespace pecprobe::test {
namespace {

using ::testing::ElementsAre;

/// A conversation that logs in and answers the last flight with `answer`.
std::vector<ServerTurn> logged_in(std::string_view answer) {
  return {{"", k_short_greeting}, {"AUTHENTICATE", "a1 OK in\r\n"}, {"EXAMINE", answer}};
}

TEST(ImapMailbox, ExamineBringsTheNumbers) {
  ImapAccount().every_split(logged_in("* FLAGS (\\Seen)\r\n* OK [PERMANENTFLAGS ()] none\r\n* 42 exists\r\n* 3 "
                                      "RECENT\r\n* OK [unseen 7]\r\n"
                                      "* OK [uidvalidity 1700000000] valid\r\n* OK [UIDNEXT 50] next\r\na2 OK "
                                      "[READ-ONLY] done\r\n"),
                            [](const DialogueFacts& facts, const Conversation& conversation) {
                              EXPECT_EQ(facts.stop, Stop::none);
                              EXPECT_EQ(facts.mailbox.messages, 42U);
                              EXPECT_EQ(facts.mailbox.uid_validity, 1700000000U);
                              EXPECT_EQ(facts.mailbox.octets, std::nullopt);
                              EXPECT_EQ(facts.mailbox_reply, std::nullopt);
                              EXPECT_THAT(
                                  in_words(conversation.marks),
                                  ElementsAre("greeting began", "greeting passed", "capabilities began",
                                              "capabilities passed", "authenticate began", "authenticate passed",
                                              "mailbox began", "logout began", "mailbox passed"));
                            });
}

TEST(ImapMailbox, ExamineAndLogoutGoInOneFlight) {
  ImapAccount().every_split(logged_in("a2 OK\r\n"), [](const DialogueFacts&, const Conversation& conversation) {
    EXPECT_THAT(conversation.flights, ElementsAre(1U, 2U));
    EXPECT_EQ(conversation.written.at(1), "a2 EXAMINE INBOX\r\n");
    EXPECT_EQ(conversation.written.at(2), "a3 LOGOUT\r\n");
  });
}

TEST(ImapMailbox, NumbersThatAreNoneAreLeftOut) {
  ImapAccount().every_split(
      logged_in("* x EXISTS\r\n* 99999999999999999999 EXISTS\r\n* -1 EXISTS\r\n* OK [UIDVALIDITY x]\r\n"
                "* OK [UIDVALIDITY]\r\n* OK [UIDVALIDITY 1 2]\r\na2 OK\r\n"),
      [](const DialogueFacts& facts, const Conversation&) {
        EXPECT_EQ(facts.stop, Stop::none);
        EXPECT_EQ(facts.mailbox.messages, std::nullopt);
        EXPECT_EQ(facts.mailbox.uid_validity, std::nullopt);
      });
}

TEST(ImapMailbox, NumbersOfMoreThan32BitsAndAValidityOfZeroAreLeftOut) {
  for (const char* number : {"4294967296", "18446744073709551615"}) {
    ImapAccount().every_split(logged_in(fmt::format("* {0} EXISTS\r\n* OK [UIDVALIDITY {0}] x\r\na2 OK\r\n", number)),
                              [](const DialogueFacts& facts, const Conversation&) {
                                EXPECT_EQ(facts.stop, Stop::none);
                                EXPECT_EQ(facts.mailbox.messages, std::nullopt);
                                EXPECT_EQ(facts.mailbox.uid_validity, std::nullopt);
                              });
  }
  ImapAccount().every_split(logged_in("* 0 EXISTS\r\n* OK [UIDVALIDITY 0] x\r\na2 OK\r\n"),
                            [](const DialogueFacts& facts, const Conversation&) {
                              EXPECT_EQ(facts.mailbox.messages, 0U);
                              EXPECT_EQ(facts.mailbox.uid_validity, std::nullopt);
                            });
}

TEST(ImapMailbox, TheLargestNumbersAreRead) {
  ImapAccount().every_split(logged_in("* 4294967295 EXISTS\r\n* OK [UIDVALIDITY 4294967295]\r\na2 OK\r\n"),
                            [](const DialogueFacts& facts, const Conversation&) {
                              EXPECT_EQ(facts.mailbox.messages, 4294967295U);
                              EXPECT_EQ(facts.mailbox.uid_validity, 4294967295U);
                            });
}

TEST(ImapMailbox, NumbersBeforeTheLoginAreNotThoseOfTheMailbox) {
  ImapAccount().every_split(
      {{"", k_short_greeting}, {"AUTHENTICATE", "* 9 EXISTS\r\na1 OK in\r\n"}, {"EXAMINE", "a2 OK\r\n"}},
      [](const DialogueFacts& facts, const Conversation&) { EXPECT_EQ(facts.mailbox.messages, std::nullopt); });
}

TEST(ImapMailbox, ARefusedMailboxKeepsTheAcceptedPassword) {
  for (const std::string line : {"a2 NO [NOPERM] Access denied", "a2 BAD [SERVERBUG] Internal error"}) {
    const std::string answer = "* 3 EXISTS\r\n" + line + "\r\n";
    ImapAccount().every_split(logged_in(answer), [&](const DialogueFacts& facts, const Conversation& conversation) {
      EXPECT_EQ(facts.stop, Stop::mailbox_refused);
      EXPECT_EQ(facts.stopped_at, Step::mailbox);
      EXPECT_TRUE(facts.auth.accepted);
      EXPECT_EQ(facts.mailbox_reply->lines.front(), line);
      EXPECT_EQ(facts.mailbox.messages, std::nullopt);
      EXPECT_EQ(conversation.shown.size(), 3U);
      EXPECT_EQ(in_words(conversation.marks).back(), "mailbox failed");
    });
  }
}

TEST(ImapMailbox, AnswersThatCameBeforeExamineCountForNothing) {
  ImapAccount().once({{"", k_short_greeting}, {"AUTHENTICATE", "a1 OK in\r\na2 OK done\r\n"}},
                     [](const DialogueFacts& facts, const Conversation&) {
                       EXPECT_EQ(facts.stop, Stop::closed);
                       EXPECT_EQ(facts.stopped_at, Step::mailbox);
                       EXPECT_TRUE(facts.auth.accepted);
                     });
}

TEST(ImapMailbox, CapabilitiesSentWithTheMailboxAreThoseAfterTheLogin) {
  ImapAccount().every_split(logged_in("* CAPABILITY IMAP4rev1 IDLE\r\na2 OK\r\n"),
                            [](const DialogueFacts& facts, const Conversation&) {
                              EXPECT_THAT(facts.after_login, ElementsAre("IMAP4REV1", "IDLE"));
                            });
}

TEST(ImapMailbox, AClosedConnectionIsLostAtTheMailbox) {
  for (const auto& [end, stop] :
       {std::pair(ConnectionEnd::closed, Stop::closed), std::pair(ConnectionEnd::reset, Stop::reset),
        std::pair(ConnectionEnd::timed_out, Stop::timed_out), std::pair(ConnectionEnd::cancelled, Stop::cancelled)}) {
    ImapAccount().once(
        logged_in("* 3 EXISTS\r\n"),
        [stop = stop](const DialogueFacts& facts, const Conversation&) {
          EXPECT_EQ(facts.stop, stop);
          EXPECT_EQ(facts.stopped_at, Step::mailbox);
          EXPECT_TRUE(facts.auth.accepted);
        },
        end);
  }
}

TEST(ImapMailbox, ByeBeforeTheAnswerIsAFarewell) {
  ImapAccount().every_split(logged_in("* BYE Shutting down\r\n"), [](const DialogueFacts& facts, const Conversation&) {
    EXPECT_EQ(facts.stop, Stop::closed);
    EXPECT_EQ(facts.stopped_at, Step::mailbox);
    EXPECT_EQ(facts.farewell->text, "Shutting down");
    EXPECT_FALSE(facts.farewell_answered);
  });
}

TEST(ImapMailbox, ByeThatOvertookTheAnswerWasTheAnswerToLogout) {
  ImapAccount().every_split(logged_in("* BYE bye\r\na3 OK\r\n* 3 EXISTS\r\na2 OK\r\n"),
                            [](const DialogueFacts& facts, const Conversation& conversation) {
                              EXPECT_EQ(facts.stop, Stop::none);
                              EXPECT_EQ(facts.farewell, std::nullopt);
                              EXPECT_TRUE(facts.farewell_answered);
                              EXPECT_EQ(in_words(conversation.marks).back(), "logout passed");
                            });
}

TEST(ImapMailbox, ByeRightBehindTheLoginLeavesNobodyToAsk) {
  ImapAccount().once({{"", k_short_greeting}, {"AUTHENTICATE", "a1 OK in\r\n* BYE restart\r\n"}},
                     [](const DialogueFacts& facts, const Conversation& conversation) {
                       EXPECT_EQ(facts.stop, Stop::closed);
                       EXPECT_EQ(facts.stopped_at, Step::mailbox);
                       EXPECT_TRUE(facts.auth.accepted);
                       EXPECT_EQ(facts.farewell->text, "restart");
                       EXPECT_EQ(conversation.shown.size(), 1U);
                     });
}

}  // namespace
}  // namespace pecprobe::test
