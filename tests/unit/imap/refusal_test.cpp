// How a login is refused, and what is no answer to it at all.
#include "tests/unit/imap/account.hpp"

#include <gmock/gmock.h>

#include <string>

namespace pecprobe::test {
namespace {

using ::testing::ElementsAre;

struct Refusal {
  std::string line;
  std::string keyword;
  std::string code;
  std::string text;
};

TEST(ImapRefusal, TheServersWordsAreKept) {
  const std::vector<Refusal> refusals = {
      {"a1 NO", "NO", "", ""},
      {"a1 NO LOGIN failed", "NO", "", "LOGIN failed"},
      {"a1 BAD Command syntax", "BAD", "", "Command syntax"},
      {"a1 no [AuthenticationFailed] Authentication failed.", "NO", "AUTHENTICATIONFAILED", "Authentication failed."},
      {"a1 NO [EXPIRED] Password expired", "NO", "EXPIRED", "Password expired"},
      {"a1 NO [UNAVAILABLE] Temporary failure", "NO", "UNAVAILABLE", "Temporary failure"},
      {"a1 NO [AUTHORIZATIONFAILED] No", "NO", "AUTHORIZATIONFAILED", "No"},
      {"a1 NO [CONTACTADMIN] Disabled", "NO", "CONTACTADMIN", "Disabled"},
      {"a1 NO [PRIVACYREQUIRED] TLS", "NO", "PRIVACYREQUIRED", "TLS"},
      {"a1 NO [LIMIT] Too many", "NO", "LIMIT", "Too many"},
      {"a1 NO [INUSE] Wait", "NO", "INUSE", "Wait"},
      {"a1 NO [SYS/TEMP] Wait", "NO", "SYS/TEMP", "Wait"},
  };
  for (const Refusal& refusal : refusals) {
    const std::string answer = refusal.line + "\r\n";
    ImapAccount().every_split(
        {{"", k_short_greeting}, {"AUTHENTICATE", answer}},
        [&](const DialogueFacts& facts, const Conversation& conversation) {
          EXPECT_EQ(facts.stop, Stop::auth_refused) << refusal.line;
          EXPECT_EQ(facts.stopped_at, Step::authenticate);
          EXPECT_TRUE(facts.auth.attempted);
          EXPECT_FALSE(facts.auth.accepted);
          EXPECT_EQ(facts.auth.reply,
                    reply(ReplyStatus::negative, refusal.keyword, refusal.code, refusal.text, refusal.line));
          EXPECT_THAT(conversation.shown, ElementsAre("a1 AUTHENTICATE PLAIN <password>", "a2 LOGOUT"));
          EXPECT_THAT(in_words(conversation.marks),
                      ElementsAre("greeting began", "greeting passed", "capabilities began", "capabilities passed",
                                  "authenticate began", "authenticate failed", "mailbox skipped", "logout began"));
        });
  }
}

TEST(ImapRefusal, AReferralIsKeptAndNotFollowed) {
  const std::string line = "a1 NO [REFERRAL imap://elsewhere.example:1/] Try there";
  const std::string answer = line + "\r\n";
  ImapAccount().every_split({{"", k_short_greeting}, {"AUTHENTICATE", answer}},
                            [&](const DialogueFacts& facts, const Conversation& conversation) {
                              EXPECT_EQ(facts.auth.reply->response_code, "REFERRAL");
                              EXPECT_EQ(facts.auth.reply->response_arguments, "imap://elsewhere.example:1/");
                              EXPECT_EQ(conversation.written.back(), "a2 LOGOUT\r\n");
                            });
}

TEST(ImapRefusal, OnlyTheOwnTagCounts) {
  for (const std::string_view noise :
       {"a2 OK in\r\n", "A1 OK in\r\n", "a11 OK in\r\n", "a OK in\r\n", "* OK a1 OK in\r\n", "* a1 OK in\r\n",
        " a1 OK in\r\n", "\r\n", "* LIST () {11}\r\na1 OK in\r\n\r\n", "* OK {11}\r\na1 OK in\r\n\r\n", "*\r\n",
        "noise\r\n", "a1OK\r\n"}) {
    const std::string answer = std::string(noise) + "a1 NO wrong\r\n";
    ImapAccount().every_split({{"", k_short_greeting}, {"AUTHENTICATE", answer}},
                              [&](const DialogueFacts& facts, const Conversation&) {
                                EXPECT_EQ(facts.stop, Stop::auth_refused) << noise;
                                EXPECT_FALSE(facts.auth.accepted) << noise;
                                EXPECT_EQ(facts.auth.reply->text, "wrong") << noise;
                              });
    ImapAccount().every_split({{"", k_short_greeting}, {"AUTHENTICATE", noise}},
                              [&](const DialogueFacts& facts, const Conversation&) {
                                EXPECT_EQ(facts.stop, Stop::closed) << noise;
                                EXPECT_FALSE(facts.auth.accepted) << noise;
                              });
  }
}

TEST(ImapRefusal, ATaggedAnswerThatIsNoStatusBreaksARule) {
  for (const std::string_view answer :
       {"a1 OKAY\r\n", "a1\r\n", "a1 BYE\r\n", "a1 PREAUTH\r\n", "a1 5 OK\r\n", "a1 OK\tin\r\n"}) {
    ImapAccount().every_split({{"", k_short_greeting}, {"AUTHENTICATE", answer}},
                              [&](const DialogueFacts& facts, const Conversation& conversation) {
                                EXPECT_EQ(facts.stop, Stop::protocol_error) << answer;
                                EXPECT_EQ(facts.protocol_error, "a tagged answer that is not OK, NO or BAD");
                                EXPECT_THAT(conversation.shown, ElementsAre("a1 AUTHENTICATE PLAIN <password>"));
                              });
  }
}

TEST(ImapRefusal, ByeInsteadOfTheAnswerIsTheRefusal) {
  for (const ConnectionEnd end : {ConnectionEnd::closed, ConnectionEnd::reset, ConnectionEnd::timed_out}) {
    ImapAccount().once(
        {{"", k_short_greeting}, {"AUTHENTICATE", "* BYE [UNAVAILABLE] Too many failures\r\n* BYE again\r\n"}},
        [](const DialogueFacts& facts, const Conversation& conversation) {
          EXPECT_EQ(facts.stop, Stop::auth_refused);
          EXPECT_EQ(facts.stopped_at, Step::authenticate);
          EXPECT_EQ(facts.auth.reply, reply(ReplyStatus::farewell, "BYE", "UNAVAILABLE", "Too many failures",
                                            "* BYE [UNAVAILABLE] Too many failures"));
          EXPECT_EQ(facts.farewell, std::nullopt);
          EXPECT_THAT(conversation.shown, ElementsAre("a1 AUTHENTICATE PLAIN <password>"));
        },
        end);
  }
}

TEST(ImapRefusal, AfterByeThePasswordIsNotSentAnyMore) {
  for (const std::string_view answer : {"+ \r\n* BYE full\r\n", "* BYE full\r\n+ \r\n"}) {
    ImapAccount().once({{"", "* OK [CAPABILITY AUTH=PLAIN] ready\r\n"}, {"AUTHENTICATE", answer}},
                       [](const DialogueFacts& facts, const Conversation& conversation) {
                         EXPECT_EQ(facts.stop, Stop::auth_refused);
                         EXPECT_FALSE(facts.auth.attempted);
                         EXPECT_EQ(facts.auth.reply->text, "full");
                         EXPECT_THAT(conversation.shown, ElementsAre("a1 AUTHENTICATE PLAIN"));
                       });
  }
}

TEST(ImapRefusal, ByeIsTheSameInEverySplit) {
  ImapAccount().every_split({{"", k_short_greeting}, {"AUTHENTICATE", "* BYE Disconnected\r\n"}},
                            [](const DialogueFacts& facts, const Conversation&) {
                              EXPECT_EQ(facts.stop, Stop::auth_refused);
                              EXPECT_EQ(facts.auth.reply->status, ReplyStatus::farewell);
                            });
}

TEST(ImapRefusal, ATaggedNoBehindByeSaysMore) {
  for (const std::string_view answer : {"* BYE bye\r\na1 NO [LIMIT]\r\n", "* BYE bye\r\na1 NO enough\r\n"}) {
    ImapAccount().every_split({{"", k_short_greeting}, {"AUTHENTICATE", answer}},
                              [](const DialogueFacts& facts, const Conversation& conversation) {
                                EXPECT_EQ(facts.stop, Stop::auth_refused);
                                EXPECT_EQ(facts.auth.reply->keyword, "NO");
                                EXPECT_EQ(facts.farewell, reply(ReplyStatus::farewell, "BYE", "", "bye", "* BYE bye"));
                                EXPECT_THAT(conversation.shown, ElementsAre("a1 AUTHENTICATE PLAIN <password>"));
                              });
  }
}

TEST(ImapRefusal, AWordlessNoBehindByeLeavesTheWordsOfBye) {
  ImapAccount().every_split({{"", k_short_greeting}, {"AUTHENTICATE", "* BYE bye\r\na1 NO\r\n"}},
                            [](const DialogueFacts& facts, const Conversation&) {
                              EXPECT_EQ(facts.stop, Stop::auth_refused);
                              EXPECT_EQ(facts.auth.reply->text, "bye");
                              EXPECT_EQ(facts.farewell, std::nullopt);
                            });
}

TEST(ImapRefusal, AnOkBehindByeAcceptsThePasswordAndLosesTheMailbox) {
  ImapAccount().every_split({{"", k_short_greeting}, {"AUTHENTICATE", "* BYE restarting\r\na1 OK in\r\n"}},
                            [](const DialogueFacts& facts, const Conversation& conversation) {
                              EXPECT_TRUE(facts.auth.accepted);
                              EXPECT_EQ(facts.stop, Stop::closed);
                              EXPECT_EQ(facts.stopped_at, Step::mailbox);
                              EXPECT_EQ(facts.farewell->text, "restarting");
                              EXPECT_THAT(conversation.shown, ElementsAre("a1 AUTHENTICATE PLAIN <password>"));
                            });
}

TEST(ImapRefusal, AlertsAreKeptWhereverTheyStand) {
  ImapAccount().every_split(
      {{"", "* OK [ALERT] Maintenance tonight\r\n"},
       {"CAPABILITY", "* NO [ALERT] Disk is full\r\n* CAPABILITY SASL-IR AUTH=PLAIN\r\na1 OK\r\n"},
       {"AUTHENTICATE", "* BAD [ALERT] Odd\r\na2 NO [alert] Use an app password\r\n"}},
      [](const DialogueFacts& facts, const Conversation&) {
        EXPECT_THAT(facts.alerts, ElementsAre("Maintenance tonight", "Disk is full", "Odd", "Use an app password"));
        EXPECT_EQ(facts.auth.reply->response_code, "ALERT");
      });
}

TEST(ImapRefusal, OnlySoManyAlertsAreKept) {
  std::string answer;
  for (int i = 0; i < 40; ++i) {
    answer += "* OK [ALERT] number " + std::to_string(i) + "\r\n";
  }
  ImapAccount().once({{"", k_short_greeting}, {"AUTHENTICATE", answer}},
                     [](const DialogueFacts& facts, const Conversation&) {
                       EXPECT_EQ(facts.alerts.size(), 16U);
                       EXPECT_EQ(facts.alerts.back(), "number 15");
                     });
}

TEST(ImapRefusal, AlertsInClearBeforeTlsAreNotBelieved) {
  const std::vector<ServerTurn> turns = {
      {"", "* OK [ALERT] Send your password to mallory.example\r\n"},
      {"a1 CAPABILITY", "* CAPABILITY STARTTLS\r\na1 OK [ALERT] now\r\n"},
      {"a2 STARTTLS", "a2 OK [ALERT] really\r\n"},
      {"a3 CAPABILITY", "* CAPABILITY SASL-IR AUTH=PLAIN\r\na3 OK [ALERT] Inside TLS\r\n"},
      {"AUTHENTICATE", "a4 NO\r\n"}};
  ImapAccount(TlsMode::starttls).every_split(turns, [](const DialogueFacts& facts, const Conversation&) {
    EXPECT_THAT(facts.alerts, ElementsAre("Inside TLS"));
  });
  ImapAccount(TlsMode::starttls_if_offered)
      .once({{"", "* OK [ALERT] On loopback\r\n"}}, [](const DialogueFacts& facts, const Conversation&) {
        EXPECT_THAT(facts.alerts, ElementsAre("On loopback"));
      });
}

}  // namespace
}  // namespace pecprobe::test
