// The dates of app passwords, kept between runs.
#pragma once

#include "probe/rotation/import_rules.hpp"
#include "probe/rotation/ledger_entry.hpp"
#include "probe/rotation/ledger_rules.hpp"
#include "probe/state/state_problem.hpp"

#include <tl/expected.hpp>

#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace pecprobe {

/// Either the state cannot be used, or the ledger's rules refuse.
using LedgerError = std::variant<StateProblem, LedgerRefusal>;

template <typename T>
using OrLedgerError = tl::expected<T, LedgerError>;

/// Services that took an account's password.
struct AcceptedPassword {
  LedgerKey key;
  std::vector<Protocol> services;
};

/// Each change is one transaction: after a crash or a power cut all of it is there, or nothing; what was returned as
/// done is on disk. Several processes may write; not for several threads at once. Days are those of Italy, `today` is
/// the caller's. Nothing is ever thrown for the state's sake.
class Ledger {
 public:
  Ledger() = default;
  Ledger(const Ledger&) = delete;
  Ledger& operator=(const Ledger&) = delete;
  virtual ~Ledger() = default;

  /// Nothing when it is not on record, or there is no state file yet.
  [[nodiscard]] virtual tl::expected<std::optional<LedgerEntry>, StateProblem> find(const LedgerKey& key) = 0;
  /// Every account, by address, kind and login.
  [[nodiscard]] virtual tl::expected<std::vector<LedgerEntry>, StateProblem> entries() = 0;
  /// Oldest first, passwords before the present one included.
  [[nodiscard]] virtual tl::expected<std::vector<LedgerEvent>, StateProblem> history(const LedgerKey& key) = 0;

  /// Each returns the entry as it is afterwards; the rules are those of ledger_rules.hpp. record() makes the state
  /// file where there is none.
  [[nodiscard]] virtual OrLedgerError<LedgerEntry> record(const NewPassword& password, std::chrono::sys_days today) = 0;
  [[nodiscard]] virtual OrLedgerError<LedgerEntry> extend(const LedgerKey& key, std::chrono::sys_days on,
                                                          std::optional<std::chrono::sys_days> expires,
                                                          std::chrono::sys_days today) = 0;
  [[nodiscard]] virtual OrLedgerError<LedgerEntry> deactivate(const LedgerKey& key, std::chrono::sys_days on,
                                                              std::chrono::sys_days today) = 0;
  [[nodiscard]] virtual OrLedgerError<LedgerEntry> install(const LedgerKey& key, const std::string& program,
                                                           std::chrono::sys_days today) = 0;

  /// All of them in one transaction, by the rules of import_rules.hpp; what became of each, in their order. One that is
  /// refused keeps all others out.
  [[nodiscard]] virtual OrLedgerError<std::vector<ImportOutcome>> import(const std::vector<ToldPassword>& told,
                                                                         WhenNewer when_newer,
                                                                         std::chrono::sys_days today) = 0;

  /// These services accepted the present password now (by the clock): all accounts in one transaction. Leaves no event,
  /// since every passed check says it; an account that is not on record, or is deactivated, is left alone.
  [[nodiscard]] virtual std::optional<StateProblem> note_accepted(const std::vector<AcceptedPassword>& accepted) = 0;
  /// Adds to history what changes no date, as `verified` and `found_dead` do; `written_at` is set here.
  [[nodiscard]] virtual OrLedgerError<LedgerEntry> add_event(const LedgerKey& key, const LedgerEvent& event) = 0;
};

/// Keeps the ledger in the state file at `path`. `clock` outlives it.
[[nodiscard]] std::unique_ptr<Ledger> make_ledger(std::string path, const Clock& clock);

}  // namespace pecprobe
