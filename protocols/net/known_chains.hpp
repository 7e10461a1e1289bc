// Certificate chains that were verified for connections of one network, and need not be a second time.
#pragma once

#include "protocols/base/clock.hpp"
#include "protocols/net/certificate.hpp"

#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace pecprobe {

/// Thousands of connections go to a few servers, and the signatures of a chain cost a quarter of a full handshake. What
/// a chain is judged by (RFC 5280 §6.1) are the bytes that the server sent, the authorities and lists of the context,
/// and the time: the same bytes hold again while every certificate of the chain is valid. That the server has the key,
/// that its certificate is for the host and whether a stapled answer revokes it is seen at each handshake all the same.
/// For one thread.
class KnownChains {
 public:
  /// So many at most; then it begins anew.
  static constexpr std::size_t k_most = 64;
  /// After this a chain is verified anew, however long its certificates are valid.
  static constexpr std::chrono::hours k_holds{1};

  /// `clock` outlives it.
  explicit KnownChains(const Clock& clock) : m_clock(clock) {}

  /// The connections of `context` verify here from now on. Outlives them, and serves no other context.
  void serve(SSL_CTX* context);

  /// As X509_verify_cert(3). Only a chain that held without any error is remembered; without memory for it, none.
  [[nodiscard]] int verify(X509_STORE_CTX* handshake) noexcept;

  [[nodiscard]] std::size_t size() const noexcept { return m_chains.size(); }

 private:
  using Certificates = STACK_OF(X509);
  struct FreeChain {
    void operator()(Certificates* chain) const noexcept { sk_X509_pop_free(chain, &X509_free); }
  };
  using Owned = std::unique_ptr<Certificates, FreeChain>;
  struct Chain {
    std::string sent;  // DER, the server's own certificate first
    Owned verified;    // up to the authority
    CertificateValidity validity;
    Timestamp at;
  };
  /// The verified chain, for one owner more; null where what was sent is not known or must be verified anew.
  [[nodiscard]] Certificates* known(const std::string& sent) noexcept;
  [[nodiscard]] bool holds(const Chain& chain) const;
  void remember(std::string sent, Owned verified) noexcept;

  const Clock& m_clock;
  std::vector<Chain> m_chains;
};

}  // namespace pecprobe
