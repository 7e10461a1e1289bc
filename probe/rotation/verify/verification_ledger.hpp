// What a verification leaves in the ledger of password dates.
#pragma once

#include "probe/rotation/ledger.hpp"
#include "probe/rotation/verify/verification_report.hpp"

#include <tl/expected.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace pecprobe {

/// What was verified, and when.
struct ProvedVerification {
  const Verification& verification;
  const Provider* provider = nullptr;
  std::chrono::sys_days issued{};  // of the new password
  std::chrono::sys_days today{};
  std::string evidence_sha256;                         // empty without a record
  std::optional<std::vector<std::string>> programs{};  // where the password is installed; nothing: as on record
};

/// What stands there afterwards.
struct LedgerNote {
  std::optional<RecordedDates> dates;  // nothing: nothing was written
  std::vector<ProgramOnRecord> programs;
  std::optional<std::chrono::sys_days> issued_before;  // of the password on record, where that was another day
};

/// A complete rotation writes the new date (unless that very password is on record), when each service accepted it, and
/// the event; a proved deactivation its day and the event. Any other result only reads. LedgerRefusal::not_on_record
/// for the deactivation of a password that nobody recorded.
[[nodiscard]] OrLedgerError<LedgerNote> record_verification(Ledger& ledger, const ProvedVerification& proved);

}  // namespace pecprobe
