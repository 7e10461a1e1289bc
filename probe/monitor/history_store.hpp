// Where the history is kept between runs.
#pragma once

#include "probe/monitor/history.hpp"
#include "probe/monitor/provider_pause.hpp"
#include "probe/state/state_problem.hpp"

#include <tl/expected.hpp>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace SQLite {
class Database;
}

namespace pecprobe::monitor {

/// Throws SQLite::Exception.
using StateWork = std::function<void(SQLite::Database& state)>;

template <typename T>
using OrProblem = tl::expected<T, StateProblem>;

/// Each change is one transaction: after a crash all of it is there, or nothing. Several processes may write; not for
/// several threads at once. Nothing is ever thrown for the state's sake.
class HistoryStore {
 public:
  HistoryStore() = default;
  HistoryStore(const HistoryStore&) = delete;
  HistoryStore& operator=(const HistoryStore&) = delete;
  virtual ~HistoryStore() = default;

  /// Nothing where there is no state file yet. By address, kind and login.
  [[nodiscard]] virtual OrProblem<std::vector<AccountHistory>> all() = 0;
  [[nodiscard]] virtual OrProblem<std::vector<AccountHistory>> of_address(const std::string& address) = 0;
  /// The latest first.
  [[nodiscard]] virtual OrProblem<std::vector<Transition>> transitions(const AccountName& name) = 0;
  [[nodiscard]] virtual OrProblem<std::vector<ProviderPause>> pauses() = 0;

  /// Makes the state file where there is none. `also` (may be empty) writes further things in the same transaction.
  [[nodiscard]] virtual std::optional<StateProblem> record(const AccountHistory& history,
                                                           const std::vector<Transition>& transitions,
                                                           const StateWork& also) = 0;
  [[nodiscard]] virtual std::optional<StateProblem> pause(const ProviderPause& pause) = 0;
  [[nodiscard]] virtual std::optional<StateProblem> end_pause(const std::string& provider) = 0;
};

/// Whether a power cut may take the last transactions with it.
enum class Durability { last_may_be_lost, on_disk };

/// In the state file at `path`.
[[nodiscard]] std::unique_ptr<HistoryStore> make_history_store(std::string path,
                                                               Durability durability = Durability::last_may_be_lost);

}  // namespace pecprobe::monitor
