// Clients that break TLS, or the connection, wherever they can: the servers go on, and nothing of them stays behind.
#include "tests/support/wait_until.hpp"
#include "tests/unit/fixtures_mock/raw_client.hpp"

#include <gmock/gmock.h>

#include <filesystem>
#include <iterator>
#include <random>

namespace pecmock::test {
namespace {

std::size_t open_descriptors() {
  const std::filesystem::directory_iterator listed("/proc/self/fd");
  return static_cast<std::size_t>(std::distance(begin(listed), end(listed)));
}

class ABreakingClient : public testing::TestWithParam<Protocol> {
 protected:
  explicit ABreakingClient(std::string_view statements = "cleartext_login on")
      : m_mock(statements), m_descriptors(open_descriptors()) {}

  void TearDown() override {
    const std::string answer = login_answer(*m_mock.secure(GetParam()), GetParam());
    EXPECT_TRUE(answer.starts_with("a OK") || answer.starts_with("+OK") || answer.starts_with("235")) << answer;
    // A connection that ended is read on for two seconds at most.
    EXPECT_TRUE(pecprobe::test::wait_until([&] { return open_descriptors() == m_descriptors; }))
        << "descriptors stay open";
    EXPECT_EQ(m_mock.server.journal().count(JournalEntry::Kind::connected),
              m_mock.server.journal().count(JournalEntry::Kind::disconnected));
  }

  [[nodiscard]] std::string random_bytes(std::size_t size) {
    std::string bytes(size, '\0');
    for (char& byte : bytes) {
      byte = static_cast<char>(m_random() % 256);
    }
    return bytes;
  }

  /// A whole honest session, as it goes over the wire.
  [[nodiscard]] static std::string honest_session() {
    switch (GetParam()) {
      case Protocol::imap:
        return "a LOGIN casella@pec.example app-password-1\r\nb SELECT INBOX\r\nc FETCH 1:* (FLAGS BODY[])\r\n"
               "d APPEND INBOX {5+}\r\nhello\r\ne IDLE\r\nDONE\r\nf LOGOUT\r\n";
      case Protocol::pop3:
        return "USER casella@pec.example\r\nPASS app-password-1\r\nUIDL\r\nRETR 1\r\nTOP 2 1\r\nQUIT\r\n";
      case Protocol::smtp:
        return "EHLO x.example\r\nAUTH PLAIN " + plain_response("casella@pec.example", "app-password-1") +
               "\r\nMAIL FROM:<casella@pec.example>\r\nRCPT TO:<casella@pec.example>\r\nDATA\r\nhello\r\n.\r\nQUIT\r\n";
    }
    return {};
  }

  Playing m_mock;
  std::size_t m_descriptors;
  std::mt19937 m_random{4};
};

INSTANTIATE_TEST_SUITE_P(Protocols, ABreakingClient, testing::ValuesIn(pecprobe::k_protocols),
                         [](const auto& parameter) { return std::string(pecprobe::to_string(parameter.param)); });

TEST_P(ABreakingClient, ThatSendsNoiseInsteadOfTlsIsTurnedAway) {
  for (std::size_t round = 0; round < 40; ++round) {
    auto client = m_mock.bare(GetParam(), Encryption::implicit);
    // Half of them look like the record of a handshake at first.
    client->send((round % 2 == 0 ? std::string("\x16\x03\x01\x00\xc8\x01", 6) : "") + random_bytes(10 * round + 1));
    client->stop_sending();
    EXPECT_NE(client->wait_for_end(), Left::open);
  }
  EXPECT_EQ(m_mock.server.journal().count(JournalEntry::Kind::handshake), 0U);
}

TEST_P(ABreakingClient, ThatSpoilsARecordIsTurnedAway) {
  for (const std::size_t size : {1U, 5U, 100U, 20'000U}) {
    auto client = m_mock.secure(GetParam());
    client->send_beneath_tls(random_bytes(size));
    client->stop_sending();
    EXPECT_NE(client->wait_for_end(), Left::open);
  }
}

TEST_P(ABreakingClient, ThatResetsAtAnyPointOfASessionIsForgotten) {
  const std::string session = honest_session();
  for (std::size_t size = 0; size <= session.size(); ++size) {
    auto client = m_mock.bare(GetParam(), Encryption::starttls);
    client->send(session.substr(0, size));
    client->reset();
  }
}

TEST_P(ABreakingClient, ThatResetsAtAnyPointInsideTlsIsForgotten) {
  const std::string session = honest_session();
  for (std::size_t size = 0; size <= session.size(); size += 9) {
    auto client = m_mock.secure(GetParam());
    client->send(session.substr(0, size));
    client->reset();
  }
}

TEST_P(ABreakingClient, ThatNeverReadsItsAnswersIsForgotten) {
  for (int round = 0; round < 5; ++round) {
    auto client = m_mock.logged_in(GetParam());
    std::string commands = GetParam() == Protocol::imap ? "b EXAMINE INBOX\r\n" : "";
    for (int i = 0; i < 2'000; ++i) {
      commands += GetParam() == Protocol::imap   ? "c FETCH 1:* BODY[]\r\n"
                  : GetParam() == Protocol::pop3 ? "RETR 1\r\n"
                                                 : "NOOP\r\n";
    }
    client->send(commands);
    client->reset();
  }
}

TEST_P(ABreakingClient, ThatStopsSendingInTheMiddleGetsItsAnswersAndTheEnd) {
  const std::string session = honest_session();
  for (std::size_t size = 0; size < session.size(); size += 20) {
    auto client = m_mock.bare(GetParam(), Encryption::starttls);
    client->send(session.substr(0, size));
    client->stop_sending();
    EXPECT_EQ(client->wait_for_end(), Left::closed);
  }
}

TEST_P(ABreakingClient, ThatMumblesASessionIsSurvived) {
  const std::string session = honest_session();
  for (unsigned seed = 1; seed <= 150; ++seed) {
    std::mt19937 random(seed);
    std::string mumbled = session;
    for (unsigned change = 0; change < 1 + seed % 8; ++change) {
      const std::size_t at = random() % mumbled.size();
      switch (random() % 4) {
        case 0: mumbled[at] = static_cast<char>(random() % 256); break;
        case 1: mumbled.erase(at, 1 + random() % 10); break;
        case 2: mumbled.insert(at, mumbled.substr(random() % mumbled.size(), random() % 30)); break;
        default: mumbled.insert(at, random() % 2 == 0 ? "\r\n" : "{99999999999}\r\n"); break;
      }
    }
    auto client = m_mock.bare(GetParam(), Encryption::starttls);
    client->send(mumbled);
    client->stop_sending();
    EXPECT_EQ(client->wait_for_end(), Left::closed) << "seed " << seed;
  }
}

}  // namespace
}  // namespace pecmock::test
