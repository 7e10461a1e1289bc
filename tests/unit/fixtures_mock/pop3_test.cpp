#include "fixtures/mock/mail/encoding.hpp"
#include "tests/unit/fixtures_mock/raw_client.hpp"

#include <gmock/gmock.h>

namespace pecmock::test {
namespace {

using testing::ElementsAre;
using testing::StartsWith;

std::vector<std::string> asked(RawClient& client, const std::string& command) {
  client.say(command);
  return client.lines_until(".");
}

TEST(APop3Server, OffersNoLoginBeforeTls) {
  Playing mock("");
  auto client = mock.plain(Protocol::pop3);
  EXPECT_THAT(asked(*client, "CAPA"), ElementsAre("+OK Capabilities follow", "TOP", "UIDL", "RESP-CODES",
                                                  "AUTH-RESP-CODE", "PIPELINING", "STLS", "."));
  EXPECT_EQ(client->ask("USER casella@pec.example"), "-ERR Login is only possible inside TLS");
  EXPECT_EQ(client->ask("PASS app-password-1"), "-ERR USER comes first");
  EXPECT_EQ(client->ask("AUTH PLAIN"), "-ERR Login is only possible inside TLS");
}

TEST(APop3Server, TakesUserAndPass) {
  Playing mock("");
  auto client = mock.secure(Protocol::pop3);
  EXPECT_THAT(asked(*client, "capa"), ElementsAre("+OK Capabilities follow", "TOP", "UIDL", "RESP-CODES",
                                                  "AUTH-RESP-CODE", "PIPELINING", "USER", "SASL PLAIN LOGIN", "."));
  EXPECT_EQ(client->ask("USER casella@pec.example"), "+OK");
  EXPECT_EQ(client->ask("PASS wrong"), "-ERR [AUTH] Authentication failed");
  EXPECT_EQ(client->ask("USER casella@pec.example"), "+OK");
  EXPECT_EQ(client->ask("PASS app-password-1"), "+OK Logged in");
  EXPECT_EQ(client->ask("STAT"), "+OK 2 570");
}

TEST(APop3Server, TakesApopWithItsOwnTimestamp) {
  Playing mock("");
  auto client = mock.bare(Protocol::pop3, Encryption::implicit);
  client->start_tls();
  const std::string greeting = client->line();
  const std::string timestamp = greeting.substr(greeting.find('<'));
  EXPECT_EQ(client->ask("APOP casella@pec.example " + to_hexadecimal(digest("MD5", timestamp + "other"))),
            "-ERR [AUTH] Authentication failed");
  EXPECT_EQ(client->ask("APOP casella@pec.example " + to_hexadecimal(digest("MD5", timestamp + "app-password-1"))),
            "+OK Logged in");
}

TEST(APop3Server, TakesSaslMechanisms) {
  Playing mock("mechanisms PLAIN LOGIN CRAM-MD5");
  const std::string response = plain_response("casella@pec.example", "app-password-1");
  EXPECT_EQ(mock.secure(Protocol::pop3)->ask("AUTH PLAIN " + response), "+OK Logged in");
  auto client = mock.secure(Protocol::pop3);
  EXPECT_EQ(client->ask("AUTH PLAIN"), "+ ");
  EXPECT_EQ(client->ask("*"), "-ERR Authentication cancelled");
  EXPECT_EQ(client->ask("AUTH LOGIN"), "+ " + to_base64("Username:"));
  EXPECT_EQ(client->ask(to_base64("casella@pec.example")), "+ " + to_base64("Password:"));
  EXPECT_EQ(client->ask(to_base64("app-password-1")), "+OK Logged in");
  auto cram = mock.secure(Protocol::pop3);
  const std::string challenge = from_base64(cram->ask("AUTH CRAM-MD5").substr(2)).value();
  EXPECT_EQ(cram->ask(to_base64("casella@pec.example " + to_hexadecimal(hmac("MD5", "app-password-1", challenge)))),
            "-ERR [IN-USE] Mailbox is locked by another session");
}

TEST(APop3Server, GivesMessagesAndMarksThemUntilQuit) {
  Playing mock("");
  auto client = mock.logged_in(Protocol::pop3);
  EXPECT_THAT(asked(*client, "LIST"), ElementsAre("+OK List follows", "1 285", "2 285", "."));
  EXPECT_EQ(client->ask("LIST 2"), "+OK 2 285");
  EXPECT_EQ(client->ask("UIDL 1"), "+OK 1 6553f10000000001");
  EXPECT_EQ(asked(*client, "RETR 1").size(), 11U);
  const auto top = asked(*client, "TOP 1 0");
  EXPECT_EQ(top.size(), 10U);
  EXPECT_EQ(top[8], "");
  EXPECT_EQ(client->ask("DELE 1"), "+OK Marked to be deleted");
  EXPECT_EQ(client->ask("RETR 1"), "-ERR There is no such message");
  EXPECT_EQ(client->ask("STAT"), "+OK 1 285");
  EXPECT_EQ(client->ask("RSET"), "+OK");
  EXPECT_EQ(client->ask("STAT"), "+OK 2 570");
  EXPECT_EQ(client->ask("DELE 2"), "+OK Marked to be deleted");
  EXPECT_EQ(client->ask("QUIT"), "+OK Logging out");
  EXPECT_EQ(client->line(), "END");
  EXPECT_EQ(mock.logged_in(Protocol::pop3)->ask("STAT"), "+OK 1 285");
}

TEST(APop3Server, ForgetsMarksWhenTheClientJustLeaves) {
  Playing mock("");
  auto client = mock.logged_in(Protocol::pop3);
  static_cast<void>(client->ask("DELE 1"));
  client->close_without_farewell();
  ASSERT_TRUE(wait_for_entries(mock.server.journal(), JournalEntry::Kind::disconnected, 1));
  EXPECT_EQ(mock.logged_in(Protocol::pop3)->ask("STAT"), "+OK 2 570");
}

TEST(APop3Server, DoublesLeadingDots) {
  Playing mock("");
  auto sender = mock.logged_in(Protocol::smtp);
  static_cast<void>(sender->ask("MAIL FROM:<casella@pec.example>"));
  static_cast<void>(sender->ask("RCPT TO:<casella@pec.example>"));
  static_cast<void>(sender->ask("DATA"));
  EXPECT_EQ(sender->ask("Subject: dots\r\n\r\n..one\r\n...two\r\n."), "250 2.0.0 Ok: queued");
  auto client = mock.logged_in(Protocol::pop3);
  client->say("RETR 3");
  EXPECT_EQ(client->lines_until(".").back(), "..one");
  EXPECT_EQ(client->line(), "...two");
  EXPECT_EQ(client->line(), ".");
}

TEST(APop3Server, KnowsItsOrderOfCommands) {
  Playing mock("");
  auto client = mock.secure(Protocol::pop3);
  EXPECT_EQ(client->ask("STAT"), "-ERR Log in first");
  EXPECT_EQ(client->ask("XYZZY"), "-ERR Unknown command");
  EXPECT_EQ(login_answer(*client, Protocol::pop3), "+OK Logged in");
  EXPECT_EQ(client->ask("USER x"), "-ERR Already logged in");
  EXPECT_THAT(client->ask("RETR 0"), StartsWith("-ERR"));
  EXPECT_THAT(client->ask("TOP 1"), StartsWith("-ERR"));
}

}  // namespace
}  // namespace pecmock::test
