// STARTTLS: required, refused, missing, injected into; and what TLS changes.
#include "tests/unit/imap/account.hpp"

#include <gmock/gmock.h>

#include <string>

namespace pecprobe::test {
namespace {

using namespace std::string_literals;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr std::string_view k_greeting = "* OK [CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED] ready\r\n";

TEST(ImapStarttls, AGoodConversationForgetsWhatWasAnnouncedInClear) {
  ImapAccount(TlsMode::starttls)
      .every_split({{"", "* OK [CAPABILITY IMAP4rev1 STARTTLS SASL-IR AUTH=CRAM-MD5 LOGINDISABLED] ready\r\n"},
                    {"a1 STARTTLS", "* OK still here\r\n* CAPABILITY AUTH=LOGIN\r\na1 OK begin\r\n"},
                    {"a2 CAPABILITY", "* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\na2 OK\r\n"},
                    {"a3 AUTHENTICATE", "+ \r\n"},
                    {"<password>", "a3 OK [CAPABILITY IMAP4rev1 IDLE] in\r\n"},
                    {"EXAMINE", "* 0 EXISTS\r\na4 OK\r\n"}},
                   [](const DialogueFacts& facts, const Conversation& conversation) {
                     EXPECT_EQ(facts.stop, Stop::none);
                     EXPECT_EQ(conversation.handshakes, 1);
                     EXPECT_THAT(facts.before_tls,
                                 ElementsAre("IMAP4REV1", "STARTTLS", "SASL-IR", "AUTH=CRAM-MD5", "LOGINDISABLED"));
                     EXPECT_THAT(facts.after_tls, ElementsAre("IMAP4REV1", "AUTH=PLAIN"));
                     EXPECT_THAT(facts.after_login, ElementsAre("IMAP4REV1", "IDLE"));
                     EXPECT_THAT(facts.auth.offered, ElementsAre("PLAIN"));
                     EXPECT_TRUE(facts.auth.login_command_offered);
                     EXPECT_THAT(conversation.shown,
                                 ElementsAre("a1 STARTTLS", "a2 CAPABILITY", "a3 AUTHENTICATE PLAIN", "<password>",
                                             "a4 EXAMINE INBOX", "a5 LOGOUT"));
                     EXPECT_THAT(in_words(conversation.marks),
                                 ElementsAre("greeting began", "greeting passed", "capabilities began",
                                             "capabilities passed", "starttls began", "starttls passed",
                                             "capabilities began", "capabilities passed", "authenticate began",
                                             "authenticate passed", "mailbox began", "logout began", "mailbox passed"));
                   });
}

TEST(ImapStarttls, NotAnnouncedMeansNoLogin) {
  const std::vector<ServerTurn> in_greeting = {{"", k_short_greeting},
                                               {"a1 CAPABILITY", "* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\na1 OK\r\n"}};
  const std::vector<ServerTurn> by_command = {{"", "* OK ready\r\n"},
                                              {"a1 CAPABILITY", "* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\na1 OK\r\n"}};
  const std::vector<ServerTurn> refused = {{"", "* OK ready\r\n"}, {"a1 CAPABILITY", "a1 BAD what\r\n"}};
  for (const auto& turns : {in_greeting, by_command, refused}) {
    ImapAccount(TlsMode::starttls).every_split(turns, [](const DialogueFacts& facts, const Conversation& conversation) {
      EXPECT_EQ(facts.stop, Stop::starttls_not_offered);
      EXPECT_EQ(facts.stopped_at, Step::starttls);
      EXPECT_EQ(credential_attempts(conversation), 0U);
      EXPECT_TRUE(conversation.written.back().ends_with(" LOGOUT\r\n"));
    });
  }
}

TEST(ImapStarttls, NotAnnouncedMarksWhatIsNotReached) {
  ImapAccount(TlsMode::starttls)
      .once({{"", k_short_greeting}, {"a1 CAPABILITY", "* CAPABILITY IMAP4rev1 ID\r\na1 OK\r\n"}},
            [](const DialogueFacts& facts, const Conversation& conversation) {
              EXPECT_THAT(facts.before_tls, ElementsAre("IMAP4REV1", "SASL-IR", "AUTH=PLAIN", "ID"));
              EXPECT_THAT(in_words(conversation.marks),
                          ElementsAre("greeting began", "greeting passed", "capabilities began", "capabilities passed",
                                      "starttls began", "starttls failed", "authenticate skipped", "mailbox skipped",
                                      "logout began"));
            });
}

TEST(ImapStarttls, AGreetingThatListsLessThanTheServerHasIsNoObstacle) {
  ImapAccount(TlsMode::starttls)
      .every_split({{"", k_short_greeting},
                    {"a1 CAPABILITY", "* CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED\r\na1 OK\r\n"},
                    {"a2 STARTTLS", "a2 NO [UNAVAILABLE] no key\r\n"}},
                   [](const DialogueFacts& facts, const Conversation& conversation) {
                     EXPECT_EQ(facts.stop, Stop::starttls_refused);
                     EXPECT_THAT(conversation.shown, ElementsAre("a1 CAPABILITY", "a2 STARTTLS", "a3 LOGOUT"));
                   });
}

TEST(ImapStarttls, ARefusalIsKeptAndLeftWithLogout) {
  for (const std::string answer : {"NO [UNAVAILABLE] no key", "BAD what"}) {
    const std::string line = "a1 " + answer + "\r\n";
    ImapAccount(TlsMode::starttls)
        .every_split({{"", k_greeting}, {"a1 STARTTLS", line}},
                     [&](const DialogueFacts& facts, const Conversation& conversation) {
                       EXPECT_EQ(facts.stop, Stop::starttls_refused);
                       EXPECT_EQ(facts.starttls_reply->lines.front(), "a1 " + answer);
                       EXPECT_EQ(conversation.handshakes, 0);
                       EXPECT_THAT(conversation.shown, ElementsAre("a1 STARTTLS", "a2 LOGOUT"));
                     });
  }
}

TEST(ImapStarttls, AContinuationRequestIsARefusalToo) {
  ImapAccount(TlsMode::starttls)
      .every_split({{"", k_greeting}, {"a1 STARTTLS", "+ continue\r\n"}}, [](const DialogueFacts& facts,
                                                                             const Conversation& conversation) {
        EXPECT_EQ(facts.stop, Stop::starttls_refused);
        EXPECT_EQ(facts.starttls_reply, reply(ReplyStatus::continuation, "+", "", "continue", "+ continue"));
        EXPECT_THAT(conversation.shown, ElementsAre("a1 STARTTLS"));
      });
}

TEST(ImapStarttls, AnythingBehindTheAnswerIsAnInjection) {
  for (const std::string& injected : {"* OK [CAPABILITY AUTH=PLAIN] hi\r\n"s, "* CAPAB"s, "x"s, "\r\n"s, "\0"s}) {
    const std::string bytes = "a1 OK begin\r\n" + injected;
    ImapAccount(TlsMode::starttls)
        .once({{"", k_greeting}, {"a1 STARTTLS", bytes}},
              [&](const DialogueFacts& facts, const Conversation& conversation) {
                EXPECT_EQ(facts.stop, Stop::starttls_injection);
                EXPECT_EQ(facts.stopped_at, Step::starttls);
                EXPECT_EQ(facts.unexpected, injected);
                EXPECT_EQ(conversation.handshakes, 0);
                EXPECT_THAT(conversation.shown, ElementsAre("a1 STARTTLS"));
                EXPECT_EQ(in_words(conversation.marks).at(5), "starttls failed");
              });
  }
}

TEST(ImapStarttls, BytesBetweenTheAnswerAndTheHandshakeAreAnInjection) {
  const ImapAccount account(TlsMode::starttls);
  const auto dialogue = account.dialogue();
  EXPECT_THAT(dialogue->on_open().flight, IsEmpty());
  EXPECT_EQ(dialogue->on_bytes(k_greeting).flight.size(), 1U);
  EXPECT_EQ(dialogue->on_bytes("a1 OK begin\r\n").next, Next::start_tls);
  const Wants wants = dialogue->on_bytes("y");
  EXPECT_EQ(wants.next, Next::finish);
  EXPECT_THAT(wants.flight, IsEmpty());
  EXPECT_EQ(dialogue->facts().stop, Stop::starttls_injection);
  EXPECT_EQ(dialogue->facts().unexpected, "y");
}

TEST(ImapStarttls, AnAnswerThatCameBeforeTheCommandIsNone) {
  ImapAccount(TlsMode::starttls)
      .once({{"", "* OK [CAPABILITY STARTTLS] ready\r\na1 OK begin\r\n"}},
            [](const DialogueFacts& facts, const Conversation& conversation) {
              EXPECT_EQ(facts.stop, Stop::closed);
              EXPECT_EQ(facts.stopped_at, Step::starttls);
              EXPECT_EQ(conversation.handshakes, 0);
            });
}

TEST(ImapStarttls, AFailedHandshakeStopsAtTls) {
  for (const auto& [end, stop] :
       {std::pair(ConnectionEnd::tls_failed, Stop::tls_failed), std::pair(ConnectionEnd::closed, Stop::closed),
        std::pair(ConnectionEnd::timed_out, Stop::timed_out)}) {
    const ImapAccount account(TlsMode::starttls);
    const auto dialogue = account.dialogue();
    std::vector<StepMark> marks = dialogue->on_open().marks;
    for (const std::string_view bytes : {k_greeting, std::string_view("a1 OK begin\r\n")}) {
      const Wants wants = dialogue->on_bytes(bytes);
      marks.insert(marks.end(), wants.marks.begin(), wants.marks.end());
    }
    const Wants wants = dialogue->on_end(end);
    marks.insert(marks.end(), wants.marks.begin(), wants.marks.end());
    EXPECT_EQ(wants.next, Next::finish);
    EXPECT_THAT(wants.flight, IsEmpty());
    EXPECT_EQ(dialogue->facts().stop, stop);
    EXPECT_EQ(dialogue->facts().stopped_at, Step::tls);
    EXPECT_THAT(in_words(marks),
                ElementsAre("greeting began", "greeting passed", "capabilities began", "capabilities passed",
                            "starttls began", "starttls passed", "authenticate skipped", "mailbox skipped"));
  }
}

TEST(ImapStarttls, AHandshakeThatNobodyAskedForChangesNothing) {
  const ImapAccount account(TlsMode::starttls);
  const auto dialogue = account.dialogue();
  EXPECT_EQ(dialogue->on_open().next, Next::read);
  EXPECT_THAT(dialogue->on_tls().flight, IsEmpty());
  EXPECT_THAT(dialogue->on_bytes(k_short_greeting).flight.front().shown, "a1 CAPABILITY");
  EXPECT_THAT(dialogue->on_bytes("a1 OK\r\n").flight.front().shown, "a2 LOGOUT");
  EXPECT_EQ(dialogue->facts().stop, Stop::starttls_not_offered);
}

TEST(ImapStarttls, ByeInsteadOfTheAnswerIsAFarewell) {
  ImapAccount(TlsMode::starttls)
      .every_split({{"", k_greeting}, {"a1 STARTTLS", "* BYE overloaded\r\na1 OK begin\r\n"}},
                   [](const DialogueFacts& facts, const Conversation& conversation) {
                     EXPECT_EQ(facts.stop, Stop::closed);
                     EXPECT_EQ(facts.stopped_at, Step::starttls);
                     EXPECT_EQ(facts.farewell->text, "overloaded");
                     EXPECT_EQ(conversation.handshakes, 0);
                   });
}

TEST(ImapStarttls, WhatTlsTakesAwayIsGone) {
  ImapAccount(TlsMode::starttls)
      .every_split({{"", "* OK [CAPABILITY IMAP4rev1 STARTTLS AUTH=PLAIN] ready\r\n"},
                    {"a1 STARTTLS", "a1 OK begin\r\n"},
                    {"a2 CAPABILITY", "* CAPABILITY IMAP4rev1 LOGINDISABLED\r\na2 OK\r\n"}},
                   [](const DialogueFacts& facts, const Conversation& conversation) {
                     EXPECT_EQ(facts.stop, Stop::auth_not_offered);
                     EXPECT_THAT(conversation.shown, ElementsAre("a1 STARTTLS", "a2 CAPABILITY", "a3 LOGOUT"));
                   });
}

TEST(ImapStarttls, IfOfferedItIsUsed) {
  ImapAccount(TlsMode::starttls_if_offered)
      .every_split({{"", "* OK [CAPABILITY IMAP4rev1 StartTLS AUTH=PLAIN] ready\r\n"}, {"a1 STARTTLS", "a1 OK\r\n"}},
                   [](const DialogueFacts&, const Conversation& conversation) {
                     EXPECT_EQ(conversation.handshakes, 1);
                     EXPECT_THAT(conversation.shown, ElementsAre("a1 STARTTLS", "a2 CAPABILITY"));
                   });
}

TEST(ImapStarttls, IfRefusedTheLoginDoesNotGoOnInClear) {
  ImapAccount(TlsMode::starttls_if_offered)
      .every_split({{"", "* OK [CAPABILITY IMAP4rev1 STARTTLS AUTH=PLAIN] ready\r\n"}, {"a1 STARTTLS", "a1 NO\r\n"}},
                   [](const DialogueFacts& facts, const Conversation& conversation) {
                     EXPECT_EQ(facts.stop, Stop::starttls_refused);
                     EXPECT_EQ(credential_attempts(conversation), 0U);
                   });
}

TEST(ImapStarttls, IfNotOfferedTheLoginGoesOnInClear) {
  ImapAccount(TlsMode::starttls_if_offered)
      .every_split({{"", k_short_greeting}, {"AUTHENTICATE", "a1 OK\r\n"}, {"EXAMINE", "a2 OK\r\n"}},
                   [](const DialogueFacts& facts, const Conversation& conversation) {
                     EXPECT_EQ(facts.stop, Stop::none);
                     EXPECT_THAT(facts.before_tls, ElementsAre("IMAP4REV1", "SASL-IR", "AUTH=PLAIN"));
                     EXPECT_THAT(facts.after_tls, IsEmpty());
                     EXPECT_THAT(facts.auth.offered, ElementsAre("PLAIN"));
                     EXPECT_THAT(in_words(conversation.marks),
                                 ElementsAre("greeting began", "greeting passed", "capabilities began",
                                             "capabilities passed", "starttls skipped", "authenticate began",
                                             "authenticate passed", "mailbox began", "logout began", "mailbox passed"));
                   });
}

TEST(ImapStarttls, InClearADisabledLoginNeedsTls) {
  ImapAccount(TlsMode::starttls_if_offered)
      .every_split({{"", "* OK [CAPABILITY IMAP4rev1 LOGINDISABLED] ready\r\n"}},
                   [](const DialogueFacts& facts, const Conversation& conversation) {
                     EXPECT_EQ(facts.stop, Stop::auth_needs_tls);
                     EXPECT_EQ(facts.stopped_at, Step::authenticate);
                     EXPECT_THAT(conversation.shown, ElementsAre("a1 LOGOUT"));
                   });
}

}  // namespace
}  // namespace pecprobe::test
