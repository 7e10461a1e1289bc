#include "probe/report/names.hpp"

#include <algorithm>

namespace pecprobe {

std::string_view to_string(ConnectOutcome outcome) noexcept {
  switch (outcome) {
    case ConnectOutcome::connected: return "connected";
    case ConnectOutcome::refused: return "refused";
    case ConnectOutcome::timed_out: return "timed_out";
    case ConnectOutcome::unreachable: return "unreachable";
    case ConnectOutcome::local_failure: return "local_failure";
    case ConnectOutcome::proxy_failed: return "proxy_failed";
    case ConnectOutcome::other: return "other";
    case ConnectOutcome::abandoned: return "abandoned";
  }
  return "";
}

std::string_view to_string(TlsFailure failure) noexcept {
  switch (failure) {
    case TlsFailure::none: return "none";
    case TlsFailure::not_tls: return "not_tls";
    case TlsFailure::timed_out: return "timed_out";
    case TlsFailure::version: return "version";
    case TlsFailure::client_certificate_required: return "client_certificate_required";
    case TlsFailure::alert: return "alert";
    case TlsFailure::closed: return "closed";
    case TlsFailure::certificate: return "certificate";
    case TlsFailure::other: return "other";
  }
  return "";
}

std::string_view to_string(CertificateProblem problem) noexcept {
  switch (problem) {
    case CertificateProblem::expired: return "expired";
    case CertificateProblem::not_yet_valid: return "not_yet_valid";
    case CertificateProblem::weak: return "weak";
    case CertificateProblem::wrong_purpose: return "wrong_purpose";
    case CertificateProblem::self_signed: return "self_signed";
    case CertificateProblem::chain_incomplete: return "chain_incomplete";
    case CertificateProblem::untrusted: return "untrusted";
    case CertificateProblem::wrong_host: return "wrong_host";
    case CertificateProblem::revoked: return "revoked";
    case CertificateProblem::other: return "other";
  }
  return "";
}

std::string_view to_string(Lookalike lookalike) noexcept {
  switch (lookalike) {
    case Lookalike::unknown: return "unknown";
    case Lookalike::imap: return "imap";
    case Lookalike::pop3: return "pop3";
    case Lookalike::smtp: return "smtp";
    case Lookalike::ftp: return "ftp";
    case Lookalike::http: return "http";
    case Lookalike::ssh: return "ssh";
    case Lookalike::tls: return "tls";
  }
  return "";
}

std::string_view to_string(TranscriptEntry::Kind kind) noexcept {
  switch (kind) {
    case TranscriptEntry::Kind::sent: return "sent";
    case TranscriptEntry::Kind::received: return "received";
    case TranscriptEntry::Kind::note: return "note";
  }
  return "";
}

std::optional<CertificateProblem> certificate_problem(const TlsFacts& tls) noexcept {
  const auto first = std::min_element(tls.verify_errors.begin(), tls.verify_errors.end(),
                                      [](const VerifyError& a, const VerifyError& b) { return a.problem < b.problem; });
  if (first != tls.verify_errors.end()) {
    return first->problem;
  }
  if (tls.host_match == HostMatch::mismatched) {
    return CertificateProblem::wrong_host;
  }
  return tls.failure == TlsFailure::certificate ? std::optional(CertificateProblem::other) : std::nullopt;
}

}  // namespace pecprobe
