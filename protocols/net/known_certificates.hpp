// Certificates that connections of one network have met before, with what was read from them.
#pragma once

#include "protocols/wire/tls_facts.hpp"

#include <openssl/ssl.h>

#include <cstddef>
#include <string>
#include <vector>

namespace pecprobe {

/// Thousands of connections go to a few servers, and to read a certificate takes longer than to tell that it is the
/// same as before. Only what is shown of it is kept; KnownChains has those that hold. For one thread.
class KnownCertificates {
 public:
  /// So many at most; then it begins anew.
  static constexpr std::size_t k_most = 64;

  /// The connections of `context` remember here from now on. Outlives them.
  void serve(SSL_CTX* context);
  /// Of the context of `ssl`; null where none serves it.
  [[nodiscard]] static KnownCertificates* of(const SSL* ssl);

  /// As certificate_facts(). Valid until the next call.
  [[nodiscard]] const CertificateFacts& facts(X509* certificate);
  /// As match_certificate().
  [[nodiscard]] HostMatch match(X509* certificate, const std::string& host);

  [[nodiscard]] std::size_t size() const noexcept { return m_known.size(); }

 private:
  struct Known {
    std::string encoding;
    CertificateFacts facts;
    std::string host{};  // that it was compared with last; empty: with none
    HostMatch match = HostMatch::unchecked;
  };
  [[nodiscard]] Known& known(X509* certificate);

  std::vector<Known> m_known;
};

}  // namespace pecprobe
