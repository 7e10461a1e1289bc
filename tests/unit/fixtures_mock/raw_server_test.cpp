#include "tests/unit/fixtures_mock/raw_client.hpp"

#include <gtest/gtest.h>

namespace pecmock::test {
namespace {

TEST(ARawServer, SaysItsStepsAndNothingElse) {
  Playing mock(R"(
    imap {
      raw {
        send "* OK hi\r\n"
        expect "* CAPABILITY"
        send "* CAPABILITY IMAP4rev1\r\n${tag} OK\r\n"
        close
      }
    }
  )");
  auto client = mock.bare(Protocol::imap, Encryption::starttls);
  EXPECT_EQ(client->line(), "* OK hi");
  EXPECT_EQ(client->ask("x7 CAPABILITY"), "* CAPABILITY IMAP4rev1");
  EXPECT_EQ(client->line(), "x7 OK");
  EXPECT_EQ(client->line(), "END");
}

TEST(ARawServer, StandsInsideTlsOnThePortsWithTls) {
  Playing mock("pop3 { raw { send \"SSH-2.0-OpenSSH_9.2\\r\\n\"\n close } }");
  auto client = mock.bare(Protocol::pop3, Encryption::implicit);
  EXPECT_EQ(client->start_tls(mock.server.ca_pem()), "");
  EXPECT_EQ(client->line(), "SSH-2.0-OpenSSH_9.2");
}

TEST(ARawServer, LeavesAClientThatSaysSomethingElse) {
  Playing mock("smtp { raw { expect \"HELO*\"\n send \"250 x\\r\\n\" } }");
  auto client = mock.bare(Protocol::smtp, Encryption::starttls);
  EXPECT_EQ(client->ask("EHLO x"), "END");
  const auto entries = mock.server.journal().entries();
  ASSERT_GE(entries.size(), 2U);
  EXPECT_EQ(entries[1].kind, JournalEntry::Kind::mismatch);
  EXPECT_EQ(entries[1].text, "<6 bytes> instead of HELO*");
}

TEST(ARawServer, ShakesHandsWhenItIsTold) {
  Playing mock(R"(
    smtp {
      raw {
        send "220 x\r\n"
        expect "STARTTLS"
        send "220 go\r\n"
        handshake
        send "250 inside\r\n"
      }
    }
  )");
  auto client = mock.plain(Protocol::smtp);
  EXPECT_EQ(client->ask("STARTTLS"), "220 go");
  EXPECT_EQ(client->start_tls(mock.server.ca_pem()), "");
  EXPECT_EQ(client->line(), "250 inside");
}

}  // namespace
}  // namespace pecmock::test
