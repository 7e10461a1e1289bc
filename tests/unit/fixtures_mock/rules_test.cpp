#include "fixtures/mock/conversation.hpp"
#include "fixtures/mock/mail/encoding.hpp"
#include "tests/unit/fixtures_mock/raw_client.hpp"

#include <gmock/gmock.h>

namespace pecmock::test {
namespace {

TEST(ARule, AnswersInThePlaceOfTheServer) {
  Playing mock("imap { on NOOP reply \"NO not ${tag}\" \"* 3 EXISTS\" }");
  auto client = mock.secure(Protocol::imap);
  EXPECT_EQ(client->ask("x NOOP"), "x NO not x");
  EXPECT_EQ(client->line(), "* 3 EXISTS");
  EXPECT_EQ(client->ask("y ID NIL"), "* ID (\"name\" \"pecmock\")");
}

TEST(ARule, IsUsedUpAfterItsTimesOverAllConnections) {
  Playing mock("imap {\n on NOOP reply \"NO one\" times 1\n on NOOP reply \"NO two\" times 2\n}");
  auto first = mock.secure(Protocol::imap);
  auto second = mock.secure(Protocol::imap);
  EXPECT_EQ(first->ask("a NOOP"), "a NO one");
  EXPECT_EQ(second->ask("a NOOP"), "a NO two");
  EXPECT_EQ(first->ask("b NOOP"), "b NO two");
  EXPECT_EQ(second->ask("b NOOP"), "b OK NOOP completed");
}

TEST(ARule, HoldsForAnyCommand) {
  Playing mock("smtp { on any reply \"421 4.3.2 closing\" drop }");
  auto client = mock.secure(Protocol::smtp);
  EXPECT_EQ(client->ask("EHLO x"), "421 4.3.2 closing");
  EXPECT_EQ(client->line(), "END");
}

TEST(ARule, HoldsOnItsSideOfTlsOnly) {
  Playing mock(
      "pop3 { on before_tls CAPA reply \"-ERR before\"\n on inside_tls CAPA reply \"-ERR inside\" "
      "}");
  auto client = mock.plain(Protocol::pop3);
  EXPECT_EQ(client->ask("CAPA"), "-ERR before");
  static_cast<void>(client->ask("STLS"));
  client->start_tls();
  EXPECT_EQ(client->ask("CAPA"), "-ERR inside");
}

TEST(ARuleForTheVerdict, HoldsHoweverTheClientLogsIn) {
  Playing mock("imap { on verdict reply \"NO [UNAVAILABLE] not now\" }");
  const std::string response = plain_response("casella@pec.example", "app-password-1");
  auto client = mock.secure(Protocol::imap);
  EXPECT_EQ(client->ask("a LOGIN casella@pec.example app-password-1"), "a NO [UNAVAILABLE] not now");
  EXPECT_EQ(client->ask("b AUTHENTICATE PLAIN " + response), "b NO [UNAVAILABLE] not now");
  EXPECT_EQ(client->ask("c AUTHENTICATE PLAIN"), "+ ");
  EXPECT_EQ(client->ask(response), "c NO [UNAVAILABLE] not now");
  EXPECT_EQ(client->ask("d NAMESPACE"), "d BAD Log in first");
  EXPECT_EQ(mock.server.journal().count(JournalEntry::Kind::login), 3U);
}

TEST(ARuleForTheVerdict, MayGoOnAfterTheHonestAnswer) {
  Playing mock("pop3 { on verdict answer drop }");
  auto client = mock.secure(Protocol::pop3);
  EXPECT_EQ(login_answer(*client, Protocol::pop3), "+OK Logged in");
  EXPECT_EQ(client->line(), "END");
}

TEST(ARuleForTheVerdict, LeavesNoSessionBehindWhenItRefuses) {
  Playing mock("pop3 { on verdict reply \"-ERR no\" times 1 }");
  auto client = mock.secure(Protocol::pop3);
  EXPECT_EQ(login_answer(*client, Protocol::pop3), "-ERR no");
  EXPECT_EQ(login_answer(*mock.secure(Protocol::pop3), Protocol::pop3), "+OK Logged in");
}

TEST(ARuleWithAChallenge, GetsAResponseAndNoCommand) {
  Playing mock(
      "imap {\n on AUTHENTICATE reply \"+ AAAA\"\n on response reply \"+ BBBB\" times 1\n on "
      "response reply \"OK fine\"\n}");
  auto client = mock.secure(Protocol::imap);
  EXPECT_EQ(client->ask("a AUTHENTICATE PLAIN"), "+ AAAA");
  EXPECT_EQ(client->ask(plain_response("casella@pec.example", "secret")), "+ BBBB");
  EXPECT_EQ(client->ask("b2theR=="), "a OK fine");
  EXPECT_EQ(client->ask("b NOOP"), "b OK NOOP completed");
  for (const std::string& text : mock.server.journal().commands(Protocol::imap)) {
    EXPECT_THAT(text, testing::Not(testing::HasSubstr(plain_response("casella@pec.example", "secret"))));
  }
  EXPECT_EQ(mock.server.journal().count(JournalEntry::Kind::login), 1U);
}

TEST(ARuleThatSaysYesToAuth, IsNotTakenForAChallenge) {
  Playing mock("pop3 { on AUTH reply \"+OK Logged in\" }");
  auto client = mock.secure(Protocol::pop3);
  EXPECT_EQ(client->ask("AUTH LOGIN"), "+OK Logged in");
  EXPECT_EQ(client->ask("QUIT"), "+OK Logging out");
  EXPECT_EQ(mock.server.journal().count(JournalEntry::Kind::login), 0U);
}

TEST(ARuleForTheGreeting, ReplacesItOnOnePort) {
  Playing mock("imap { greeting before_tls \"* PREAUTH welcome\" }");
  EXPECT_EQ(mock.bare(Protocol::imap, Encryption::starttls)->line(), "* PREAUTH welcome");
  auto client = mock.bare(Protocol::imap, Encryption::implicit);
  client->start_tls();
  EXPECT_EQ(client->line().substr(0, 5), "* OK ");
}

TEST(ARule, EndsAConnectionInThreeWays) {
  Playing mock("imap { on NOOP drop\n on ID cut\n on CAPABILITY reset }");
  auto dropped = mock.secure(Protocol::imap);
  dropped->say("a NOOP");
  EXPECT_EQ(dropped->wait_for_end(), Left::closed);
  EXPECT_TRUE(dropped->was_told_of_end());
  auto cut = mock.secure(Protocol::imap);
  cut->say("a ID NIL");
  EXPECT_EQ(cut->wait_for_end(), Left::closed);
  EXPECT_EQ(SSL_get_shutdown(cut->ssl()) & SSL_SENT_SHUTDOWN, 0);
  auto reset = mock.plain(Protocol::imap);
  reset->say("a CAPABILITY");
  EXPECT_EQ(reset->wait_for_end(), Left::reset);
}

TEST(ARule, RepeatsTricklesAndGarbles) {
  Playing mock(
      "imap { on NOOP repeat \"* OK x\\r\\n\" 3 answer\n on ID trickle 7 1ms\n on CAPABILITY "
      "garble }");
  auto client = mock.secure(Protocol::imap);
  client->say("a NOOP");
  EXPECT_EQ(client->lines_until("a "), (std::vector<std::string>{"* OK x", "* OK x", "* OK x", "a OK NOOP completed"}));
  client->say("b ID NIL");
  EXPECT_EQ(client->lines_until("b "), (std::vector<std::string>{"* ID (\"name\" \"pecmock\")", "b OK ID completed"}));
  EXPECT_EQ(client->ask("c CAPABILITY").substr(0, 4), "* \xc3\xc1");
  static_cast<void>(client->line());
  EXPECT_EQ(client->ask("d NOOP"), "* OK x");  // the shape ends with its command
}

TEST(ARuleThatRepeatsForever, StopsWhenTheClientLeaves) {
  Playing mock("imap { on NOOP repeat \"* OK x\\r\\n\" forever }");
  auto client = mock.secure(Protocol::imap);
  EXPECT_EQ(client->ask("a NOOP"), "* OK x");
  client->close_without_farewell();
  EXPECT_TRUE(wait_for_entries(mock.server.journal(), JournalEntry::Kind::disconnected, 1));
}

TEST(ARuleOfSilence, KeepsTheConnection) {
  Playing mock("imap { on LOGIN silence }");
  auto client = mock.secure(Protocol::imap);
  client->say("a LOGIN x y");
  client->say("b NOOP");
  EXPECT_TRUE(wait_for_entries(mock.server.journal(), JournalEntry::Kind::login, 1));
  EXPECT_EQ(mock.server.journal().count(JournalEntry::Kind::disconnected), 0U);
  EXPECT_EQ(mock.server.journal().entries().back().outcome, "unjudged");
}

TEST(AText, RepeatsWhatTheClientLoggedInWith) {
  Playing mock("imap { wording wrong \"NO ${login} ${password} ${password.base64} ${client}\" }");
  EXPECT_EQ(mock.secure(Protocol::imap)->ask("a LOGIN me pw"), "a NO me pw " + to_base64("pw") + " 127.0.0.1");
}

TEST(Patterns, HoldAnyTextAtTheirStars) {
  EXPECT_TRUE(fits("a NOOP", "* NOOP"));
  EXPECT_TRUE(fits("a NOOP", "*"));
  EXPECT_TRUE(fits("abcabc", "a*bc"));
  EXPECT_TRUE(fits("EHLO x", "EHLO*"));
  EXPECT_TRUE(fits("one two three", "*two*ee"));
  EXPECT_FALSE(fits("a NOOP x", "* NOOP"));
  EXPECT_FALSE(fits("ab", "a*b*c"));
  EXPECT_FALSE(fits("", "x"));
}

}  // namespace
}  // namespace pecmock::test
