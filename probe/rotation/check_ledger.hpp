// What a check takes from the ledger of dates, and what it adds to it.
#pragma once

#include "probe/rotation/ledger.hpp"

#include <tl/expected.hpp>

#include <memory>
#include <optional>

namespace pecprobe {

/// A ledger, or why there is none. Null: none is wanted.
using LedgerOrProblem = tl::expected<std::unique_ptr<Ledger>, StateProblem>;

/// The ledger of one check; empty, and silent, where none is wanted. Its first problem ends its use.
class CheckLedger {
 public:
  explicit CheckLedger(LedgerOrProblem ledger);

  /// The dates on record of the account's password; nothing where there are none.
  [[nodiscard]] std::optional<PasswordDates> dates_of(const Account& account);
  /// Remembers which services accepted the password.
  void note(const AccountResult& result);

  [[nodiscard]] const std::optional<StateProblem>& problem() const noexcept { return m_problem; }

 private:
  std::unique_ptr<Ledger> m_ledger;  // null: not used
  std::optional<StateProblem> m_problem;
};

/// The services of a result that took the password.
[[nodiscard]] AcceptedPassword accepted_password(const AccountResult& result);

}  // namespace pecprobe
