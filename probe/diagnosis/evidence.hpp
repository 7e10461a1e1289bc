// Builders of evidence: which facts a diagnosis shows, in the order in which they were seen.
#pragma once

#include "probe/diagnosis/sighting.hpp"
#include "probe/model/diagnosis.hpp"

#include <chrono>
#include <string>
#include <vector>

namespace pecprobe {

[[nodiscard]] std::vector<Evidence> no_evidence(const Sighting& seen);

/// What the resolver said.
[[nodiscard]] std::vector<Evidence> resolver_error(const Sighting& seen);
/// Each address that was tried in vain, with the system's words.
[[nodiscard]] std::vector<Evidence> failed_addresses(const Sighting& seen);

/// The alert or the library's words about the handshake, and the bytes that were not TLS.
[[nodiscard]] std::vector<Evidence> tls_failure(const Sighting& seen);
/// Every verification error, then the server's own certificate.
[[nodiscard]] std::vector<Evidence> certificate_errors(const Sighting& seen);

/// The lines of the refusal.
[[nodiscard]] std::vector<Evidence> refusal_lines(const Sighting& seen);
/// The alerts, then the lines of the refusal.
[[nodiscard]] std::vector<Evidence> alerts_and_refusal(const Sighting& seen);
/// The lines of the answer that accepted the login.
[[nodiscard]] std::vector<Evidence> accepted_lines(const Sighting& seen);
/// The lines that accepted a login before the password was sent: an answer, or else the greeting.
[[nodiscard]] std::vector<Evidence> early_acceptance(const Sighting& seen);
/// Bytes that should not have been there.
[[nodiscard]] std::vector<Evidence> unexpected_bytes(const Sighting& seen);
/// Which limit or rule was broken, then the bytes that broke it and the refusal, where they were
/// kept.
[[nodiscard]] std::vector<Evidence> broken_rule(const Sighting& seen);
/// The last list of capabilities before the dialogue stopped.
[[nodiscard]] std::vector<Evidence> capabilities(const Sighting& seen);
/// What the transport reported, and the step in which it happened.
[[nodiscard]] std::vector<Evidence> interrupted_step(const Sighting& seen);

/// The host that a refusal with [REFERRAL] names, or nothing: that of an IMAP URL such as imap://user;AUTH=*@host/ (RFC
/// 5092 §3).
[[nodiscard]] std::string referred_host(const Sighting& seen);

/// The lines of one reply, made up again from its parts where they were not kept.
[[nodiscard]] std::vector<std::string> lines_of(const Reply& reply);
/// Subject, issuer and dates of a certificate.
[[nodiscard]] std::string described(const CertificateFacts& certificate);

}  // namespace pecprobe
