#include "protocols/net/known_certificates.hpp"

#include "protocols/net/certificate.hpp"

#include <openssl/x509.h>

#include <algorithm>
#include <utility>

namespace pecprobe {

namespace {

/// The slot of a context that OpenSSL keeps for us.
int known_certificates_slot() {
  static const int k_index = SSL_CTX_get_ex_new_index(0, nullptr, nullptr, nullptr, nullptr);
  return k_index;
}

}  // namespace

void KnownCertificates::serve(SSL_CTX* context) { SSL_CTX_set_ex_data(context, known_certificates_slot(), this); }

KnownCertificates* KnownCertificates::of(const SSL* ssl) {
  return static_cast<KnownCertificates*>(SSL_CTX_get_ex_data(SSL_get_SSL_CTX(ssl), known_certificates_slot()));
}

const CertificateFacts& KnownCertificates::facts(X509* certificate) { return known(certificate).facts; }

HostMatch KnownCertificates::match(X509* certificate, const std::string& host) {
  Known& its = known(certificate);
  if (host.empty() || its.host != host) {
    std::string its_host = host;
    its.match = match_certificate(certificate, host);
    its.host.swap(its_host);
  }
  return its.match;
}

KnownCertificates::Known& KnownCertificates::known(X509* certificate) {
  // Not X509_cmp(): it reads all extensions of a certificate at its first look.
  std::string bytes = encoding(certificate);
  const auto found =
      std::find_if(m_known.begin(), m_known.end(), [&bytes](const Known& one) { return one.encoding == bytes; });
  if (found != m_known.end()) {
    return *found;
  }
  if (m_known.size() >= k_most) {
    m_known.clear();
  }
  CertificateFacts facts = certificate_facts(certificate);
  m_known.push_back({std::move(bytes), std::move(facts)});
  return m_known.back();
}

}  // namespace pecprobe
