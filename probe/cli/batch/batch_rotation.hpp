// Rotations verified by a batch: the old password of each account, what the answers prove, and the record of it.
#pragma once

#include "probe/batch/batch.hpp"
#include "probe/batch/journal.hpp"
#include "probe/cli/language.hpp"
#include "probe/cli/options/check_request.hpp"
#include "probe/config/accounts_row.hpp"
#include "probe/rotation/ledger.hpp"
#include "probe/rotation/verify/verification.hpp"

#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace pecprobe {

/// The rules are those of `rotate verify`, without its wait. An old password is tried once in all: the journal knows
/// before it is sent, and a run that goes on with that journal does not send it again.
class BatchRotation {
 public:
  /// With --no-memory nothing is recorded. `today` is the day of issue where a row names none. Journal and clock
  /// outlive this.
  BatchRotation(Journal& journal, const GuardSettings& guard, const Environment& environment, const Clock& clock,
                std::chrono::sys_days today);

  /// Makes the test of an account that of its rotation. `old_password` is the old one. A day of issue before the one on
  /// record is an old row's: the record's stands.
  void prepare(BatchAccount& account, AccountPassword old_password, const std::optional<PasswordDates>& on_record);

  /// Rows whose day of issue did not stand, with it and the one on record; the first ones.
  struct OldDay {
    std::size_t index;
    std::chrono::sys_days issued;
    std::chrono::sys_days on_record;
  };
  [[nodiscard]] const std::vector<OldDay>& old_days() const noexcept { return m_old_days; }

  /// The result of an account that just ended, as JSON names it; empty when it was never begun.
  [[nodiscard]] std::string take_result(std::size_t index);

  /// Takes what a former run found complete to the ledger, where that run did not come to it.
  void take_in(const AccountRow& row, const Provider* provider, const JournalEntry& entry);
  /// Takes what is complete to the ledger; may be called from another thread than all others.
  void write();

  /// How many rotations are complete, those of former runs included.
  [[nodiscard]] std::size_t complete() const noexcept { return m_complete; }
  /// Why a complete rotation is not on record; for after the last write().
  [[nodiscard]] const std::optional<LedgerError>& problem() const noexcept { return m_problem; }

 private:
  struct Proved {
    Verification verification;
    const Provider* provider = nullptr;
    std::chrono::sys_days issued{};
  };
  [[nodiscard]] std::chrono::sys_days issued(const Account& account) const;
  [[nodiscard]] bool is_recorded(const Proved& proved) const;
  AccountResult conclude(std::size_t index, const Provider* provider, AccountResult first,
                         std::optional<ServiceResult> second);

  Journal& m_journal;
  std::chrono::sys_days m_today;
  std::unique_ptr<Ledger> m_ledger;  // null: nothing is recorded
  std::map<std::size_t, VerificationResult> m_results;
  std::vector<OldDay> m_old_days;
  std::size_t m_complete = 0;
  std::optional<LedgerError> m_problem;
  std::mutex m_mutex;  // of what was proved
  std::vector<Proved> m_proved;
};

}  // namespace pecprobe
