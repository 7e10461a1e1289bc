// The ledger of password dates during a batch: read once at its beginning, written in groups.
#pragma once

#include "probe/cli/language.hpp"
#include "probe/cli/options/check_request.hpp"
#include "probe/model/report.hpp"
#include "probe/rotation/ledger.hpp"

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <tuple>
#include <vector>

namespace pecprobe {

/// Empty, and silent, with --no-memory. Its first problem ends its use.
class BatchLedger {
 public:
  /// `clock` outlives it.
  BatchLedger(const GuardSettings& guard, const Environment& environment, const Clock& clock);

  /// The dates on record of the account's password; nothing where there are none.
  [[nodiscard]] std::optional<PasswordDates> dates_of(const Account& account) const;

  /// Remembers which services accepted the password, until write() takes it to the ledger. Waits for nothing.
  void note(const AccountResult& result);
  /// What was noted since the last time, in one transaction. May be called from another thread than note().
  void write();

  /// For after the last write().
  [[nodiscard]] const std::optional<StateProblem>& problem() const noexcept { return m_problem; }

 private:
  using Key = std::tuple<std::string, AccountKind, std::string>;
  [[nodiscard]] static Key key_of(const LedgerKey& key);

  std::unique_ptr<Ledger> m_ledger;  // null: not used
  std::map<Key, PasswordDates> m_dates;
  std::optional<StateProblem> m_problem;
  std::mutex m_mutex;  // of what was noted
  std::vector<AcceptedPassword> m_noted;
};

}  // namespace pecprobe
