// Small facts for tests of the diagnosis: one service that came so far and no farther.
#pragma once

#include "probe/diagnosis/diagnose.hpp"

#include <chrono>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace pecprobe::test {

inline constexpr std::chrono::sys_days k_today = std::chrono::year{2026} / 11 / 22;

/// A line as the three protocols would read it: "NO [EXPIRED] text" (the tag left out), "* BYE
/// text", "-ERR [AUTH] text", "535 5.7.8 text".
[[nodiscard]] Reply reply(std::string_view line);

/// Connected over TLS with a certificate that holds; nothing was said yet.
[[nodiscard]] ServiceFacts connected(Protocol protocol);
/// Connected without TLS, as --allow-cleartext does on loopback.
[[nodiscard]] ServiceFacts connected_in_clear(Protocol protocol);
/// Logged in, checked, left.
[[nodiscard]] ServiceFacts passed(Protocol protocol);

/// Stopped by `line` at the greeting, the first command, STARTTLS, the login, the mailbox, the
/// sender or the recipient.
[[nodiscard]] ServiceFacts stopped_by(Protocol protocol, Stop stop, std::string_view line);
[[nodiscard]] inline ServiceFacts login_refused(Protocol protocol, std::string_view line) {
  return stopped_by(protocol, Stop::auth_refused, line);
}
/// The connection ended in `step`, after these last words (empty: none).
[[nodiscard]] ServiceFacts lost(Protocol protocol, Stop stop, Step step, std::string_view farewell = {});

/// The handshake failed; the dialogue never began.
[[nodiscard]] ServiceFacts tls_failed(TlsFailure failure, TlsMode mode = TlsMode::implicit);
/// The certificate does not hold, for these reasons.
[[nodiscard]] ServiceFacts certificate_failed(const std::vector<CertificateProblem>& problems,
                                              std::string issuer = "CN=Some CA");

/// Never connected: every attempt ended so.
[[nodiscard]] ServiceFacts not_connected(const std::vector<ConnectOutcome>& outcomes);

/// `facts` with one thing changed.
[[nodiscard]] ServiceFacts with(ServiceFacts facts, const std::function<void(ServiceFacts&)>& change);

/// The diagnosis of a service that stands alone.
[[nodiscard]] Diagnosis diagnosis_of(const ServiceFacts& facts, const Knowledge& knowledge = {});
[[nodiscard]] Code code_of(const ServiceFacts& facts, const Knowledge& knowledge = {});

}  // namespace pecprobe::test
