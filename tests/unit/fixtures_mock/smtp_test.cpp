#include "fixtures/mock/mail/encoding.hpp"
#include "tests/unit/fixtures_mock/raw_client.hpp"

#include <gmock/gmock.h>

namespace pecmock::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::vector<std::string> ehlo(RawClient& client) {
  client.say("EHLO test.example");
  return client.lines_until("250 ");
}

TEST(ASmtpServer, OffersNoLoginBeforeTls) {
  Playing mock("");
  auto client = mock.plain(Protocol::smtp);
  EXPECT_THAT(ehlo(*client), ElementsAre("250-mail.pec.example", "250-PIPELINING", "250-SIZE 30000000", "250-8BITMIME",
                                         "250-SMTPUTF8", "250-ENHANCEDSTATUSCODES", "250 STARTTLS"));
  EXPECT_EQ(client->ask("AUTH PLAIN"), "538 5.7.11 Encryption required for authentication");
  EXPECT_EQ(client->ask("MAIL FROM:<casella@pec.example>"), "530 5.7.0 Authentication required");
}

TEST(ASmtpServer, TakesPlainAndLoginWithAndWithoutInitialResponse) {
  Playing mock("");
  const std::string response = plain_response("casella@pec.example", "app-password-1");
  auto client = mock.secure(Protocol::smtp);
  EXPECT_EQ(ehlo(*client).back(), "250 AUTH PLAIN LOGIN");
  EXPECT_EQ(client->ask("AUTH PLAIN"), "334 ");
  EXPECT_EQ(client->ask("*"), "501 5.7.0 Authentication cancelled");
  EXPECT_EQ(client->ask("AUTH PLAIN " + plain_response("casella@pec.example", "x")),
            "535 5.7.8 Authentication credentials invalid");
  EXPECT_EQ(client->ask("AUTH LOGIN"), "334 " + to_base64("Username:"));
  EXPECT_EQ(client->ask(to_base64("casella@pec.example")), "334 " + to_base64("Password:"));
  EXPECT_EQ(client->ask(to_base64("app-password-1")), "235 2.7.0 Authentication successful");
  EXPECT_EQ(client->ask("AUTH PLAIN " + response), "503 5.5.1 AUTH is not possible now");
}

TEST(ASmtpServer, WantsAGreetingBeforeALogin) {
  Playing mock("");
  auto client = mock.secure(Protocol::smtp);
  EXPECT_EQ(client->ask("AUTH PLAIN"), "503 5.5.1 AUTH is not possible now");
  EXPECT_EQ(client->ask("HELO test.example"), "250 mail.pec.example");
  EXPECT_EQ(client->ask("AUTH"), "501 5.5.4 A mechanism is missing");
  EXPECT_EQ(client->ask("AUTH XFOO"), "504 5.5.4 Unrecognized authentication type");
  EXPECT_EQ(client->ask("VRFY x"), "252 2.0.0 Cannot verify, send and see");
  EXPECT_EQ(client->ask("BDAT 5"), "500 5.5.1 Unknown command");
  EXPECT_EQ(client->ask("QUIT"), "221 2.0.0 Bye");
  EXPECT_EQ(client->line(), "END");
}

TEST(ASmtpServer, DeliversToLocalAddressesForAllProtocols) {
  Playing mock("");
  auto client = mock.logged_in(Protocol::smtp);
  EXPECT_EQ(client->ask("MAIL FROM:<casella@pec.example> SIZE=20 BODY=8BITMIME"), "250 2.1.0 Ok");
  EXPECT_EQ(client->ask("RCPT TO:<CASELLA@pec.example>"), "250 2.1.5 Ok");
  EXPECT_EQ(client->ask("RCPT TO:<altrove@other.example>"), "250 2.1.5 Ok");
  EXPECT_EQ(client->ask("DATA"), "354 End data with <CR><LF>.<CR><LF>");
  EXPECT_EQ(client->ask("Subject: x\r\n\r\nciao\r\n."), "250 2.0.0 Ok: queued");
  EXPECT_EQ(mock.logged_in(Protocol::pop3)->ask("STAT").substr(0, 6), "+OK 3 ");
  EXPECT_EQ(mock.logged_in(Protocol::imap)->ask("a STATUS INBOX (MESSAGES)"), "* STATUS \"INBOX\" (MESSAGES 3)");
  EXPECT_EQ(mock.server.journal().count(JournalEntry::Kind::message), 2U);
}

TEST(ASmtpServer, AnswersAWholePipelineInOrder) {
  Playing mock("");
  auto client = mock.logged_in(Protocol::smtp);
  client->send("MAIL FROM:<casella@pec.example>\r\nRCPT TO:<casella@pec.example>\r\nRSET\r\nQUIT\r\n");
  EXPECT_EQ(client->line(), "250 2.1.0 Ok");
  EXPECT_EQ(client->line(), "250 2.1.5 Ok");
  EXPECT_EQ(client->line(), "250 2.0.0 Ok");
  EXPECT_EQ(client->line(), "221 2.0.0 Bye");
}

TEST(ASmtpServer, RefusesBadSendersAndRecipients) {
  Playing mock("smtp { size 100 }");
  auto client = mock.logged_in(Protocol::smtp);
  EXPECT_EQ(client->ask("RCPT TO:<a@b.example>"), "503 5.5.1 MAIL comes first");
  EXPECT_EQ(client->ask("MAIL FROM:casella@pec.example"), "501 5.1.7 Bad sender address syntax");
  EXPECT_EQ(client->ask("MAIL FROM:<casella@pec.example> FOO=1"), "555 5.5.4 Unsupported parameter");
  EXPECT_EQ(client->ask("MAIL FROM:<casella@pec.example> SIZE=101"), "552 5.3.4 Message size exceeds fixed limit");
  EXPECT_EQ(client->ask("MAIL FROM:<casella@pec.example>"), "250 2.1.0 Ok");
  EXPECT_EQ(client->ask("MAIL FROM:<casella@pec.example>"), "503 5.5.1 MAIL is not possible now");
  EXPECT_EQ(client->ask("DATA"), "554 5.5.1 No valid recipients");
  EXPECT_EQ(client->ask("RCPT TO:<nobody>"), "501 5.1.3 Bad recipient address syntax");
  EXPECT_EQ(client->ask("RCPT TO:<nobody@pec.example>"),
            "550 5.1.1 <nobody@pec.example>: Recipient address rejected: User unknown");
}

TEST(ASmtpServer, RefusesAMessageThatGrewTooBig) {
  Playing mock("smtp { size 100 }");
  auto client = mock.logged_in(Protocol::smtp);
  static_cast<void>(client->ask("MAIL FROM:<casella@pec.example>"));
  static_cast<void>(client->ask("RCPT TO:<casella@pec.example>"));
  static_cast<void>(client->ask("DATA"));
  EXPECT_EQ(client->ask(std::string(90, 'x') + "\r\n" + std::string(90, 'y') + "\r\n."),
            "552 5.3.4 Message is too big");
  EXPECT_EQ(mock.logged_in(Protocol::pop3)->ask("STAT"), "+OK 2 570");
}

TEST(ASmtpServer, TakesTheAccountsOwnSenderOnlyWhenToldSo) {
  Playing strict("smtp { sender own }");
  auto client = strict.logged_in(Protocol::smtp);
  EXPECT_EQ(client->ask("MAIL FROM:<other@pec.example>"),
            "553 5.7.1 <other@pec.example>: Sender address rejected: not owned by user "
            "casella@pec.example");
  EXPECT_EQ(client->ask("MAIL FROM:<Casella@PEC.example>"), "250 2.1.0 Ok");
  Playing postfix("smtp { sender own_at_recipient }");
  auto other = postfix.logged_in(Protocol::smtp);
  EXPECT_EQ(other->ask("MAIL FROM:<other@pec.example>"), "250 2.1.0 Ok");
  EXPECT_THAT(other->ask("RCPT TO:<casella@pec.example>"), HasSubstr("not owned by user"));
}

TEST(ASmtpServer, TakesNoMailForAFullMailbox) {
  Playing mock("account \"casella@pec.example\" { password \"app-password-1\"\n quota full }");
  auto client = mock.logged_in(Protocol::smtp);
  static_cast<void>(client->ask("MAIL FROM:<casella@pec.example>"));
  EXPECT_EQ(client->ask("RCPT TO:<casella@pec.example>"),
            "552 5.2.2 <casella@pec.example>: Recipient address rejected: Mailbox is full");
}

TEST(ASmtpServer, EndsAMessageAtALoneDotBetweenCrlfOnly) {
  Playing mock("");
  auto client = mock.logged_in(Protocol::smtp);
  static_cast<void>(client->ask("MAIL FROM:<casella@pec.example>"));
  static_cast<void>(client->ask("RCPT TO:<casella@pec.example>"));
  static_cast<void>(client->ask("DATA"));
  EXPECT_EQ(client->ask("Subject: one\r\n\r\nx\n.\nMAIL FROM:<smuggled@pec.example>\n.\r\n."), "250 2.0.0 Ok: queued");
  EXPECT_EQ(client->ask("NOOP"), "250 2.0.0 Ok");
}

}  // namespace
}  // namespace pecmock::test
