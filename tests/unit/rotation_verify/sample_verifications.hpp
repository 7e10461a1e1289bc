// Verifications as a run would leave them, for tests of whatever shows or stores them.
#pragma once

#include "probe/rotation/verify/evidence_record.hpp"
#include "probe/rotation/verify/verification_report.hpp"

#include <string_view>
#include <vector>

namespace pecprobe::test {

/// Sunday 22 November 2026, 09:00 UTC, `casella@gestore.example` with all three services.
[[nodiscard]] VerificationReport complete_rotation();
/// SMTP refuses the new password through two further tries.
[[nodiscard]] VerificationReport sending_lags();
/// IMAP and POP3 refuse it, SMTP accepts.
[[nodiscard]] VerificationReport receiving_lags();
[[nodiscard]] VerificationReport old_password_lives();
/// IMAP refuses it, SMTP repeats what it said in an earlier run, POP3 is spared.
[[nodiscard]] VerificationReport new_password_refused();
/// IMAP and POP3 refuse, SMTP did so in an earlier run.
[[nodiscard]] VerificationReport deactivated_password();
/// The server's answers are attacks on terminals and parsers; SMTP cannot be reached.
[[nodiscard]] VerificationReport hostile_rotation();

struct NamedVerification {
  std::string_view name;
  VerificationReport report;
};
/// All of the above.
[[nodiscard]] std::vector<NamedVerification> sample_verifications();

[[nodiscard]] EvidenceContext evidence_context();

}  // namespace pecprobe::test
