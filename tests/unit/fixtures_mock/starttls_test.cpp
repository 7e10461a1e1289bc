#include "tests/unit/fixtures_mock/raw_client.hpp"

#include <gmock/gmock.h>

namespace pecmock::test {
namespace {

using testing::Contains;
using testing::Not;

std::string starttls_command(Protocol protocol) {
  switch (protocol) {
    case Protocol::imap: return "s STARTTLS";
    case Protocol::pop3: return "STLS";
    case Protocol::smtp: return "STARTTLS";
  }
  return {};
}

class Starttls : public testing::TestWithParam<Protocol> {
 protected:
  std::string command() const { return starttls_command(GetParam()); }
};

INSTANTIATE_TEST_SUITE_P(Protocols, Starttls, testing::ValuesIn(pecprobe::k_protocols),
                         [](const auto& parameter) { return std::string(pecprobe::to_string(parameter.param)); });

bool is_positive(const std::string& answer) {
  return answer.starts_with("s OK") || answer.starts_with("+OK") || answer.starts_with("220");
}

TEST_P(Starttls, EncryptsAndLetsTheLoginIn) {
  Playing mock("");
  auto client = mock.plain(GetParam());
  ASSERT_TRUE(is_positive(client->ask(command())));
  ASSERT_EQ(client->start_tls(mock.server.ca_pem()), "");
  const std::string answer = login_answer(*client, GetParam());
  EXPECT_TRUE(answer.starts_with("a OK") || answer.starts_with("+OK") || answer.starts_with("235")) << answer;
}

TEST_P(Starttls, IsNotAnsweredByCommandsThatCameInClearBehindIt) {
  Playing mock("");
  auto client = mock.plain(GetParam());
  client->send(command() + "\r\nNOOP injected\r\nx NOOP\r\n");
  ASSERT_TRUE(is_positive(client->line()));
  EXPECT_EQ(client->pending(), "");
  ASSERT_EQ(client->start_tls(), "");
  const std::string answer = client->ask(GetParam() == Protocol::imap ? "y NOOP" : "NOOP");
  EXPECT_THAT(answer, Not(testing::HasSubstr("x ")));
  EXPECT_EQ(mock.server.journal().count(JournalEntry::Kind::discarded), 1U);
}

TEST_P(Starttls, CannotBeAskedForTwice) {
  Playing mock("");
  auto client = mock.plain(GetParam());
  static_cast<void>(client->ask(command()));
  client->start_tls();
  EXPECT_FALSE(is_positive(client->ask(command())));
}

TEST_P(Starttls, IsRefusedThoughAnnounced) {
  Playing mock("starttls refuse");
  auto client = mock.plain(GetParam());
  EXPECT_FALSE(is_positive(client->ask(command())));
}

TEST_P(Starttls, IsStrippedFromTheListAndUnknown) {
  Playing mock("starttls strip");
  auto client = mock.bare(GetParam(), Encryption::starttls);
  std::vector<std::string> lines = {client->line()};
  client->say(GetParam() == Protocol::pop3 ? "CAPA" : GetParam() == Protocol::smtp ? "EHLO x" : "b CAPABILITY");
  for (const auto& line : client->lines_until(GetParam() == Protocol::pop3   ? "."
                                              : GetParam() == Protocol::smtp ? "250 "
                                                                             : "b ")) {
    lines.push_back(line);
  }
  EXPECT_THAT(lines, Not(Contains(testing::AnyOf(testing::HasSubstr("STARTTLS"), testing::HasSubstr("STLS")))));
  EXPECT_FALSE(is_positive(client->ask(command())));
}

TEST_P(Starttls, IsFollowedByInjectedBytesInClear) {
  Playing mock("starttls inject \"injected\\r\\n\"");
  auto client = mock.plain(GetParam());
  ASSERT_TRUE(is_positive(client->ask(command())));
  EXPECT_EQ(client->line(), "injected");
  EXPECT_EQ(client->start_tls(), "");
}

TEST_P(Starttls, IsFollowedByNoTls) {
  Playing mock("starttls break");
  auto client = mock.plain(GetParam());
  ASSERT_TRUE(is_positive(client->ask(command())));
  EXPECT_EQ(client->start_tls(), "wrong version number");
}

TEST_P(Starttls, LeadsToASilentHandshake) {
  Playing mock("on before_tls handshake silence");
  auto client = mock.plain(GetParam());
  ASSERT_TRUE(is_positive(client->ask(command())));
  client->send("\x16\x03\x01");
  client->close_without_farewell();
  EXPECT_TRUE(wait_for_entries(mock.server.journal(), JournalEntry::Kind::disconnected, 1));
}

TEST(StarttlsOfSmtp, ForgetsTheFirstGreeting) {
  Playing mock("");
  auto client = mock.plain(Protocol::smtp);
  static_cast<void>(client->ask("HELO x"));
  static_cast<void>(client->ask("STARTTLS"));
  client->start_tls();
  EXPECT_EQ(client->ask("AUTH PLAIN"), "503 5.5.1 AUTH is not possible now");
}

TEST(StarttlsRefusal, UsesTheWordsOfTheScenario) {
  Playing mock(
      "smtp { starttls refuse \"554 5.7.1 never on ${host}\" }\nimap { starttls refuse \"BAD no\" "
      "}");
  EXPECT_EQ(mock.plain(Protocol::smtp)->ask("STARTTLS"), "554 5.7.1 never on mail.pec.example");
  EXPECT_EQ(mock.plain(Protocol::imap)->ask("s STARTTLS"), "s BAD no");
}

}  // namespace
}  // namespace pecmock::test
