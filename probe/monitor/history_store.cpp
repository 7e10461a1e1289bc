#include "probe/monitor/history_store.hpp"

#include "probe/monitor/history_table.hpp"
#include "probe/state/state_file.hpp"

#include <functional>
#include <utility>

namespace pecprobe::monitor {

namespace {

class StoredHistory final : public HistoryStore {
 public:
  StoredHistory(std::string path, Durability durability) : m_path(std::move(path)), m_durability(durability) {}

  OrProblem<std::vector<AccountHistory>> all() override {
    return read<std::vector<AccountHistory>>([](SQLite::Database& database) { return all_histories(database); });
  }
  OrProblem<std::vector<AccountHistory>> of_address(const std::string& address) override {
    return read<std::vector<AccountHistory>>(
        [&](SQLite::Database& database) { return histories_of(database, address); });
  }
  OrProblem<std::vector<Transition>> transitions(const AccountName& name) override {
    return read<std::vector<Transition>>(
        [&](SQLite::Database& database) { return monitor::transitions_of(database, name); });
  }
  OrProblem<std::vector<ProviderPause>> pauses() override {
    return read<std::vector<ProviderPause>>([](SQLite::Database& database) { return all_pauses(database); });
  }

  std::optional<StateProblem> record(const AccountHistory& history, const std::vector<Transition>& transitions,
                                     const StateWork& also) override {
    return write([&](SQLite::Database& database) {
      put_history(database, history);
      add_transitions(database, history.name, transitions, k_kept_transitions);
      if (also) {
        also(database);
      }
    });
  }
  std::optional<StateProblem> pause(const ProviderPause& pause) override {
    return write([&](SQLite::Database& database) { put_pause(database, pause); });
  }
  std::optional<StateProblem> end_pause(const std::string& provider) override {
    return write([&](SQLite::Database& database) { delete_pause(database, provider); });
  }

 private:
  std::optional<StateProblem> open(IfMissing if_missing) {
    if (m_file) {
      return std::nullopt;
    }
    auto file = StateFile::open(m_path, if_missing);
    if (!file) {
      return file.error();
    }
    m_file = std::move(*file);
    return m_file != nullptr && m_durability == Durability::on_disk ? m_file->await_disk() : std::nullopt;
  }

  template <typename T>
  OrProblem<T> read(const std::function<T(SQLite::Database&)>& query) {
    if (auto problem = open(IfMissing::leave)) {
      return tl::unexpected(std::move(*problem));
    }
    T found;
    if (m_file) {
      if (auto problem = m_file->read([&](SQLite::Database& database) { found = query(database); })) {
        return tl::unexpected(std::move(*problem));
      }
    }
    return found;
  }

  std::optional<StateProblem> write(const std::function<void(SQLite::Database&)>& work) {
    auto problem = open(IfMissing::create);
    return problem ? problem : m_file->write(work);
  }

  std::string m_path;
  Durability m_durability;
  std::unique_ptr<StateFile> m_file;
};

}  // namespace

std::unique_ptr<HistoryStore> make_history_store(std::string path, Durability durability) {
  return std::make_unique<StoredHistory>(std::move(path), durability);
}

}  // namespace pecprobe::monitor
