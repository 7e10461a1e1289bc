#include "tests/unit/fixtures_mock/raw_client.hpp"

#include <gmock/gmock.h>

namespace pecmock::test {
namespace {

std::string shake_hands(std::string_view statements, const std::function<void(SSL_CTX*)>& with = {}) {
  Playing mock(statements);
  return mock.bare(Protocol::imap, Encryption::implicit)->start_tls(mock.server.ca_pem(), "localhost", with);
}

TEST(TheCertificate, HoldsForLocalhostUnderTheServersAuthority) { EXPECT_EQ(shake_hands(""), ""); }

TEST(TheCertificate, FailsAsTheScenarioSays) {
  for (const char* kind :
       {"expired", "not_yet_valid", "self_signed", "unknown_issuer", "wrong_host", "missing_intermediate", "weak_key",
        "sha1", "wrong_purpose", "resigned_by \"Example Shield\""}) {
    EXPECT_EQ(shake_hands(std::string("certificate ") + kind), "certificate verify failed") << kind;
  }
}

TEST(TheCertificate, OfARevokedServerComesWithAStapledAnswer) {
  Playing mock("certificate revoked");
  auto client = mock.bare(Protocol::imap, Encryption::implicit);
  ASSERT_EQ(
      client->start_tls(mock.server.ca_pem(), "localhost",
                        [](SSL_CTX* context) { SSL_CTX_set_tlsext_status_type(context, TLSEXT_STATUSTYPE_ocsp); }),
      "");
  const unsigned char* response = nullptr;
  EXPECT_GT(SSL_get_tlsext_status_ocsp_resp(client->ssl(), &response), 0);
}

TEST(TheCertificate, MayDifferForEachProtocol) {
  Playing mock("pop3 { certificate expired }");
  EXPECT_EQ(mock.bare(Protocol::imap, Encryption::implicit)->start_tls(mock.server.ca_pem()), "");
  EXPECT_EQ(mock.bare(Protocol::pop3, Encryption::implicit)->start_tls(mock.server.ca_pem()),
            "certificate verify failed");
}

TEST(TlsVersions, AreThoseOfTheScenario) {
  Playing mock("tls 1.2");
  auto client = mock.bare(Protocol::imap, Encryption::implicit);
  ASSERT_EQ(client->start_tls(), "");
  EXPECT_STREQ(SSL_get_version(client->ssl()), "TLSv1.2");
  EXPECT_EQ(
      shake_hands("tls 1.0 1.1", [](SSL_CTX* context) { SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION); }),
      "tlsv1 alert protocol version");
  EXPECT_EQ(shake_hands("tls 1.3", [](SSL_CTX* context) { SSL_CTX_set_max_proto_version(context, TLS1_2_VERSION); }),
            "tlsv1 alert protocol version");
}

TEST(AClientCertificate, WhenRequiredEndsTheHandshakeOfThoseWithoutOne) {
  EXPECT_EQ(shake_hands("tls 1.2\nclient_certificate required"), "sslv3 alert handshake failure");
  EXPECT_EQ(shake_hands("client_certificate requested"), "");
  // With TLS 1.3 the client learns of it after its own part of the handshake.
  Playing mock("tls 1.3\nclient_certificate required");
  auto client = mock.bare(Protocol::imap, Encryption::implicit);
  EXPECT_EQ(client->start_tls(), "");
  EXPECT_THAT(client->line(), testing::AnyOf("END", "RESET"));
  EXPECT_TRUE(wait_for_entries(mock.server.journal(), JournalEntry::Kind::handshake_failed, 1));
}

TEST(ASession, CanBeResumedUnlessTheScenarioSaysNo) {
  const auto is_resumable = [](std::string_view statements) {
    Playing mock(statements);
    auto client = mock.bare(Protocol::imap, Encryption::implicit);
    EXPECT_EQ(client->start_tls(), "");
    static_cast<void>(client->line());  // with TLS 1.3 the tickets come before the greeting
    return SSL_SESSION_is_resumable(SSL_get_session(client->ssl())) == 1;
  };
  for (const char* version : {"tls 1.2\n", "tls 1.3\n"}) {
    EXPECT_TRUE(is_resumable(version)) << version;
    EXPECT_FALSE(is_resumable(std::string(version) + "session_tickets off")) << version;
  }
}

TEST(TheHandshake, IsReplacedByARule) {
  EXPECT_EQ(shake_hands("on handshake send \"220 this is not TLS\\r\\n\" drop"), "wrong version number");
  EXPECT_EQ(shake_hands("on handshake drop"), "the connection ended");
  EXPECT_EQ(shake_hands("on handshake delay 1ms"), "");
}

TEST(TheJournal, SaysWhichHostAClientAskedFor) {
  Playing mock("");
  auto client = mock.bare(Protocol::imap, Encryption::implicit);
  ASSERT_EQ(client->start_tls(mock.server.ca_pem(), "imaps.pec.example"), "");
  static_cast<void>(client->line());
  const auto entries = mock.server.journal().entries();
  ASSERT_GE(entries.size(), 2U);
  EXPECT_EQ(entries[1].kind, JournalEntry::Kind::handshake);
  EXPECT_THAT(entries[1].text, testing::HasSubstr("sni=imaps.pec.example"));
}

}  // namespace
}  // namespace pecmock::test
