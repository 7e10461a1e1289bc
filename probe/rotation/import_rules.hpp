// What an accounts file makes of an entry of the ledger: pure, like the other rules.
#pragma once

#include "probe/rotation/ledger_rules.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pecprobe {

/// What a row of a file says of a password.
struct ToldPassword {
  LedgerKey key;
  std::string provider{};
  Validity validity{};
  std::optional<std::chrono::sys_days> issued{};
  std::optional<std::vector<std::string>> programs{};  // nothing: the file does not say
};

enum class ImportOutcome {
  added,
  changed,
  unchanged,
  newer_on_record,  // a password of a later day, or this one's deactivation: left as it is
  without_date,     // and none on record: nothing can be taken down
};

/// Whether a file may take the place of what the ledger knows since later.
enum class WhenNewer { keep, overwrite };

struct Import {
  ImportOutcome outcome = ImportOutcome::unchanged;
  std::optional<LedgerChange> change{};
};

/// A later day of issue is a rotation, as with recorded(). For the password on record a file changes only where it is
/// installed, and fills in what was not known: an extension or an end that a person told stays. Without a day the file
/// speaks of the password on record.
[[nodiscard]] OrRefusal<Import> imported(const std::optional<LedgerEntry>& former, const ToldPassword& told,
                                         WhenNewer when_newer, std::chrono::sys_days today);

}  // namespace pecprobe
