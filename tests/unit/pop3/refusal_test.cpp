// Logins that are refused, or that nothing was offered for.
#include "protocols/base/text.hpp"
#include "tests/unit/pop3/pop3_script.hpp"

namespace pecprobe::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class Pop3Refusal : public Pop3Test {};

TEST_F(Pop3Refusal, OfThePasswordIsReportedWithTheServersWordsAndSaysFarewell) {
  const std::string list = capa({"SASL PLAIN"});
  const std::vector<ServerTurn> turns = {
      {"", k_greeting}, {"CAPA", list}, {"AUTH PLAIN", "-ERR Authentication failed.\r\n"}};
  for_every_cut(turns, [&](const DialogueFacts& facts, const Conversation& conversation) {
    EXPECT_EQ(facts.stop, Stop::auth_refused);
    EXPECT_EQ(facts.stopped_at, Step::authenticate);
    EXPECT_TRUE(facts.auth.attempted);
    EXPECT_FALSE(facts.auth.accepted);
    Reply expected;
    expected.status = ReplyStatus::negative;
    expected.keyword = "-ERR";
    expected.text = "Authentication failed.";
    expected.lines = {"-ERR Authentication failed."};
    EXPECT_EQ(facts.auth.reply, expected);
    EXPECT_THAT(conversation.shown, ElementsAre("CAPA", "AUTH PLAIN <password>", "QUIT"));
    EXPECT_THAT(told(conversation.marks),
                ElementsAre("greeting began", "greeting passed", "capabilities began", "capabilities passed",
                            "authenticate began", "authenticate failed", "logout began"));
  });
}

TEST_F(Pop3Refusal, AtPassComesAfterTheUserNameWasTaken) {
  const std::string list = capa({"USER"});
  const std::vector<ServerTurn> turns = {
      {"", k_greeting}, {"CAPA", list}, {"USER", k_ok}, {"PASS", "-ERR invalid user or password\r\n"}};
  for_every_cut(turns, [&](const DialogueFacts& facts, const Conversation& conversation) {
    EXPECT_EQ(facts.stop, Stop::auth_refused);
    EXPECT_TRUE(facts.auth.attempted);
    EXPECT_THAT(conversation.shown, ElementsAre("CAPA", "USER casella@pec.example", "PASS <password>", "QUIT"));
  });
}

TEST_F(Pop3Refusal, AtUserKeepsTheReplyAndSendsNoPassword) {
  const std::string list = capa({"USER"});
  const std::vector<ServerTurn> turns = {
      {"", k_greeting}, {"CAPA", list}, {"USER", "-ERR [AUTH] Plaintext authentication disallowed\r\n"}};
  for_every_cut(turns, [&](const DialogueFacts& facts, const Conversation& conversation) {
    EXPECT_EQ(facts.stop, Stop::auth_refused);
    EXPECT_EQ(facts.stopped_at, Step::authenticate);
    EXPECT_FALSE(facts.auth.attempted);
    EXPECT_EQ(facts.auth.reply->response_code, "AUTH");
    EXPECT_EQ(facts.auth.reply->text, "Plaintext authentication disallowed");
    EXPECT_THAT(conversation.shown, ElementsAre("CAPA", "USER casella@pec.example", "QUIT"));
  });
}

TEST_F(Pop3Refusal, CarriesItsResponseCodeInUpperCaseAlsoWhereNoneWereAnnounced) {
  const std::string list = capa({"SASL PLAIN"});
  for (const std::string_view code : {"AUTH", "SYS/TEMP", "SYS/PERM", "IN-USE", "LOGIN-DELAY"}) {
    const std::string answer = "-ERR [" + ascii_lower(code) + "] Why not.\r\n";
    const std::vector<ServerTurn> turns = {{"", k_greeting}, {"CAPA", list}, {"AUTH PLAIN", answer}};
    for_every_cut(turns, [&](const DialogueFacts& facts, const Conversation&) {
      EXPECT_EQ(facts.stop, Stop::auth_refused);
      EXPECT_EQ(facts.auth.reply->response_code, code);
      EXPECT_EQ(facts.auth.reply->text, "Why not.");
    });
  }
}

TEST_F(Pop3Refusal, OfTheMechanismBeforeThePasswordIsNoAttempt) {
  const std::string list = capa({"SASL LOGIN"});
  const std::vector<ServerTurn> turns = {{"", k_greeting}, {"CAPA", list}, {"AUTH LOGIN", "-ERR [SYS/TEMP] later\r\n"}};
  for_every_cut(turns, [&](const DialogueFacts& facts, const Conversation& conversation) {
    EXPECT_EQ(facts.stop, Stop::auth_refused);
    EXPECT_FALSE(facts.auth.attempted);
    EXPECT_FALSE(facts.auth.cancelled);
    EXPECT_THAT(conversation.shown, ElementsAre("CAPA", "AUTH LOGIN", "QUIT"));
  });
}

TEST_F(Pop3Refusal, NothingOfferedInsideTlsIsSaidSo) {
  for (const std::string& list : {capa({"TOP", "UIDL"}), capa({}), capa({"SASL", "TOP"})}) {
    const std::vector<ServerTurn> turns = {{"", k_greeting}, {"CAPA", list}};
    for_every_cut(turns, [&](const DialogueFacts& facts, const Conversation& conversation) {
      EXPECT_EQ(facts.stop, Stop::auth_not_offered);
      EXPECT_EQ(facts.stopped_at, Step::authenticate);
      EXPECT_FALSE(facts.auth.attempted);
      EXPECT_FALSE(facts.auth.login_command_offered);
      EXPECT_EQ(facts.auth.mechanism, "");
      EXPECT_THAT(conversation.shown, ElementsAre("CAPA", "QUIT"));
    });
  }
}

TEST_F(Pop3Refusal, NothingOfferedInClearTextNeedsTls) {
  use_tls(TlsMode::starttls_if_offered);
  for (const std::string& list : {capa({"TOP", "UIDL"}), capa({"SASL", "TOP"})}) {
    const std::vector<ServerTurn> turns = {{"", k_greeting}, {"CAPA", list}};
    for_every_cut(turns, [&](const DialogueFacts& facts, const Conversation& conversation) {
      EXPECT_EQ(facts.stop, Stop::auth_needs_tls);
      EXPECT_EQ(facts.stopped_at, Step::authenticate);
      EXPECT_THAT(conversation.shown, ElementsAre("CAPA", "QUIT"));
    });
  }
}

TEST_F(Pop3Refusal, OnlyUnknownMechanismsHaveNothingInCommonWithUs) {
  const std::string list = capa({"SASL GSSAPI DIGEST-MD5", "SASL XPLAIN"});
  for_every_cut({{"", k_greeting}, {"CAPA", list}}, [&](const DialogueFacts& facts, const Conversation& conversation) {
    EXPECT_EQ(facts.stop, Stop::auth_mechanism_unsupported);
    EXPECT_EQ(facts.stopped_at, Step::authenticate);
    EXPECT_FALSE(facts.auth.attempted);
    EXPECT_THAT(facts.auth.offered, ElementsAre("GSSAPI", "DIGEST-MD5", "XPLAIN"));
    EXPECT_THAT(conversation.shown, ElementsAre("CAPA", "QUIT"));
  });
}

TEST_F(Pop3Refusal, AnOkBeforeThePasswordWasSentProvesNothing) {
  use_password(std::string(200, 'p'));
  const std::string plain = capa({"SASL PLAIN"});
  const std::string login_mechanism = capa({"SASL LOGIN"});
  const std::vector<std::vector<ServerTurn>> servers = {
      {{"", k_greeting}, {"CAPA", plain}, {"AUTH", "+OK welcome\r\n"}},
      {{"", k_greeting}, {"CAPA", login_mechanism}, {"AUTH", "+OK welcome\r\n"}},
      {{"", k_greeting}, {"CAPA", login_mechanism}, {"AUTH", "+\r\n"}, {"=", "+OK welcome\r\n"}}};
  for (const auto& turns : servers) {
    for_every_cut(turns, [&](const DialogueFacts& facts, const Conversation& conversation) {
      EXPECT_EQ(facts.stop, Stop::preauthenticated);
      EXPECT_EQ(facts.stopped_at, Step::authenticate);
      EXPECT_FALSE(facts.auth.attempted);
      EXPECT_FALSE(facts.auth.accepted);
      EXPECT_EQ(facts.auth.reply->text, "welcome");
      EXPECT_EQ(conversation.shown.back(), "QUIT");
    });
  }
}

TEST_F(Pop3Refusal, ASecondChallengeAfterThePlainMessageIsCancelled) {
  const std::string list = capa({"SASL PLAIN"});
  const std::vector<ServerTurn> turns = {{"", k_greeting}, {"CAPA", list}, {"AUTH PLAIN", "+ more\r\n"}};
  for_every_cut(turns, [&](const DialogueFacts& facts, const Conversation& conversation) {
    EXPECT_EQ(facts.stop, Stop::protocol_error);
    EXPECT_EQ(facts.stopped_at, Step::authenticate);
    EXPECT_TRUE(facts.auth.attempted);
    EXPECT_TRUE(facts.auth.cancelled);
    EXPECT_EQ(facts.auth.reply->lines, std::vector<std::string>{"+ more"});
    EXPECT_EQ(facts.protocol_error, "the server asks for more after the PLAIN message");
    EXPECT_THAT(conversation.written.back(), "*\r\n");
  });
}

TEST_F(Pop3Refusal, EndlessChallengesAreCancelledAfterThePassword) {
  const std::string list = capa({"SASL LOGIN"});
  const std::vector<ServerTurn> turns = {{"", k_greeting},          {"CAPA", list},
                                         {"AUTH LOGIN", "+ 1\r\n"}, {"=", "+ 2\r\n"},
                                         {"<password>", "+ 3\r\n"}, {"*", "+ 4\r\n"}};
  for_every_cut(turns, [&](const DialogueFacts& facts, const Conversation& conversation) {
    EXPECT_EQ(facts.stop, Stop::protocol_error);
    EXPECT_TRUE(facts.auth.cancelled);
    EXPECT_EQ(facts.protocol_error, "the server asks a third time in a LOGIN exchange");
    EXPECT_EQ(conversation.shown.back(), "*");
    EXPECT_EQ(conversation.unused_turns, 1U);
  });
}

TEST_F(Pop3Refusal, AChallengeInAnswerToUserOrPassBreaksTheProtocol) {
  const std::string list = capa({"USER"});
  for (const auto& turns : std::vector<std::vector<ServerTurn>>{
           {{"", k_greeting}, {"CAPA", list}, {"USER", "+ go on\r\n"}},
           {{"", k_greeting}, {"CAPA", list}, {"USER", k_ok}, {"PASS", "+ go on\r\n"}}}) {
    for_every_cut(turns, [&](const DialogueFacts& facts, const Conversation&) {
      EXPECT_EQ(facts.stop, Stop::protocol_error);
      EXPECT_EQ(facts.stopped_at, Step::authenticate);
      EXPECT_FALSE(facts.auth.cancelled);
      EXPECT_EQ(facts.protocol_error, "a challenge in answer to USER or PASS");
    });
  }
}

}  // namespace
}  // namespace pecprobe::test
