// Watches the accounts of a file: whose turn it is, what each showed last, what changed.
#pragma once

#include "probe/monitor/history_store.hpp"
#include "probe/monitor/schedule.hpp"

#include <cstddef>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace pecprobe::monitor {

/// Whether an account has a password that can be read without a person.
enum class Testable { no, yes };

/// An account of the file.
struct WatchedAccount {
  Account account;
  Testable testable = Testable::yes;
};

/// What is known of an account of the file.
struct AccountView {
  WatchedAccount watched;
  std::optional<AccountHistory> history;  // nothing: not tested yet
  std::optional<Timestamp> next_turn;
};

struct MonitorView {
  std::vector<AccountView> accounts;  // in the order of the file
  std::vector<ProviderPause> pauses;
  std::optional<StateProblem> problem;  // why the history is not kept
};

/// watch(), begin_due(), ended() and put_off() come from one thread, the others from any. Time comes from outside.
class Monitor {
 public:
  /// `store` (null: nothing is kept between runs) and what `on_change` uses outlive the monitor. Reads what the store
  /// knows. `on_change` may be empty.
  Monitor(const ScheduleLimits& limits, HistoryStore* store, OnChange on_change, Timestamp now);

  /// These accounts from now on.
  void watch(std::vector<WatchedAccount> accounts);
  /// The turn of everybody who can be tested is now, once.
  void want_all();

  /// The accounts whose test is to begin now, by their places in the file.
  [[nodiscard]] std::vector<std::size_t> begin_due(Timestamp now);
  /// A test that was begun has ended. One that was cut off is forgotten.
  void ended(const TestedAccount& tested, Timestamp now);
  /// A test that was begun could not be made now.
  void put_off(const Account& account, Timestamp until);

  [[nodiscard]] Timestamp next_look(Timestamp now) const;
  [[nodiscard]] std::size_t under_way() const;
  /// Nobody whom want_all() named is left, but for accounts of providers that are left alone.
  [[nodiscard]] bool is_done(Timestamp now) const;
  /// Why the history is not kept.
  [[nodiscard]] std::optional<StateProblem> problem() const;
  [[nodiscard]] MonitorView view() const;

 private:
  [[nodiscard]] std::optional<AccountHistory> known(const std::string& key) const;
  void note(std::optional<StateProblem> problem);
  void keep(const PauseNews& news);

  HistoryStore* m_store;
  OnChange m_on_change;
  mutable std::mutex m_mutex;  // guards what follows
  Schedule m_schedule;
  std::vector<WatchedAccount> m_accounts;
  std::map<std::string, std::size_t> m_places;  // of the accounts, by key
  std::map<std::string, AccountHistory> m_histories;
  std::optional<StateProblem> m_problem;
};

}  // namespace pecprobe::monitor
