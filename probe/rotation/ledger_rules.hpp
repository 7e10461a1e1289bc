// What a rotation, an extension and the rest make of an entry: pure, so that every store keeps the same rules.
#pragma once

#include "probe/rotation/ledger_entry.hpp"

#include <tl/expected.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace pecprobe {

/// Why the ledger does not take something in. Nothing was changed.
enum class LedgerRefusal {
  not_on_record,
  in_the_future,      // a day after today
  expires_too_early,  // before the password was issued or extended
  before_issue,       // extended or deactivated before it was issued
  expiry_unknown,     // nothing says how long an extension lasts
  deactivated,        // there is no password to extend or to install
  no_such_program,
};

/// A password that the provider generated.
struct NewPassword {
  LedgerKey key;
  std::string provider{};
  Validity validity{};
  std::chrono::sys_days issued{};
  std::optional<std::chrono::sys_days> expires{};      // what the portal shows; else what follows from `validity`
  std::optional<std::vector<std::string>> programs{};  // nothing: those of the former password
};

/// The entry as it is afterwards, and the event for history; none where everything was so already.
struct LedgerChange {
  LedgerEntry entry;
  std::optional<LedgerEvent> event;
};

template <typename T>
using OrRefusal = tl::expected<T, LedgerRefusal>;

/// A new password begins anew: no extensions, nothing verified, every program open. One with the issue date that is on
/// record (and was not deactivated) is the same password: its facts are corrected, and what was done stays done.
[[nodiscard]] OrRefusal<LedgerChange> recorded(const std::optional<LedgerEntry>& former, const NewPassword& password,
                                               std::chrono::sys_days today);
/// `expires`: what the portal shows; else the validity counts from `on`. Told a second time for the same day, the
/// former is corrected.
[[nodiscard]] OrRefusal<LedgerChange> extended(const LedgerEntry& entry, std::chrono::sys_days on,
                                               std::optional<std::chrono::sys_days> expires,
                                               std::chrono::sys_days today);
/// One that is deactivated already stays so since its first day.
[[nodiscard]] OrRefusal<LedgerChange> deactivated(const LedgerEntry& entry, std::chrono::sys_days on,
                                                  std::chrono::sys_days today);
/// The name as recorded, letter case ignored.
[[nodiscard]] OrRefusal<LedgerChange> installed(const LedgerEntry& entry, const std::string& program,
                                                std::chrono::sys_days today);

}  // namespace pecprobe
