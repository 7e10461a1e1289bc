// Which login is chosen and how it is written.
#include "protocols/base/text.hpp"
#include "tests/unit/imap/account.hpp"

#include <gmock/gmock.h>

#include <string>

namespace pecprobe::test {
namespace {

using namespace std::string_literals;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr std::string_view k_plain_message = "AGNhc2VsbGFAcGVjLmV4YW1wbGUAYXBwLXBhc3N3b3JkLTE=";

std::string greeting_with(std::string_view capabilities) {
  return "* OK [CAPABILITY IMAP4rev1 " + std::string(capabilities) + "] ready\r\n";
}

TEST(ImapLogin, PlainRidesOnTheCommandWithSaslIr) {
  ImapAccount().every_split(
      {{"", k_short_greeting}, {"AUTHENTICATE", "a1 OK in\r\n"}, {"EXAMINE", "* 7 EXISTS\r\na2 OK\r\n"}},
      [](const DialogueFacts& facts, const Conversation& conversation) {
        EXPECT_EQ(facts.stop, Stop::none);
        EXPECT_TRUE(facts.auth.accepted);
        EXPECT_EQ(facts.auth.mechanism, "PLAIN");
        EXPECT_EQ(facts.auth.reply, reply(ReplyStatus::positive, "OK", "", "in", "a1 OK in"));
        EXPECT_THAT(conversation.written, ElementsAre("a1 AUTHENTICATE PLAIN " + std::string(k_plain_message) + "\r\n",
                                                      "a2 EXAMINE INBOX\r\n", "a3 LOGOUT\r\n"));
        EXPECT_THAT(conversation.shown,
                    ElementsAre("a1 AUTHENTICATE PLAIN <password>", "a2 EXAMINE INBOX", "a3 LOGOUT"));
        EXPECT_THAT(conversation.flights, ElementsAre(1U, 2U));
      });
}

TEST(ImapLogin, PlainWaitsToBeAskedWithoutSaslIr) {
  for (const std::string_view challenge : {"+\r\n", "+ \r\n", "+ go ahead\r\n", "+ ====\r\n", "+ [X] y\r\n"}) {
    const std::string greeting = greeting_with("AUTH=PLAIN");
    ImapAccount().every_split(
        {{"", greeting}, {"a1 AUTHENTICATE", challenge}, {"<password>", "a1 OK in\r\n"}, {"EXAMINE", "a2 OK\r\n"}},
        [](const DialogueFacts& facts, const Conversation& conversation) {
          EXPECT_EQ(facts.stop, Stop::none);
          EXPECT_THAT(conversation.written,
                      ElementsAre("a1 AUTHENTICATE PLAIN\r\n", std::string(k_plain_message) + "\r\n",
                                  "a2 EXAMINE INBOX\r\n", "a3 LOGOUT\r\n"));
          EXPECT_EQ(conversation.shown.at(1), "<password>");
        });
  }
}

TEST(ImapLogin, SaslLoginSendsTheNameThenThePassword) {
  for (const std::string_view ask : {"+ VXNlcm5hbWU6\r\n", "+ \r\n", "+ Who?\r\n"}) {
    const std::string greeting = greeting_with("SASL-IR AUTH=XOAUTH2 AUTH=login LOGINDISABLED");
    ImapAccount().every_split(
        {{"", greeting},
         {"a1 AUTHENTICATE LOGIN", ask},
         {"Y2Fz", ask},
         {"<password>", "a1 OK in\r\n"},
         {"EXAMINE", "a2 OK\r\n"}},
        [](const DialogueFacts& facts, const Conversation& conversation) {
          EXPECT_EQ(facts.stop, Stop::none);
          EXPECT_EQ(facts.auth.mechanism, "LOGIN");
          EXPECT_THAT(facts.auth.offered, ElementsAre("XOAUTH2", "LOGIN"));
          EXPECT_FALSE(facts.auth.login_command_offered);
          EXPECT_THAT(conversation.written,
                      ElementsAre("a1 AUTHENTICATE LOGIN\r\n", "Y2FzZWxsYUBwZWMuZXhhbXBsZQ==\r\n",
                                  "YXBwLXBhc3N3b3JkLTE=\r\n", "a2 EXAMINE INBOX\r\n", "a3 LOGOUT\r\n"));
          EXPECT_THAT(conversation.shown, ElementsAre("a1 AUTHENTICATE LOGIN", "Y2FzZWxsYUBwZWMuZXhhbXBsZQ==",
                                                      "<password>", "a2 EXAMINE INBOX", "a3 LOGOUT"));
        });
  }
}

TEST(ImapLogin, TheLoginCommandServesWhereNoMechanismIsCommon) {
  for (const std::string_view capabilities : {"", "AUTH=GSSAPI AUTH=XOAUTH2"}) {
    const std::string greeting = greeting_with(capabilities);
    ImapAccount().every_split({{"", greeting}, {"a1 LOGIN", "a1 OK in\r\n"}, {"EXAMINE", "a2 OK\r\n"}},
                              [](const DialogueFacts& facts, const Conversation& conversation) {
                                EXPECT_EQ(facts.stop, Stop::none);
                                EXPECT_EQ(facts.auth.mechanism, "LOGIN command");
                                EXPECT_TRUE(facts.auth.login_command_offered);
                                EXPECT_EQ(conversation.written.front(),
                                          "a1 LOGIN \"casella@pec.example\" \"app-password-1\"\r\n");
                                EXPECT_EQ(conversation.shown.front(), "a1 LOGIN \"casella@pec.example\" <password>");
                              });
  }
}

TEST(ImapLogin, WithoutAnyMethodThePasswordIsNeverSent) {
  const std::vector<std::pair<std::string, Stop>> cases = {
      {greeting_with("LOGINDISABLED"), Stop::auth_not_offered},
      {greeting_with("LoginDisabled AUTH="), Stop::auth_not_offered},
      {greeting_with("LOGINDISABLED AUTH=GSSAPI"), Stop::auth_mechanism_unsupported},
  };
  for (const auto& [greeting, expected] : cases) {
    ImapAccount().every_split(
        {{"", greeting}}, [&stop = expected](const DialogueFacts& facts, const Conversation& conversation) {
          EXPECT_EQ(facts.stop, stop);
          EXPECT_EQ(facts.stopped_at, Step::authenticate);
          EXPECT_FALSE(facts.auth.attempted);
          EXPECT_FALSE(facts.auth.login_command_offered);
          EXPECT_EQ(facts.auth.mechanism, "");
          EXPECT_THAT(conversation.written, ElementsAre("a1 LOGOUT\r\n"));
          EXPECT_THAT(in_words(conversation.marks),
                      ElementsAre("greeting began", "greeting passed", "capabilities began", "capabilities passed",
                                  "authenticate began", "authenticate failed", "mailbox skipped", "logout began"));
        });
  }
}

TEST(ImapLogin, AnAccentMakesALiteralThatIsAskedFor) {
  const std::string greeting = greeting_with("");
  ImapAccount(TlsMode::implicit, "perch\xC3\xA9-no")
      .every_split({{"", greeting}, {"a1 LOGIN", "+ OK\r\n"}, {"<password>", "a1 OK in\r\n"}, {"EXAMINE", "a2 OK\r\n"}},
                   [](const DialogueFacts& facts, const Conversation& conversation) {
                     EXPECT_EQ(facts.stop, Stop::none);
                     EXPECT_THAT(conversation.written,
                                 ElementsAre("a1 LOGIN \"casella@pec.example\" {10}\r\n", "perch\xC3\xA9-no\r\n",
                                             "a2 EXAMINE INBOX\r\n", "a3 LOGOUT\r\n"));
                     EXPECT_THAT(conversation.shown, ElementsAre("a1 LOGIN \"casella@pec.example\" {…}", "<password>",
                                                                 "a2 EXAMINE INBOX", "a3 LOGOUT"));
                   });
}

TEST(ImapLogin, BothArgumentsMayBeLiterals) {
  const std::string greeting = greeting_with("");
  ImapAccount(TlsMode::implicit, "\xE0\xE8\xEC\xF2\xF9", "societ\xC3\xA0")
      .every_split({{"", greeting},
                    {"a1 LOGIN", "+ \r\n"},
                    {"societ", "+ \r\n"},
                    {"<password>", "a1 OK in\r\n"},
                    {"EXAMINE", "a2 OK\r\n"}},
                   [](const DialogueFacts& facts, const Conversation& conversation) {
                     EXPECT_EQ(facts.stop, Stop::none);
                     EXPECT_THAT(conversation.written,
                                 ElementsAre("a1 LOGIN {8}\r\n", "societ\xC3\xA0 {5}\r\n", "\xE0\xE8\xEC\xF2\xF9\r\n",
                                             "a2 EXAMINE INBOX\r\n", "a3 LOGOUT\r\n"));
                     EXPECT_THAT(conversation.shown, ElementsAre("a1 LOGIN {…}", "societ\xC3\xA0 {…}", "<password>",
                                                                 "a2 EXAMINE INBOX", "a3 LOGOUT"));
                   });
}

TEST(ImapLogin, LiteralPlusSavesTheQuestion) {
  for (const std::string_view capability : {"LITERAL+", "literal-"}) {
    const std::string greeting = greeting_with(capability);
    ImapAccount(TlsMode::implicit, "perch\xC3\xA9-no", "societ\xC3\xA0")
        .every_split({{"", greeting}, {"a1 LOGIN", "a1 OK in\r\n"}, {"EXAMINE", "a2 OK\r\n"}},
                     [](const DialogueFacts& facts, const Conversation& conversation) {
                       EXPECT_EQ(facts.stop, Stop::none);
                       EXPECT_EQ(conversation.written.front(),
                                 "a1 LOGIN {8+}\r\nsociet\xC3\xA0 {10+}\r\nperch\xC3\xA9-no\r\n");
                       EXPECT_EQ(conversation.shown.front(), "a1 LOGIN \"societ\xC3\xA0\" <password>");
                     });
  }
}

TEST(ImapLogin, ARefusedLiteralMeansThatThePasswordWasNeverSent) {
  const std::string greeting = greeting_with("");
  ImapAccount(TlsMode::implicit, "perch\xC3\xA9")
      .every_split({{"", greeting}, {"a1 LOGIN", "a1 NO no literals here\r\n"}},
                   [](const DialogueFacts& facts, const Conversation& conversation) {
                     EXPECT_EQ(facts.stop, Stop::auth_refused);
                     EXPECT_FALSE(facts.auth.attempted);
                     EXPECT_EQ(facts.auth.reply->text, "no literals here");
                     EXPECT_THAT(conversation.shown, ElementsAre("a1 LOGIN \"casella@pec.example\" {…}", "a2 LOGOUT"));
                   });
}

TEST(ImapLogin, AnInitialResponseTooLongForALineWaitsToBeAsked) {
  const std::string password(6200, 'p');
  const std::string message = base64_encode("\0casella@pec.example\0"s + password) + "\r\n";
  ASSERT_GT(message.size(), 8192U);
  ImapAccount(TlsMode::implicit, password)
      .once({{"", k_short_greeting}, {"AUTHENTICATE", "+ \r\n"}, {"<password>", "a1 OK\r\n"}, {"EXAMINE", "a2 OK\r\n"}},
            [&](const DialogueFacts& facts, const Conversation& conversation) {
              EXPECT_EQ(facts.stop, Stop::none);
              EXPECT_THAT(conversation.written,
                          ElementsAre("a1 AUTHENTICATE PLAIN\r\n", message, "a2 EXAMINE INBOX\r\n", "a3 LOGOUT\r\n"));
            });
}

TEST(ImapLogin, TheLongestCommandLineStaysBelow8192Bytes) {
  for (std::size_t size = 6080; size < 6120; ++size) {
    const ImapAccount account(TlsMode::implicit, std::string(size, 'p'));
    account.once({{"", k_short_greeting}}, [&](const DialogueFacts& facts, const Conversation& conversation) {
      const std::string& line = conversation.written.front();
      EXPECT_LT(line.size(), 8192U);
      EXPECT_EQ(facts.auth.attempted, line != "a1 AUTHENTICATE PLAIN\r\n") << size;
    });
  }
}

TEST(ImapLogin, AnOkBeforeThePasswordWasSentProvesNothing) {
  const std::string plain = greeting_with("AUTH=PLAIN");
  const std::string login = greeting_with("AUTH=LOGIN");
  const std::string command = greeting_with("");
  const std::vector<std::vector<ServerTurn>> conversations = {
      {{"", plain}, {"AUTHENTICATE", "a1 OK welcome\r\n"}},
      {{"", login}, {"AUTHENTICATE", "a1 OK welcome\r\n"}},
      {{"", login}, {"AUTHENTICATE", "+ \r\n"}, {"Y2Fz", "a1 OK welcome\r\n"}},
      {{"", command}, {"LOGIN", "a1 OK welcome\r\n"}},
  };
  for (const auto& turns : conversations) {
    const ImapAccount account(TlsMode::implicit, turns.front().sends == command ? "perch\xC3\xA9" : "app-password-1");
    account.every_split(turns, [](const DialogueFacts& facts, const Conversation& conversation) {
      EXPECT_EQ(facts.stop, Stop::preauthenticated);
      EXPECT_EQ(facts.stopped_at, Step::authenticate);
      EXPECT_FALSE(facts.auth.attempted);
      EXPECT_FALSE(facts.auth.accepted);
      EXPECT_EQ(facts.auth.reply->text, "welcome");
      EXPECT_EQ(conversation.shown.back(), "a2 LOGOUT");
    });
  }
}

TEST(ImapLogin, AnswersThatCameBeforeTheLoginCountForNothing) {
  ImapAccount().once({{"", "* OK [CAPABILITY SASL-IR AUTH=PLAIN] ready\r\na1 OK in\r\na2 OK\r\n"}},
                     [](const DialogueFacts& facts, const Conversation& conversation) {
                       EXPECT_EQ(facts.stop, Stop::closed);
                       EXPECT_EQ(facts.stopped_at, Step::authenticate);
                       EXPECT_FALSE(facts.auth.accepted);
                       EXPECT_THAT(conversation.shown, ElementsAre("a1 AUTHENTICATE PLAIN <password>"));
                     });
}

TEST(ImapLogin, ARefusalBehindAChallengeNeedsNoResponse) {
  const std::string greeting = greeting_with("AUTH=PLAIN");
  ImapAccount().once({{"", greeting}, {"AUTHENTICATE", "+ \r\na1 NO too late\r\n"}},
                     [](const DialogueFacts& facts, const Conversation& conversation) {
                       EXPECT_EQ(facts.stop, Stop::auth_refused);
                       EXPECT_FALSE(facts.auth.attempted);
                       EXPECT_THAT(conversation.shown, ElementsAre("a1 AUTHENTICATE PLAIN", "a2 LOGOUT"));
                     });
}

TEST(ImapLogin, AServerThatAsksForMoreIsBrokenOff) {
  for (const std::string_view answer : {"a1 BAD cancelled\r\n", "a1 NO no\r\n", "a1 OK in\r\n"}) {
    ImapAccount().every_split(
        {{"", k_short_greeting}, {"AUTHENTICATE", "+ cGxlYXNl\r\n"}, {"*", answer}},
        [&](const DialogueFacts& facts, const Conversation& conversation) {
          EXPECT_EQ(facts.stop, Stop::protocol_error);
          EXPECT_EQ(facts.stopped_at, Step::authenticate);
          EXPECT_EQ(facts.protocol_error, "the server asks for more after the PLAIN message");
          EXPECT_TRUE(facts.auth.cancelled);
          EXPECT_TRUE(facts.auth.attempted);
          EXPECT_FALSE(facts.auth.accepted);
          EXPECT_EQ(facts.auth.reply->lines.front() + "\r\n", answer);
          EXPECT_THAT(conversation.written,
                      ElementsAre("a1 AUTHENTICATE PLAIN " + std::string(k_plain_message) + "\r\n", "*\r\n"));
        });
  }
}

TEST(ImapLogin, ABrokenOffLoginNeedsNoAnswer) {
  for (const ConnectionEnd end : {ConnectionEnd::closed, ConnectionEnd::timed_out}) {
    ImapAccount().once(
        {{"", k_short_greeting}, {"AUTHENTICATE", "+ \r\n"}},
        [](const DialogueFacts& facts, const Conversation& conversation) {
          EXPECT_EQ(facts.stop, Stop::protocol_error);
          EXPECT_TRUE(facts.auth.cancelled);
          EXPECT_EQ(conversation.shown.back(), "*");
        },
        end);
  }
}

TEST(ImapLogin, AThirdQuestionInSaslLoginIsBrokenOff) {
  const std::string greeting = greeting_with("AUTH=LOGIN");
  ImapAccount().every_split(
      {{"", greeting}, {"AUTHENTICATE", "+ \r\n"}, {"Y2Fz", "+ \r\n"}, {"<password>", "+ \r\n"}, {"*", "a1 BAD\r\n"}},
      [](const DialogueFacts& facts, const Conversation&) {
        EXPECT_EQ(facts.protocol_error, "the server asks a third time in a LOGIN exchange");
        EXPECT_TRUE(facts.auth.cancelled);
      });
}

TEST(ImapLogin, TheLoginCommandCannotBeBrokenOffInGoodOrder) {
  const std::string greeting = greeting_with("");
  ImapAccount().every_split({{"", greeting}, {"LOGIN", "+ more\r\n"}},
                            [](const DialogueFacts& facts, const Conversation& conversation) {
                              EXPECT_EQ(facts.stop, Stop::protocol_error);
                              EXPECT_EQ(facts.protocol_error, "the server asks for more after the whole LOGIN command");
                              EXPECT_FALSE(facts.auth.cancelled);
                              EXPECT_THAT(conversation.flights, ElementsAre(1U));
                            });
}

TEST(ImapLogin, TwoQuestionsAtOnceBreakARule) {
  const std::string greeting = greeting_with("AUTH=LOGIN");
  ImapAccount().once({{"", greeting}, {"AUTHENTICATE", "+ \r\n+ \r\n"}},
                     [](const DialogueFacts& facts, const Conversation& conversation) {
                       EXPECT_EQ(facts.protocol_error, "a continuation request that no command waits for");
                       EXPECT_THAT(conversation.shown, ElementsAre("a1 AUTHENTICATE LOGIN"));
                     });
}

TEST(ImapLogin, APasswordThatLooksLikeACapabilityChangesNoDecision) {
  ImapAccount(TlsMode::implicit, "AUTH")
      .once({{"", "* OK [CAPABILITY LOGINDISABLED AUTH=GSSAPI] ready\r\n"}},
            [](const DialogueFacts& facts, const Conversation&) {
              EXPECT_EQ(facts.stop, Stop::auth_mechanism_unsupported);
            });
}

TEST(ImapLogin, CapabilitiesAfterTheLoginAreKeptFromEitherPlace) {
  for (const std::string_view answer :
       {"a1 OK [CAPABILITY IMAP4rev1 QUOTA] in\r\n", "* CAPABILITY IMAP4rev1 quota\r\na1 OK in\r\n",
        "* CAPABILITY OLD\r\na1 OK [CAPABILITY IMAP4rev1 QUOTA] in\r\n"}) {
    ImapAccount().every_split({{"", k_short_greeting}, {"AUTHENTICATE", answer}, {"EXAMINE", "a2 OK\r\n"}},
                              [](const DialogueFacts& facts, const Conversation& conversation) {
                                EXPECT_THAT(facts.after_login, ElementsAre("IMAP4REV1", "QUOTA"));
                                EXPECT_THAT(facts.after_tls, ElementsAre("IMAP4REV1", "SASL-IR", "AUTH=PLAIN"));
                                EXPECT_THAT(conversation.flights, ElementsAre(1U, 2U));
                              });
  }
}

TEST(ImapLogin, CapabilitiesSentBeforeThePasswordAreNotThoseAfterTheLogin) {
  ImapAccount().every_split({{"", "* OK [CAPABILITY AUTH=PLAIN] ready\r\n* CAPABILITY EARLY\r\n"},
                             {"AUTHENTICATE", "* CAPABILITY LATER\r\n+ \r\n"},
                             {"<password>", "a1 OK\r\n"},
                             {"EXAMINE", "a2 OK\r\n"}},
                            [](const DialogueFacts& facts, const Conversation&) {
                              EXPECT_EQ(facts.stop, Stop::none);
                              EXPECT_THAT(facts.after_login, IsEmpty());
                            });
}

TEST(ImapLogin, ByeAfterABrokenOffLoginIsAFarewell) {
  ImapAccount().every_split({{"", k_short_greeting}, {"AUTHENTICATE", "+ \r\n"}, {"*", "* BYE enough\r\n"}},
                            [](const DialogueFacts& facts, const Conversation&) {
                              EXPECT_EQ(facts.stop, Stop::protocol_error);
                              EXPECT_EQ(facts.farewell->text, "enough");
                              EXPECT_EQ(facts.auth.reply, std::nullopt);
                            });
}

TEST(ImapLogin, CapabilitiesOfARefusedLoginAreNotThoseAfterIt) {
  ImapAccount().every_split(
      {{"", k_short_greeting}, {"AUTHENTICATE", "* CAPABILITY X\r\na1 NO [CAPABILITY Y] no\r\n"}},
      [](const DialogueFacts& facts, const Conversation&) { EXPECT_THAT(facts.after_login, IsEmpty()); });
}

}  // namespace
}  // namespace pecprobe::test
