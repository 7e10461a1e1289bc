// Certificates and verification errors of OpenSSL as plain facts.
#pragma once

#include "protocols/wire/tls_facts.hpp"

#include <openssl/ssl.h>

#include <chrono>
#include <string>
#include <vector>

namespace pecprobe {

/// Of any certificate.
[[nodiscard]] CertificateFacts certificate_facts(const X509* certificate);
/// DER, as it was sent. std::bad_alloc without memory.
[[nodiscard]] std::string encoding(const X509* certificate);
/// UTC; the epoch for a time that cannot be read.
[[nodiscard]] std::chrono::sys_seconds certificate_time(const ASN1_TIME* time);

/// What the server sent, its own certificate first; at most `k_max_chain` of them.
inline constexpr int k_max_chain = 10;
[[nodiscard]] std::vector<CertificateFacts> chain_facts(const SSL* ssl);

/// The time in which all certificates of a verified chain hold, the authority's own included. Null: any time.
struct CertificateValidity {
  std::chrono::sys_seconds not_before = std::chrono::sys_seconds::min();
  std::chrono::sys_seconds not_after = std::chrono::sys_seconds::max();
};
[[nodiscard]] CertificateValidity validity_of(const STACK_OF(X509) * verified);

/// Whether a certificate is for `host` (RFC 9525; a trailing dot is ignored, an IP literal is compared with iPAddress
/// entries only). A name that is only in the CN passes, and is told apart.
[[nodiscard]] HostMatch match_certificate(X509* certificate, const std::string& host);
/// The same of the server's certificate; mismatched where it sent none.
[[nodiscard]] HostMatch match_host(const SSL* ssl, const std::string& host);

/// The problem behind an X509_V_ERR_… number of the certificate at `depth`, 0 for the server's; `certificates_sent`
/// tells a missing intermediate from an unknown issuer.
[[nodiscard]] CertificateProblem problem_of(int verify_error, int depth, std::size_t certificates_sent) noexcept;

}  // namespace pecprobe
