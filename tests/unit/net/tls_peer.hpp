// The server side of TLS in memory: the test decides when, and in which pieces, its bytes go out.
#pragma once

#include "fixtures/pki/server_identity.hpp"
#include "tests/support/temporary_folder.hpp"

#include <openssl/ssl.h>

#include <memory>
#include <string>
#include <string_view>

namespace pecprobe::test {

/// An authority that this run made, and the file that makes a client trust it.
class TestAuthority {
 public:
  TestAuthority();
  [[nodiscard]] const pecmock::TestPki& pki() const { return m_pki; }
  [[nodiscard]] const std::string& ca_file() const { return m_ca_file; }

 private:
  pecmock::TestPki m_pki;
  TemporaryFolder m_folder;
  std::string m_ca_file;
};
/// Made once for the whole test program.
[[nodiscard]] const TestAuthority& test_authority();

/// A server's key and certificate under it; made once of each kind, since that costs more than a handshake.
[[nodiscard]] const pecmock::ServerIdentity& identity_of(pecmock::CertificateKind kind);

struct PeerOptions {
  int version = TLS1_3_VERSION;  // the only one that it speaks
  std::string groups{};  // of key exchange; empty: OpenSSL's own. One that the client did not guess costs a flight
};

class TlsPeer {
 public:
  explicit TlsPeer(const pecmock::ServerIdentity& identity, const PeerOptions& options = {});
  TlsPeer(const TlsPeer&) = delete;
  TlsPeer& operator=(const TlsPeer&) = delete;

  /// Takes bytes of the client; gives what goes back, `greeting` included as soon as the handshake is done.
  [[nodiscard]] std::string answer(std::string_view bytes, std::string_view greeting = {});
  /// A request to shake hands again, in the middle of the connection (RFC 5246 §7.4.1.1).
  [[nodiscard]] std::string ask_again();
  /// So many KeyUpdates, each of which asks the client for one of its own (RFC 8446 §4.6.3).
  [[nodiscard]] std::string renew_keys(int times);
  /// The fatal alert that answers a record which cannot be read (RFC 8446 §6.2), in the midst of the handshake or after
  /// it.
  [[nodiscard]] std::string fatal_alert();
  /// What the client sent inside TLS so far.
  [[nodiscard]] const std::string& heard() const { return m_heard; }

 private:
  std::unique_ptr<SSL_CTX, pecmock::FreeWith<SSL_CTX_free>> m_context;
  std::unique_ptr<SSL, pecmock::FreeWith<SSL_free>> m_ssl;
  std::string m_stapled;  // DER
  std::string m_heard;
  bool m_has_greeted = false;
};

}  // namespace pecprobe::test
