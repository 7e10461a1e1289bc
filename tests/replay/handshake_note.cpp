#include "tests/replay/handshake_note.hpp"

#include "protocols/base/text.hpp"

#include <optional>
#include <stdexcept>
#include <string>

namespace pecprobe::test {

namespace {

std::optional<std::string_view> after(std::string_view text, std::string_view prefix) {
  return text.starts_with(prefix) ? std::optional(text.substr(prefix.size())) : std::nullopt;
}

/// Verification errors of OpenSSL by their number (x509_vfy.h), as far as they were recorded.
CertificateProblem problem_of(std::uint64_t number) {
  switch (number) {
    case 9: return CertificateProblem::not_yet_valid;
    case 10: return CertificateProblem::expired;
    case 18: return CertificateProblem::self_signed;
    case 20: return CertificateProblem::chain_incomplete;  // how many certificates came was not recorded
    case 23: return CertificateProblem::revoked;
    case 26: return CertificateProblem::wrong_purpose;
    case 66:
    case 68: return CertificateProblem::weak;
    default: throw std::runtime_error("unknown verification error " + std::to_string(number));
  }
}

TlsFacts certificate_failure(std::string_view words) {
  const auto open = words.rfind("(code ");
  const auto number = parse_number(words.substr(open + 6, words.size() - open - 7));
  TlsFacts facts;
  facts.failure = TlsFailure::certificate;
  facts.host_match = HostMatch::matched;
  facts.verify_errors = {
      {problem_of(number.value()), 0, static_cast<int>(*number), std::string(words.substr(0, open - 1))}};
  return facts;
}

TlsFailure failure_of(std::string_view error) {
  if (error == "WRONG_VERSION_NUMBER") {
    return TlsFailure::not_tls;
  }
  if (error == "UNEXPECTED_EOF_WHILE_READING") {
    return TlsFailure::closed;
  }
  if (error == "TLSV1_ALERT_PROTOCOL_VERSION") {
    return TlsFailure::version;
  }
  if (error.find("_ALERT_") != std::string_view::npos) {
    return TlsFailure::alert;
  }
  throw std::runtime_error("unknown TLS error " + std::string(error));
}

TlsFacts failure(TlsFailure kind, std::string_view text) {
  TlsFacts facts;
  facts.failure = kind;
  facts.failure_text = std::string(text);
  return facts;
}

}  // namespace

TlsFacts facts_from_note(std::string_view note) {
  if (const auto parameters = after(note, "TLS handshake ok: ")) {
    if (!parameters->starts_with("TLSv1.2 ") && !parameters->starts_with("TLSv1.3 ")) {
      return failure(TlsFailure::version, *parameters);  // our client offers no older version
    }
    TlsFacts facts;
    facts.version = std::string(parameters->substr(0, 7));
    facts.cipher = std::string(parameters->substr(8));
    facts.host_match = HostMatch::matched;
    return facts;
  }
  if (const auto words = after(note, "TLS handshake: certificate verify failed: ")) {
    return certificate_failure(*words);
  }
  if (const auto error = after(note, "TLS handshake: TLS error: ")) {
    return failure(failure_of(*error), *error);
  }
  if (note.starts_with("TLS handshake: timeout")) {
    return failure(TlsFailure::timed_out, "");
  }
  if (const auto reset = after(note, "TLS handshake: ConnectionResetError: ")) {
    return failure(TlsFailure::closed, *reset);
  }
  throw std::runtime_error("unknown note: " + std::string(note));
}

}  // namespace pecprobe::test
