// AUTH as it should be, and what is no login.
#include "protocols/base/text.hpp"
#include "tests/unit/smtp/smtp_talk.hpp"

#include <gmock/gmock.h>

namespace pecprobe::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr ServerTurn k_hello_login_only = {"EHLO", "250-x\r\n250 AUTH LOGIN\r\n"};
constexpr std::string_view k_login_base64 = "Y2FzZWxsYUBwZWMuZXhhbXBsZQ==";  // casella@pec.example
constexpr ServerTurn k_asks_user = {"AUTH LOGIN", "334 VXNlcm5hbWU6\r\n"};
constexpr ServerTurn k_asks_password = {k_login_base64, "334 UGFzc3dvcmQ6\r\n"};

const auto k_opened =
    steps({step(Step::greeting, StepMark::Event::passed), step(Step::capabilities, StepMark::Event::passed)});

TEST(SmtpLogin, GoesOnTheCommandLineAndIsAccepted) {
  converse(SmtpCase{}, {k_greeting, k_hello, k_accepts}, [](const auto& facts, const auto& conversation) {
    EXPECT_EQ(facts.stop, Stop::none);
    EXPECT_EQ(facts.auth.mechanism, "PLAIN");
    EXPECT_THAT(facts.auth.offered, ElementsAre("PLAIN", "LOGIN"));
    EXPECT_TRUE(facts.auth.attempted);
    EXPECT_TRUE(facts.auth.accepted);
    EXPECT_FALSE(facts.auth.cancelled);
    ASSERT_TRUE(facts.auth.reply);
    EXPECT_EQ(facts.auth.reply->enhanced, "2.7.0");
    EXPECT_THAT(facts.before_tls, IsEmpty());
    EXPECT_THAT(facts.after_tls, ElementsAre("SIZE 1048576", "AUTH PLAIN LOGIN"));
    EXPECT_THAT(conversation.written,
                ElementsAre("EHLO [127.0.0.1]\r\n", "AUTH PLAIN " + std::string(k_plain_message) + "\r\n", "QUIT\r\n"));
    EXPECT_THAT(conversation.shown, ElementsAre("EHLO [127.0.0.1]", "AUTH PLAIN <password>", "QUIT"));
    EXPECT_THAT(conversation.flights, ElementsAre(1, 1, 1));
    EXPECT_EQ(conversation.next, Next::finish);
    EXPECT_EQ(conversation.marks, steps({k_opened, step(Step::authenticate, StepMark::Event::passed), {k_leaving}}));
  });
}

TEST(SmtpLogin, IsAcceptedBy235WithoutAText) {
  for (const std::string_view answer : {"235\r\n", "235 \r\n", "235-2.7.0\r\n235 2.7.0 ok\r\n"}) {
    converse(SmtpCase{}, {k_greeting, k_hello, {"AUTH PLAIN", answer}},
             [](const auto& facts, const auto&) { EXPECT_TRUE(facts.auth.accepted); });
  }
}

TEST(SmtpLogin, AnswersTheChallengesOfLogin) {
  converse(SmtpCase{}, {k_greeting, k_hello_login_only, k_asks_user, k_asks_password, {"<password>", "235 ok\r\n"}},
           [](const auto& facts, const auto& conversation) {
             EXPECT_EQ(facts.stop, Stop::none);
             EXPECT_EQ(facts.auth.mechanism, "LOGIN");
             EXPECT_TRUE(facts.auth.accepted);
             EXPECT_THAT(conversation.written,
                         ElementsAre("EHLO [127.0.0.1]\r\n", "AUTH LOGIN\r\n", std::string(k_login_base64) + "\r\n",
                                     "YXBwLXBhc3N3b3JkLTE=\r\n", "QUIT\r\n"));
             EXPECT_THAT(conversation.shown, ElementsAre("EHLO [127.0.0.1]", "AUTH LOGIN", std::string(k_login_base64),
                                                         "<password>", "QUIT"));
           });
}

TEST(SmtpLogin, DoesNotMindOddChallenges) {
  for (const std::string_view challenge :
       {"334\r\n", "334 \r\n", "334 User Name\r\n", "334 ====\r\n", "334 VXNl\xFF\r\n"}) {
    converse(SmtpCase{},
             {k_greeting,
              k_hello_login_only,
              {"AUTH LOGIN", challenge},
              {k_login_base64, challenge},
              {"<password>", "235 ok\r\n"}},
             [](const auto& facts, const auto&) { EXPECT_TRUE(facts.auth.accepted); });
  }
}

TEST(SmtpLogin, FindsItsMechanismInTheOlderFormOfTheKeyword) {
  converse(SmtpCase{}, {k_greeting, {"EHLO", "250-x\r\n250 auth=login plain\r\n"}, k_accepts},
           [](const auto& facts, const auto&) {
             EXPECT_TRUE(facts.auth.accepted);
             EXPECT_THAT(facts.auth.offered, ElementsAre("LOGIN", "PLAIN"));
           });
}

std::string plain_message(std::string_view login, std::string_view password) {
  return std::string{'\0'} + std::string(login) + std::string{'\0'} + std::string(password);
}

TEST(SmtpLogin, CarriesEveryPasswordExactly) {
  const std::string many_signs = [] {
    std::string signs;
    for (int i = 0; i < 200; ++i) {
      signs += static_cast<char>('!' + i % 94);
    }
    return signs;
  }();
  const std::vector<std::string> passwords = {R"(say "hi" to \o/)",
                                              "pàsswörd€ñ",
                                              "  blanks at both ends  ",
                                              "$ % & ; | ` * ?",
                                              std::string(200, 'x'),
                                              many_signs,
                                              "\xFF\xFE\x01",
                                              "\t"};
  for (const std::string& password : passwords) {
    const SmtpCase plain{TlsMode::implicit, password};
    converse_once(plain, {k_greeting, k_hello, k_accepts}, [&](const auto& facts, const auto& conversation) {
      EXPECT_TRUE(facts.auth.accepted);
      const std::string message = base64_encode(plain_message("casella@pec.example", password));
      EXPECT_EQ(conversation.written.at(1), "AUTH PLAIN " + message + "\r\n");
    });
    converse_once(plain, {k_greeting, k_hello_login_only, k_asks_user, k_asks_password, {"<password>", "235 ok\r\n"}},
                  [&](const auto& facts, const auto& conversation) {
                    EXPECT_TRUE(facts.auth.accepted);
                    EXPECT_EQ(conversation.written.at(3), base64_encode(password) + "\r\n");
                  });
  }
}

/// A password that makes the AUTH PLAIN line `line` bytes long, CRLF included, with the login "u".
std::string password_for_line(std::size_t line) {
  const std::size_t encoded = line - std::string_view{"AUTH PLAIN \r\n"}.size();
  return std::string(encoded / 4 * 3 - 3, 'p');
}

TEST(SmtpLogin, FillsTheCommandLineUpToItsLimit) {
  const std::string password = password_for_line(509);  // base64 grows by four: the next longer line has 513 bytes
  const SmtpCase longest{TlsMode::implicit, password, "u"};
  converse_once(longest, {k_greeting, k_hello, k_accepts}, [&](const auto& facts, const auto& conversation) {
    EXPECT_TRUE(facts.auth.accepted);
    EXPECT_EQ(conversation.written.at(1).size(), 509U);
    EXPECT_EQ(conversation.shown.at(1), "AUTH PLAIN <password>");
  });
}

TEST(SmtpLogin, WaitsForTheChallengeWhenTheCommandLineWouldBeTooLong) {
  const std::string password = password_for_line(509) + "p";
  converse(SmtpCase{TlsMode::implicit, password, "u"},
           {k_greeting, k_hello, {"AUTH PLAIN", "334 \r\n"}, {"<password>", "235 ok\r\n"}},
           [&](const auto& facts, const auto& conversation) {
             EXPECT_TRUE(facts.auth.accepted);
             EXPECT_THAT(conversation.written,
                         ElementsAre("EHLO [127.0.0.1]\r\n", "AUTH PLAIN\r\n",
                                     base64_encode(plain_message("u", password)) + "\r\n", "QUIT\r\n"));
             EXPECT_THAT(conversation.shown, ElementsAre("EHLO [127.0.0.1]", "AUTH PLAIN", "<password>", "QUIT"));
           });
}

TEST(SmtpLogin, IsNotTriedWhereAuthIsNotOffered) {
  for (const std::string_view hello :
       {"250 x\r\n", "250-x\r\n250 SIZE 10\r\n", "250-x\r\n250 AUTH\r\n", "250-AUTH PLAIN\r\n250 DSN\r\n"}) {
    converse(SmtpCase{}, {k_greeting, {"EHLO", hello}}, [](const auto& facts, const auto& conversation) {
      EXPECT_EQ(facts.stop, Stop::auth_not_offered);
      EXPECT_EQ(facts.stopped_at, Step::authenticate);
      EXPECT_EQ(facts.auth.mechanism, "");
      EXPECT_THAT(conversation.shown, ElementsAre("EHLO [127.0.0.1]", "QUIT"));
      EXPECT_EQ(conversation.marks, steps({k_opened, step(Step::authenticate, StepMark::Event::failed), {k_leaving}}));
    });
  }
}

TEST(SmtpLogin, IsNotTriedWithoutAMechanismInCommon) {
  converse(SmtpCase{}, {k_greeting, {"EHLO", "250-x\r\n250 AUTH XOAUTH2 GSSAPI PLAINX\r\n"}},
           [](const auto& facts, const auto& conversation) {
             EXPECT_EQ(facts.stop, Stop::auth_mechanism_unsupported);
             EXPECT_EQ(facts.stopped_at, Step::authenticate);
             EXPECT_THAT(facts.auth.offered, ElementsAre("XOAUTH2", "GSSAPI", "PLAINX"));
             EXPECT_THAT(conversation.shown, ElementsAre("EHLO [127.0.0.1]", "QUIT"));
           });
}

TEST(SmtpLogin, ThatIsAcceptedBeforeThePasswordProvesNothing) {
  const std::string long_password(500, 'p');
  const SmtpCase login_case{};
  const SmtpCase long_case{TlsMode::implicit, long_password};
  const auto proves_nothing = [](const auto& facts, const auto& conversation) {
    EXPECT_EQ(facts.stop, Stop::preauthenticated);
    EXPECT_EQ(facts.stopped_at, Step::authenticate);
    EXPECT_FALSE(facts.auth.attempted);
    EXPECT_FALSE(facts.auth.accepted);
    ASSERT_TRUE(facts.auth.reply);
    EXPECT_EQ(facts.auth.reply->code, 235);
    EXPECT_EQ(conversation.shown.back(), "QUIT");
  };
  converse(login_case, {k_greeting, k_hello_login_only, {"AUTH LOGIN", "235 come in\r\n"}}, proves_nothing);
  converse(login_case, {k_greeting, k_hello_login_only, k_asks_user, {k_login_base64, "235 come in\r\n"}},
           proves_nothing);
  converse(long_case, {k_greeting, k_hello, {"AUTH PLAIN", "235 come in\r\n"}}, proves_nothing);
}

TEST(SmtpLogin, IsAcceptedByNoOtherPositiveCode) {
  for (const std::string_view answer : {"250 ok\r\n", "200 ok\r\n", "220 ok\r\n", "236 ok\r\n"}) {
    converse(SmtpCase{}, {k_greeting, k_hello, {"AUTH PLAIN", answer}}, [](const auto& facts, const auto&) {
      EXPECT_EQ(facts.stop, Stop::preauthenticated);
      EXPECT_FALSE(facts.auth.accepted);
    });
  }
}

TEST(SmtpLogin, IsNotAcceptedByAnAnswerThatWasThereBeforeThePassword) {
  converse_once(SmtpCase{}, {k_greeting, {"EHLO", "250-x\r\n250 AUTH PLAIN\r\n235 ok\r\n"}},
                [](const auto& facts, const auto& conversation) {
                  EXPECT_EQ(facts.stop, Stop::protocol_error);
                  EXPECT_EQ(facts.stopped_at, Step::authenticate);
                  EXPECT_FALSE(facts.auth.attempted);
                  EXPECT_THAT(conversation.shown, ElementsAre("EHLO [127.0.0.1]"));
                });
  converse_once(SmtpCase{},
                {k_greeting, k_hello_login_only, k_asks_user, {k_login_base64, "334 UGFzc3dvcmQ6\r\n235 ok\r\n"}},
                [](const auto& facts, const auto&) {
                  EXPECT_EQ(facts.stop, Stop::protocol_error);
                  EXPECT_FALSE(facts.auth.attempted);
                });
}

TEST(SmtpLogin, IsBrokenOffWhenTheChallengesDoNotEnd) {
  constexpr ServerTurn k_asks_again = {"<password>", "334 \r\n"};
  const auto broken_off = [](const auto& facts, const auto& conversation) {
    EXPECT_EQ(facts.stop, Stop::protocol_error);
    EXPECT_EQ(facts.stopped_at, Step::authenticate);
    EXPECT_TRUE(facts.auth.cancelled);
    EXPECT_TRUE(facts.auth.attempted);
    EXPECT_FALSE(facts.auth.accepted);
    EXPECT_NE(facts.protocol_error, "");
    EXPECT_EQ(conversation.shown.back(), "*");
    EXPECT_EQ(conversation.next, Next::finish);
  };
  converse(SmtpCase{}, {k_greeting, k_hello, {"AUTH PLAIN", "334 \r\n"}}, broken_off);
  converse(SmtpCase{}, {k_greeting, k_hello_login_only, k_asks_user, k_asks_password, k_asks_again}, broken_off);
}

TEST(SmtpLogin, IsContinuedByNoOtherCodeThan334) {
  for (const std::string_view answer : {"300 x\r\n", "354 go ahead\r\n", "335 x\r\n"}) {
    converse(SmtpCase{}, {k_greeting, k_hello, {"AUTH PLAIN", answer}},
             [](const auto& facts, const auto& conversation) {
               EXPECT_EQ(facts.stop, Stop::protocol_error);
               EXPECT_FALSE(facts.auth.accepted);
               EXPECT_EQ(conversation.shown.back(), "AUTH PLAIN <password>");
             });
  }
}

TEST(SmtpQuit, IsNotedWhenItsAnswerArrivesWhileLeaving) {
  const SmtpCase smtp_case;
  const auto dialogue = smtp_case.make();
  ASSERT_EQ(play(*dialogue, {k_greeting, k_hello, k_accepts}).next, Next::finish);
  EXPECT_FALSE(dialogue->facts().farewell_answered);
  const Wants half = dialogue->on_bytes("221 2.0.0 By");
  EXPECT_EQ(half.next, Next::finish);
  EXPECT_THAT(half.marks, IsEmpty());
  const Wants wants = dialogue->on_bytes("e\r\n");
  EXPECT_EQ(wants.next, Next::finish);
  EXPECT_TRUE(wants.flight.empty());
  EXPECT_THAT(wants.marks, ElementsAre(StepMark{Step::logout, StepMark::Event::passed}));
  EXPECT_TRUE(dialogue->facts().farewell_answered);
  EXPECT_THAT(dialogue->on_end(ConnectionEnd::closed).marks, IsEmpty());
  EXPECT_EQ(dialogue->facts().stop, Stop::none);
}

TEST(SmtpQuit, ThatIsNotAnsweredChangesNoVerdict) {
  for (const std::string_view leaving : {"", "500 what\r\n", "535 no\r\n", "garbage\r\n", "421 bye\r\n", "22"}) {
    const SmtpCase smtp_case;
    const auto dialogue = smtp_case.make();
    ASSERT_EQ(play(*dialogue, {k_greeting, k_hello, k_accepts}).next, Next::finish);
    EXPECT_EQ(dialogue->on_bytes(leaving).next, Next::finish);
    const Wants wants = dialogue->on_end(ConnectionEnd::timed_out);
    EXPECT_EQ(wants.next, Next::finish);
    EXPECT_THAT(wants.marks, ElementsAre(StepMark{Step::logout, StepMark::Event::failed}));
    EXPECT_EQ(dialogue->facts().stop, Stop::none);
    EXPECT_TRUE(dialogue->facts().auth.accepted);
    EXPECT_FALSE(dialogue->facts().farewell_answered);
    EXPECT_EQ(dialogue->facts().farewell.has_value(), leaving.starts_with("421"));
  }
}

}  // namespace
}  // namespace pecprobe::test
