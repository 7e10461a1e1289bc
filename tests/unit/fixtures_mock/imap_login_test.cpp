#include "fixtures/mock/mail/encoding.hpp"
#include "tests/unit/fixtures_mock/raw_client.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

namespace pecmock::test {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

TEST(AnImapServer, OffersNoLoginBeforeTls) {
  Playing mock("");
  auto client = mock.bare(Protocol::imap, Encryption::starttls);
  const std::string greeting = client->line();
  EXPECT_EQ(greeting,
            "* OK [CAPABILITY IMAP4rev1 LITERAL+ ID IDLE SASL-IR STARTTLS LOGINDISABLED] "
            "mail.pec.example ready");
  EXPECT_THAT(client->ask("a LOGIN casella@pec.example app-password-1"), StartsWith("a NO [PRIVACYREQUIRED]"));
  EXPECT_THAT(client->ask("b AUTHENTICATE PLAIN"), StartsWith("b NO [PRIVACYREQUIRED]"));
}

TEST(AnImapServer, TakesTheLoginCommandWithQuotesAndLiterals) {
  Playing mock("");
  EXPECT_EQ(mock.secure(Protocol::imap)->ask("a LOGIN casella@pec.example app-password-1"), "a OK Logged in");
  EXPECT_EQ(mock.secure(Protocol::imap)->ask("a login \"casella@pec.example\" \"app-password-1\""), "a OK Logged in");
  auto client = mock.secure(Protocol::imap);
  EXPECT_EQ(client->ask("a LOGIN {19}"), "+ OK");
  EXPECT_EQ(client->ask("casella@pec.example {14}"), "+ OK");
  EXPECT_EQ(client->ask("app-password-1"), "a OK Logged in");
  auto pipelining = mock.secure(Protocol::imap);
  pipelining->send("a LOGIN {19+}\r\ncasella@pec.example {14+}\r\napp-password-1\r\nb NOOP\r\n");
  EXPECT_EQ(pipelining->line(), "a OK Logged in");
  EXPECT_EQ(pipelining->line(), "b OK NOOP completed");
}

TEST(AnImapServer, TakesBytesOneByOne) {
  Playing mock("");
  auto client = mock.secure(Protocol::imap);
  for (const char c : std::string_view("a LOGIN casella@pec.example {14+}\r\napp-password-1\r\n")) {
    client->send(std::string_view(&c, 1));
  }
  EXPECT_EQ(client->line(), "a OK Logged in");
}

TEST(AnImapServer, TakesPlainWithAndWithoutAnInitialResponse) {
  Playing mock("");
  const std::string response = plain_response("casella@pec.example", "app-password-1");
  EXPECT_EQ(mock.secure(Protocol::imap)->ask("a AUTHENTICATE PLAIN " + response), "a OK Logged in");
  auto client = mock.secure(Protocol::imap);
  EXPECT_EQ(client->ask("a authenticate plain"), "+ ");
  EXPECT_EQ(client->ask(response), "a OK Logged in");
}

TEST(AnImapServer, TakesTheLoginMechanism) {
  Playing mock("");
  auto client = mock.secure(Protocol::imap);
  EXPECT_EQ(client->ask("a AUTHENTICATE LOGIN"), "+ " + to_base64("Username:"));
  EXPECT_EQ(client->ask(to_base64("casella@pec.example")), "+ " + to_base64("Password:"));
  EXPECT_EQ(client->ask(to_base64("app-password-1")), "a OK Logged in");
  auto other = mock.secure(Protocol::imap);
  EXPECT_EQ(other->ask("a AUTHENTICATE LOGIN " + to_base64("casella@pec.example")), "+ " + to_base64("Password:"));
  EXPECT_EQ(other->ask(to_base64("app-password-1")), "a OK Logged in");
}

std::string cram_answer(const std::string& challenge, std::string_view password) {
  return to_base64("casella@pec.example " +
                   to_hexadecimal(hmac("MD5", password, from_base64(challenge.substr(2)).value())));
}

TEST(AnImapServer, TakesCramMd5) {
  Playing mock("mechanisms CRAM-MD5");
  auto client = mock.secure(Protocol::imap);
  const std::string challenge = client->ask("a AUTHENTICATE CRAM-MD5");
  EXPECT_EQ(client->ask(cram_answer(challenge, "app-password-1")), "a OK Logged in");
  auto wrong = mock.secure(Protocol::imap);
  const std::string other = wrong->ask("a AUTHENTICATE CRAM-MD5");
  EXPECT_NE(challenge, other);
  EXPECT_THAT(wrong->ask(cram_answer(other, "app-password-2")), StartsWith("a NO [AUTHENTICATIONFAILED]"));
}

/// Plays the client's part of SCRAM-SHA-256 with `password`; gives the line after client-final.
std::string scram(RawClient& client, const std::string& password) {
  const std::string first = "n=casella@pec.example,r=clientnonce";
  EXPECT_EQ(client.ask("a AUTHENTICATE SCRAM-SHA-256"), "+ ");
  const std::string server_first = from_base64(client.ask(to_base64("n,," + first)).substr(2)).value();
  const auto s = server_first.find(",s=");
  const auto i = server_first.find(",i=");
  const std::string salted = pbkdf2("SHA256", password, from_base64(server_first.substr(s + 3, i - s - 3)).value(),
                                    std::stoi(server_first.substr(i + 3)));
  const std::string final_without_proof = "c=biws," + server_first.substr(0, s);
  const std::string signed_text = first + "," + server_first + "," + final_without_proof;
  const std::string client_key = hmac("SHA256", salted, "Client Key");
  const std::string proof = exclusive_or(client_key, hmac("SHA256", digest("SHA256", client_key), signed_text));
  const std::string answer = client.ask(to_base64(final_without_proof + ",p=" + to_base64(proof)));
  if (answer.starts_with("+ ")) {
    EXPECT_EQ(from_base64(answer.substr(2)),
              "v=" + to_base64(hmac("SHA256", hmac("SHA256", salted, "Server Key"), signed_text)));
  }
  return answer;
}

TEST(AnImapServer, TakesScramAndProvesItself) {
  Playing mock("mechanisms SCRAM-SHA-256");
  auto client = mock.secure(Protocol::imap);
  EXPECT_THAT(scram(*client, "app-password-1"), StartsWith("+ "));
  EXPECT_EQ(client->ask(""), "a OK Logged in");
  EXPECT_EQ(client->ask("b NAMESPACE"), "* NAMESPACE ((\"\" \"/\")) NIL NIL");
}

TEST(AnImapServer, DoesNotLogInWhenScramIsCancelledAtTheEnd) {
  Playing mock("mechanisms SCRAM-SHA-256");
  auto client = mock.secure(Protocol::imap);
  EXPECT_THAT(scram(*client, "app-password-1"), StartsWith("+ "));
  EXPECT_EQ(client->ask("*"), "a BAD Authentication cancelled");
  EXPECT_EQ(client->ask("b NAMESPACE"), "b BAD Log in first");
}

TEST(AnImapServer, RefusesAWrongScramProof) {
  Playing mock("mechanisms SCRAM-SHA-256");
  EXPECT_THAT(scram(*mock.secure(Protocol::imap), "app-password-2"), StartsWith("a NO [AUTHENTICATIONFAILED]"));
}

TEST(AnImapServer, LetsAnExchangeBeCancelled) {
  Playing mock("");
  auto client = mock.secure(Protocol::imap);
  EXPECT_EQ(client->ask("a AUTHENTICATE PLAIN"), "+ ");
  EXPECT_EQ(client->ask("*"), "a BAD Authentication cancelled");
  EXPECT_EQ(client->ask("b LOGIN casella@pec.example app-password-1"), "b OK Logged in");
}

TEST(AnImapServer, TellsBadResponsesFromBadPasswords) {
  Playing mock("");
  auto client = mock.secure(Protocol::imap);
  EXPECT_EQ(client->ask("a AUTHENTICATE PLAIN not-base64!"), "a BAD Response cannot be read");
  EXPECT_EQ(client->ask("b AUTHENTICATE PLAIN " + to_base64("no NULs")), "b BAD Response cannot be read");
  EXPECT_EQ(client->ask("c AUTHENTICATE PLAIN " + plain_response("casella@pec.example", "x")),
            "c NO [AUTHENTICATIONFAILED] Authentication failed");
  EXPECT_EQ(client->ask("d AUTHENTICATE XFOO"), "d NO [CANNOT] Unsupported authentication mechanism");
}

TEST(AnImapServer, OffersWhatTheScenarioSays) {
  Playing mock(R"(
    imap {
      mechanisms CRAM-MD5
      login_command off
      capability remove "SASL-IR" "ID"
      capability inside_tls add "XSECRET"
      capability before_tls add "XPLAIN"
    }
  )");
  auto client = mock.bare(Protocol::imap, Encryption::implicit);
  EXPECT_EQ(client->start_tls(), "");
  EXPECT_EQ(client->line(),
            "* OK [CAPABILITY IMAP4rev1 LITERAL+ IDLE LOGINDISABLED AUTH=CRAM-MD5 XSECRET] "
            "mail.pec.example ready");
  EXPECT_THAT(client->ask("a LOGIN x y"), StartsWith("a NO [CANNOT]"));
  const std::string greeting = mock.bare(Protocol::imap, Encryption::starttls)->line();
  EXPECT_THAT(greeting, HasSubstr("XPLAIN"));
  EXPECT_THAT(greeting, Not(HasSubstr("XSECRET")));
}

TEST(AnImapServer, TakesPasswordsOfAnyBytes) {
  Playing mock(
      "account \"casella@pec.example\" { password \"sp ace \\\"quo\\\\te\\\" caff\\xc3\\xa8 %{5}\" "
      "}");
  const std::string password = "sp ace \"quo\\te\" caff\xc3\xa8 %{5}";
  auto client = mock.secure(Protocol::imap);
  EXPECT_EQ(client->ask(fmt::format("a LOGIN casella@pec.example {{{}+}}\r\n{}", password.size(), password)),
            "a OK Logged in");
  EXPECT_EQ(mock.secure(Protocol::imap)->ask("a AUTHENTICATE PLAIN " + plain_response("casella@pec.example", password)),
            "a OK Logged in");
}

TEST(AnImapServer, KnowsItsOrderOfCommands) {
  Playing mock("");
  auto client = mock.secure(Protocol::imap);
  EXPECT_EQ(client->ask("a EXAMINE INBOX"), "a BAD Log in first");
  EXPECT_EQ(client->ask("b FROBNICATE"), "b BAD Unknown command");
  EXPECT_EQ(client->ask("c LOGIN casella@pec.example"), "c BAD Arguments are missing");
  EXPECT_EQ(client->ask("d \"open"), "d BAD Command cannot be read");
  EXPECT_EQ(client->ask("e LOGIN casella@pec.example app-password-1"), "e OK Logged in");
  EXPECT_EQ(client->ask("f LOGIN casella@pec.example app-password-1"), "f BAD Already logged in");
  EXPECT_EQ(client->ask("g FETCH 1 FLAGS"), "g BAD Select a mailbox first");
  EXPECT_EQ(client->ask("h LOGOUT"), "* BYE Logging out");
  EXPECT_EQ(client->line(), "h OK Logout completed");
  EXPECT_EQ(client->line(), "END");
  EXPECT_TRUE(client->was_told_of_end());
}

}  // namespace
}  // namespace pecmock::test
