// The good ways in: AUTH PLAIN, AUTH LOGIN, USER and PASS.
#include "protocols/base/text.hpp"
#include "tests/unit/pop3/pop3_script.hpp"

namespace pecprobe::test {
namespace {

using testing::ElementsAre;

class Pop3Login : public Pop3Test {};

TEST_F(Pop3Login, PlainRidesOnTheCommandWhenTheLineIsShortEnough) {
  const std::string list = capa({"SASL PLAIN LOGIN", "USER"});
  const std::vector<ServerTurn> turns = {
      {"", k_greeting}, {"CAPA", list}, {"AUTH PLAIN", "+OK Logged in.\r\n"}, {"STAT", k_stat}};
  for_every_cut(turns, [&](const DialogueFacts& facts, const Conversation& conversation) {
    EXPECT_EQ(facts.stop, Stop::none);
    EXPECT_EQ(facts.stopped_at, Step::logout);
    EXPECT_TRUE(facts.auth.accepted);
    EXPECT_EQ(facts.auth.mechanism, "PLAIN");
    EXPECT_EQ(facts.auth.reply->text, "Logged in.");
    EXPECT_THAT(facts.auth.offered, ElementsAre("PLAIN", "LOGIN"));
    EXPECT_TRUE(facts.auth.login_command_offered);
    EXPECT_THAT(conversation.written,
                ElementsAre("CAPA\r\n", "AUTH PLAIN " + plain_message() + "\r\n", "STAT\r\n", "QUIT\r\n"));
    EXPECT_THAT(conversation.shown, ElementsAre("CAPA", "AUTH PLAIN <password>", "STAT", "QUIT"));
    EXPECT_THAT(
        told(conversation.marks),
        ElementsAre("greeting began", "greeting passed", "capabilities began", "capabilities passed",
                    "authenticate began", "authenticate passed", "mailbox began", "mailbox passed", "logout began"));
  });
}

TEST_F(Pop3Login, PlainWaitsForTheEmptyChallengeWhenTheLineWouldBeTooLong) {
  use_password(std::string(200, 'p'));
  const std::string list = capa({"SASL PLAIN"});
  for (const std::string_view challenge : {"+\r\n", "+ \r\n", "+ go ahead\r\n"}) {
    const std::vector<ServerTurn> turns = {
        {"", k_greeting}, {"CAPA", list}, {"AUTH PLAIN", challenge}, {"<password>", k_ok}, {"STAT", k_stat}};
    for_every_cut(turns, [&](const DialogueFacts& facts, const Conversation& conversation) {
      EXPECT_EQ(facts.stop, Stop::none);
      EXPECT_THAT(conversation.written,
                  ElementsAre("CAPA\r\n", "AUTH PLAIN\r\n", plain_message() + "\r\n", "STAT\r\n", "QUIT\r\n"));
      EXPECT_THAT(conversation.shown, ElementsAre("CAPA", "AUTH PLAIN", "<password>", "STAT", "QUIT"));
    });
  }
}

TEST_F(Pop3Login, PlainFillsALineOf255OctetsAndNotOneMore) {
  // "AUTH PLAIN " and CRLF leave 242 octets: base64 of at most 180 bytes, of which two NULs and the
  // login are 21.
  const std::string list = capa({"SASL PLAIN"});
  const std::vector<ServerTurn> turns = {{"", k_greeting}, {"CAPA", list}, {"AUTH PLAIN <password>", "-ERR\r\n"}};
  for (const std::size_t length : {std::size_t{159}, std::size_t{160}}) {
    use_password(std::string(length, 'p'));
    const auto dialogue = make();
    const Conversation conversation = play(*dialogue, turns);
    EXPECT_EQ(conversation.written.at(1).size(), length == 159 ? 253U : 12U);
  }
}

TEST_F(Pop3Login, LoginAnswersTwoChallenges) {
  const std::string list = capa({"SASL LOGIN"});
  for (const auto& [name, word] :
       std::vector<std::pair<std::string_view, std::string_view>>{{"+ VXNlcm5hbWU6\r\n", "+ UGFzc3dvcmQ6\r\n"},
                                                                  {"+\r\n", "+ \r\n"},
                                                                  {"+ !not base64!\r\n", "+ Password:\r\n"}}) {
    const std::string user = base64_encode(login());
    const std::vector<ServerTurn> turns = {{"", k_greeting}, {"CAPA", list},       {"AUTH LOGIN", name},
                                           {user, word},     {"<password>", k_ok}, {"STAT", k_stat}};
    for_every_cut(turns, [&](const DialogueFacts& facts, const Conversation& conversation) {
      EXPECT_EQ(facts.stop, Stop::none);
      EXPECT_EQ(facts.auth.mechanism, "LOGIN");
      EXPECT_FALSE(facts.auth.login_command_offered);
      EXPECT_THAT(conversation.written, ElementsAre("CAPA\r\n", "AUTH LOGIN\r\n", user + "\r\n",
                                                    base64_encode(password()) + "\r\n", "STAT\r\n", "QUIT\r\n"));
      EXPECT_THAT(conversation.shown, ElementsAre("CAPA", "AUTH LOGIN", user, "<password>", "STAT", "QUIT"));
    });
  }
}

TEST_F(Pop3Login, UserAndPassWhereNoMechanismIsAnnounced) {
  const std::string list = capa({"TOP", "USER", "UIDL"});
  const std::vector<ServerTurn> turns = {
      {"", k_greeting}, {"CAPA", list}, {"USER", k_ok}, {"PASS", "+OK 3 messages\r\n"}, {"STAT", k_stat}};
  for_every_cut(turns, [&](const DialogueFacts& facts, const Conversation& conversation) {
    EXPECT_EQ(facts.stop, Stop::none);
    EXPECT_EQ(facts.auth.mechanism, "USER/PASS");
    EXPECT_THAT(facts.auth.offered, ElementsAre());
    EXPECT_THAT(conversation.written, ElementsAre("CAPA\r\n", "USER casella@pec.example\r\n", "PASS app-password-1\r\n",
                                                  "STAT\r\n", "QUIT\r\n"));
    EXPECT_THAT(conversation.shown, ElementsAre("CAPA", "USER casella@pec.example", "PASS <password>", "STAT", "QUIT"));
    EXPECT_THAT(conversation.flights, ElementsAre(1, 1, 1, 1, 1));
  });
}

TEST_F(Pop3Login, UserAndPassWhereOnlyUnknownMechanismsStandBesideThem) {
  const std::string list = capa({"SASL GSSAPI XOAUTH2", "USER"});
  const std::vector<ServerTurn> turns = {
      {"", k_greeting}, {"CAPA", list}, {"USER", k_ok}, {"PASS", k_ok}, {"STAT", k_stat}};
  for_every_cut(turns, [&](const DialogueFacts& facts, const Conversation&) {
    EXPECT_EQ(facts.stop, Stop::none);
    EXPECT_EQ(facts.auth.mechanism, "USER/PASS");
    EXPECT_THAT(facts.auth.offered, ElementsAre("GSSAPI", "XOAUTH2"));
  });
}

TEST_F(Pop3Login, ThePasswordWaitsForTheAnswerToUserAlsoWherePipeliningIsOffered) {
  const std::string list = capa({"USER", "PIPELINING"});
  const std::vector<ServerTurn> turns = {{"", k_greeting}, {"CAPA", list}, {"USER", "-ERR no such user\r\n"}};
  for_every_cut(turns, [&](const DialogueFacts& facts, const Conversation& conversation) {
    EXPECT_EQ(facts.stop, Stop::auth_refused);
    EXPECT_FALSE(facts.auth.attempted);
    EXPECT_THAT(conversation.shown, ElementsAre("CAPA", "USER casella@pec.example", "QUIT"));
  });
}

TEST_F(Pop3Login, AnswersAreReadInAnyCaseAndWithBareLineFeeds) {
  const std::vector<ServerTurn> turns = {
      {"", "+ok ready\n"}, {"CAPA", "+Ok\nsasl plain\nUser\n.\n"}, {"AUTH PLAIN", "+oK\n"}, {"STAT", "+ok 0 0\n"}};
  for_every_cut(turns, [&](const DialogueFacts& facts, const Conversation&) {
    EXPECT_EQ(facts.stop, Stop::none);
    EXPECT_THAT(facts.after_tls, ElementsAre("SASL PLAIN", "USER"));
    EXPECT_EQ(facts.greeting->keyword, "+OK");
  });
}

struct SpecialPassword {
  std::string_view what;
  std::string bytes;
};

class Pop3SpecialPassword : public Pop3Test, public testing::WithParamInterface<SpecialPassword> {};

TEST_P(Pop3SpecialPassword, ArrivesAsExactlyTheseBytesInEveryWayOfLoggingIn) {
  use_password(GetParam().bytes);
  const std::string mechanism = capa({"SASL PLAIN"});
  const std::string login_mechanism = capa({"SASL LOGIN"});
  const std::string user = capa({"USER"});
  for_every_cut({{"", k_greeting}, {"CAPA", user}, {"USER", k_ok}, {"PASS", k_ok}, {"STAT", k_stat}},
                [&](const DialogueFacts& facts, const Conversation& conversation) {
                  EXPECT_EQ(facts.stop, Stop::none);
                  EXPECT_EQ(conversation.written.at(2), "PASS " + GetParam().bytes + "\r\n");
                });
  for_every_cut({{"", k_greeting},
                 {"CAPA", login_mechanism},
                 {"AUTH", "+\r\n"},
                 {"=", "+\r\n"},
                 {"<password>", k_ok},
                 {"STAT", k_stat}},
                [&](const DialogueFacts& facts, const Conversation& conversation) {
                  EXPECT_EQ(facts.stop, Stop::none);
                  EXPECT_EQ(conversation.written.at(3), base64_encode(GetParam().bytes) + "\r\n");
                });
  const auto dialogue = make();
  const Conversation conversation =
      play(*dialogue, {{"", k_greeting}, {"CAPA", mechanism}, {"AUTH", "+\r\n"}, {"<password>", k_ok}});
  std::string sent = conversation.written.at(1) == "AUTH PLAIN\r\n" ? conversation.written.at(2)
                                                                    : conversation.written.at(1).substr(11);
  sent.resize(sent.size() - 2);
  EXPECT_EQ(base64_decode(sent), std::string{'\0'} + login() + '\0' + GetParam().bytes);
}

INSTANTIATE_TEST_SUITE_P(Passwords, Pop3SpecialPassword,
                         testing::Values(SpecialPassword{"Quotes", R"(a"b'c"d)"},
                                         SpecialPassword{"Backslashes", R"(\a\\b\)"},
                                         SpecialPassword{"AccentsInUtf8", "perch\xC3\xA9-citt\xC3\xA0"},
                                         SpecialPassword{"AccentsInLatin1", "perch\xE9-citt\xE0"},
                                         SpecialPassword{"BlanksAtBothEnds", "  two words  "},
                                         SpecialPassword{"ShellCharacters", "$a %b &c ;d"},
                                         SpecialPassword{"TwoHundredCharacters", std::string(199, 'x') + "!"},
                                         SpecialPassword{"Stars", "****"}),
                         [](const auto& test) { return std::string(test.param.what); });

}  // namespace
}  // namespace pecprobe::test
