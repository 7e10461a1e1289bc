#include "tests/unit/net/tls_peer.hpp"

#include <gtest/gtest.h>
#include <openssl/bio.h>

#include <array>
#include <chrono>
#include <map>

namespace pecprobe::test {

using pecmock::require;

namespace {

int staple(SSL* ssl, void* argument) {
  const auto& response = *static_cast<const std::string*>(argument);
  auto* copy = static_cast<unsigned char*>(OPENSSL_memdup(response.data(), response.size()));  // OpenSSL frees it
  SSL_set_tlsext_status_ocsp_resp(ssl, copy, static_cast<long>(response.size()));
  return SSL_TLSEXT_ERR_OK;
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
      m_ca_file(m_folder.file("ca.pem", m_pki.ca_pem())) {}

const pecmock::ServerIdentity& identity_of(pecmock::CertificateKind kind) {
  static std::map<pecmock::CertificateKind, pecmock::ServerIdentity> identities;
  const auto found = identities.find(kind);
  return found != identities.end()
             ? found->second
             : identities.emplace(kind, test_authority().pki().make_identity({kind, {}, {}, {}, {}})).first->second;
}

const TestAuthority& test_authority() {
  static const TestAuthority authority;
  return authority;
}

TlsPeer::TlsPeer(const pecmock::ServerIdentity& identity, const PeerOptions& options)
    : m_context(SSL_CTX_new(TLS_server_method())), m_stapled(identity.ocsp_response) {
  SSL_CTX* context = m_context.get();
  require(context != nullptr, "a TLS context");
  SSL_CTX_set_security_level(context, 0);  // weak certificates are shown, too
  require(SSL_CTX_set_min_proto_version(context, options.version) == 1 &&
              SSL_CTX_set_max_proto_version(context, options.version) == 1 &&
              SSL_CTX_use_certificate(context, identity.certificate.get()) == 1 &&
              SSL_CTX_use_PrivateKey(context, identity.key.get()) == 1 &&
              (options.groups.empty() || SSL_CTX_set1_groups_list(context, options.groups.c_str()) == 1),
          "a TLS server");
  for (const pecmock::Certificate& certificate : identity.chain) {
    require(SSL_CTX_add1_chain_cert(context, certificate.get()) == 1, "the chain of a server");
  }
  if (!m_stapled.empty()) {
    // The macro for it casts in the manner of C.
    SSL_CTX_callback_ctrl(context, SSL_CTRL_SET_TLSEXT_STATUS_REQ_CB, reinterpret_cast<void (*)()>(staple));
    SSL_CTX_set_tlsext_status_arg(context, &m_stapled);
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

std::string TlsPeer::ask_again() {
  require(SSL_renegotiate(m_ssl.get()) == 1, "a request for another handshake");
  SSL_do_handshake(m_ssl.get());
  return drained(SSL_get_wbio(m_ssl.get()));
}

std::string TlsPeer::renew_keys(int times) {
  for (int i = 0; i < times; ++i) {
    require(SSL_key_update(m_ssl.get(), SSL_KEY_UPDATE_REQUESTED) == 1 && SSL_do_handshake(m_ssl.get()) == 1,
            "a renewal of keys");
  }
  return drained(SSL_get_wbio(m_ssl.get()));
}

std::string TlsPeer::fatal_alert() {
  constexpr std::string_view k_no_record("\x17\x03\x03\x00\x05nope!", 10);
  BIO_write(SSL_get_rbio(m_ssl.get()), k_no_record.data(), static_cast<int>(k_no_record.size()));
  std::array<char, 16> nothing{};
  SSL_read(m_ssl.get(), nothing.data(), static_cast<int>(nothing.size()));
  return drained(SSL_get_wbio(m_ssl.get()));
}

}  // namespace pecprobe::test
