// What a TLS handshake showed, as plain values: nothing here knows a TLS library.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace pecprobe {

struct CertificateFacts {
  std::string subject;  // RFC 2253 form, bytes of the server
  std::string issuer;
  std::vector<std::string> names;  // subjectAltName dNSName and iPAddress entries
  std::chrono::sys_seconds not_before{};
  std::chrono::sys_seconds not_after{};
  std::string sha256;     // fingerprint, lower-case hexadecimal
  std::string key;        // "RSA 2048", "EC prime256v1" …
  std::string signature;  // "sha256WithRSAEncryption" …

  bool operator==(const CertificateFacts&) const = default;
};

/// Why a certificate does not hold, in the order of precedence of DIAGNOSIS.md.
enum class CertificateProblem {
  expired,
  not_yet_valid,
  weak,
  wrong_purpose,
  self_signed,
  chain_incomplete,
  untrusted,
  wrong_host,
  revoked,
  other,
};

/// One error of the verification, at one depth of the chain (0 is the server's own certificate).
struct VerifyError {
  CertificateProblem problem;
  int depth = 0;
  int number = 0;    // X509_V_ERR_…
  std::string text;  // OpenSSL's own words

  bool operator==(const VerifyError&) const = default;
};

enum class HostMatch { unchecked, matched, matched_common_name_only, mismatched };

/// How a handshake failed other than by its certificate.
enum class TlsFailure {
  none,
  not_tls,  // the peer answered something that is not TLS
  timed_out,
  version,                      // no protocol version in common
  client_certificate_required,  // asked for one and gave up without it
  alert,                        // any other alert of the peer
  closed,                       // end of the stream or a reset during the handshake
  certificate,                  // finished, but the certificate does not hold: see verify_errors
  other,
};

struct TlsFacts {
  TlsFailure failure = TlsFailure::none;
  std::string failure_text;   // alert name or library text, or empty
  std::string not_tls_bytes;  // the first bytes that were not TLS, redacted by nature (nothing was sent before)
  std::string version;        // "TLSv1.3"
  std::string cipher;
  bool resumed = false;
  bool client_certificate_asked = false;
  int handshake_round_trips = 0;
  HostMatch host_match = HostMatch::unchecked;
  std::vector<CertificateFacts> chain;  // as the server sent it, its own first
  std::vector<VerifyError> verify_errors;

  /// True only when the handshake finished and the certificate holds: nothing secret is ever written otherwise.
  [[nodiscard]] bool verified() const noexcept {
    return failure == TlsFailure::none && verify_errors.empty() &&
           (host_match == HostMatch::matched || host_match == HostMatch::matched_common_name_only);
  }
};

}  // namespace pecprobe
