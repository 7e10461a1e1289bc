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

/// What keeps this computer from testing an account; nothing that the mailbox showed.
struct FaultHere {
  Code code = Code::local_resource;
  Timestamp since{};  // in a row
  std::vector<Evidence> evidence;
};

/// What is known of an account of the file.
struct AccountView {
  WatchedAccount watched;
  std::optional<AccountHistory> history;  // nothing: not tested yet
  std::optional<Timestamp> next_turn;
  std::optional<FaultHere> fault{};
};

struct MonitorView {
  std::vector<AccountView> accounts;  // in the order of the file
  std::vector<ProviderPause> pauses;
  std::optional<StateProblem> problem;  // why the history is not kept
};

/// watch(), begin_due(), ended() and put_off() come from one thread, the others from any. Time comes from outside.
class Monitor {
 public:
  /// `store` (null: nothing is kept between runs) and `listener` (null: nobody is told) outlive the monitor. Reads what
  /// the store knows. Without a store nobody is told.
  Monitor(const ScheduleLimits& limits, HistoryStore* store, ChangeListener* listener, Timestamp now);

  /// These accounts from now on.
  void watch(std::vector<WatchedAccount> accounts);
  /// The turn of everybody who can be tested is now, once.
  void want_all();

  /// The accounts whose test is to begin now, by their places in the file.
  [[nodiscard]] std::vector<std::size_t> begin_due(Timestamp now);
  /// A test that was begun has ended. One that was cut off is forgotten. What a fault of this computer kept from being
  /// tested is no result: the account comes again soon, unless it sent a password that was not accepted. The fault,
  /// where the account had none before.
  std::optional<FaultHere> ended(const TestedAccount& tested, Timestamp now);
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
  void write(const std::string& key, const TestedAccount& tested, const std::optional<AccountHistory>& before,
             const AccountHistory& after);
  std::optional<FaultHere> take_fault(const std::string& key, const TestedAccount& tested);
  void note(std::optional<StateProblem> problem);
  void keep(const PauseNews& news);

  HistoryStore* m_store;
  ChangeListener* m_listener;
  /// What the store has of accounts whose last results it did not take; for the monitor's thread.
  std::map<std::string, std::optional<AccountHistory>> m_unwritten;
  mutable std::mutex m_mutex;  // guards what follows
  Schedule m_schedule;
  std::vector<WatchedAccount> m_accounts;
  std::map<std::string, std::size_t> m_places;  // of the accounts, by key
  std::map<std::string, AccountHistory> m_histories;
  std::map<std::string, FaultHere> m_faults;
  std::optional<StateProblem> m_problem;
};

}  // namespace pecprobe::monitor
