#include "tests/unit/net/tls_peer.hpp"

#include <gtest/gtest.h>
#include <openssl/bio.h>

#include <array>
#include <chrono>
#include <fstream>
#include <map>

namespace pecprobe::test {

using pecmock::require;

namespace {

/// Making keys costs more than the handshake that uses them.
const pecmock::ServerIdentity& identity_of(pecmock::CertificateKind kind) {
  static std::map<pecmock::CertificateKind, pecmock::ServerIdentity> identities;
  const auto found = identities.find(kind);
  return found != identities.end()
             ? found->second
             : identities.emplace(kind, test_authority().pki().make_identity({kind, {}, {}, {}, {}})).first->second;
}

std::string drained(BIO* bio) {
  std::string bytes;
  std::array<char, 4096> piece{};
  for (int size = 0; (size = BIO_read(bio, piece.data(), static_cast<int>(piece.size()))) > 0;) {
    bytes.append(piece.data(), static_cast<std::size_t>(size));
  }
  return bytes;
}

}  // namespace

TestAuthority::TestAuthority()
    : m_pki(std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now())),
      m_ca_file(testing::TempDir() + "net-ca-" + std::to_string(::getpid()) + ".pem") {
  std::ofstream(m_ca_file) << m_pki.ca_pem();
}

const TestAuthority& test_authority() {
  static const TestAuthority authority;
  return authority;
}

TlsPeer::TlsPeer(const PeerOptions& options) : m_context(SSL_CTX_new(TLS_server_method())) {
  SSL_CTX* context = m_context.get();
  require(context != nullptr, "a TLS context");
  SSL_CTX_set_security_level(context, 0);  // weak certificates are shown, too
  const pecmock::ServerIdentity& identity = identity_of(options.certificate);
  require(SSL_CTX_set_min_proto_version(context, options.version) == 1 &&
              SSL_CTX_set_max_proto_version(context, options.version) == 1 &&
              SSL_CTX_use_certificate(context, identity.certificate.get()) == 1 &&
              SSL_CTX_use_PrivateKey(context, identity.key.get()) == 1 &&
              (options.groups.empty() || SSL_CTX_set1_groups_list(context, options.groups.c_str()) == 1),
          "a TLS server");
  for (const pecmock::Certificate& certificate : identity.chain) {
    require(SSL_CTX_add1_chain_cert(context, certificate.get()) == 1, "the chain of a server");
  }
  m_ssl.reset(SSL_new(context));
  require(m_ssl != nullptr, "a TLS connection");
  SSL_set_bio(m_ssl.get(), BIO_new(BIO_s_mem()), BIO_new(BIO_s_mem()));
  SSL_set_accept_state(m_ssl.get());
}

std::string TlsPeer::answer(std::string_view bytes, std::string_view greeting) {
  BIO_write(SSL_get_rbio(m_ssl.get()), bytes.data(), static_cast<int>(bytes.size()));
  if (SSL_do_handshake(m_ssl.get()) == 1) {
    if (!m_has_greeted && !greeting.empty()) {
      SSL_write(m_ssl.get(), greeting.data(), static_cast<int>(greeting.size()));
      m_has_greeted = true;
    }
    std::array<char, 4096> piece{};
    for (int size = 0; (size = SSL_read(m_ssl.get(), piece.data(), static_cast<int>(piece.size()))) > 0;) {
      m_heard.append(piece.data(), static_cast<std::size_t>(size));
    }
  }
  return drained(SSL_get_wbio(m_ssl.get()));
}

}  // namespace pecprobe::test
