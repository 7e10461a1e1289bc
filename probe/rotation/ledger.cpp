#include "probe/rotation/ledger.hpp"

#include "probe/rotation/ledger_table.hpp"
#include "probe/state/state_file.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

#include <functional>
#include <utility>

namespace pecprobe {

namespace {

using std::chrono::sys_days;

class StoredLedger final : public Ledger {
 public:
  StoredLedger(std::string path, const Clock& clock) : m_path(std::move(path)), m_clock(clock) {}

  [[nodiscard]] tl::expected<std::optional<LedgerEntry>, StateProblem> find(const LedgerKey& key) override {
    return read<std::optional<LedgerEntry>>([&](SQLite::Database& database) { return find_entry(database, key); });
  }

  [[nodiscard]] tl::expected<std::vector<LedgerEntry>, StateProblem> entries() override {
    return read<std::vector<LedgerEntry>>(all_entries);
  }

  [[nodiscard]] tl::expected<std::vector<LedgerEvent>, StateProblem> history(const LedgerKey& key) override {
    return read<std::vector<LedgerEvent>>([&](SQLite::Database& database) { return events_of(database, key); });
  }

  [[nodiscard]] OrLedgerError<LedgerEntry> record(const NewPassword& password, sys_days today) override {
    return change(password.key, IfMissing::create,
                  [&](const std::optional<LedgerEntry>& former) { return recorded(former, password, today); });
  }

  [[nodiscard]] OrLedgerError<LedgerEntry> extend(const LedgerKey& key, sys_days on, std::optional<sys_days> expires,
                                                  sys_days today) override {
    return change_present(key, [&](const LedgerEntry& entry) { return extended(entry, on, expires, today); });
  }

  [[nodiscard]] OrLedgerError<LedgerEntry> deactivate(const LedgerKey& key, sys_days on, sys_days today) override {
    return change_present(key, [&](const LedgerEntry& entry) { return deactivated(entry, on, today); });
  }

  [[nodiscard]] OrLedgerError<LedgerEntry> install(const LedgerKey& key, const std::string& program,
                                                   sys_days today) override {
    return change_present(key, [&](const LedgerEntry& entry) { return installed(entry, program, today); });
  }

  [[nodiscard]] OrLedgerError<std::vector<ImportOutcome>> import(const std::vector<ToldPassword>& told,
                                                                 WhenNewer when_newer, sys_days today) override {
    const auto is_open = open(IfMissing::create);
    if (!is_open) {
      return tl::unexpected(LedgerError(is_open.error()));
    }
    OrRefusal<std::vector<Import>> made;
    const auto problem = m_file->write([&](SQLite::Database& database) {
      made = all_imported(database, told, when_newer, today);
      for (const Import& import : made ? *made : std::vector<Import>{}) {
        if (import.change) {
          put(database, *import.change);
        }
      }
    });
    if (problem) {
      return tl::unexpected(LedgerError(*problem));
    }
    if (!made) {
      return tl::unexpected(LedgerError(made.error()));
    }
    std::vector<ImportOutcome> outcomes;
    for (const Import& import : *made) {
      outcomes.push_back(import.outcome);
    }
    return outcomes;
  }

  [[nodiscard]] std::optional<StateProblem> note_accepted(const std::vector<AcceptedPassword>& accepted) override {
    const auto is_open = open(IfMissing::leave);
    if (!is_open || !*is_open || accepted.empty()) {
      return is_open ? std::nullopt : std::optional(is_open.error());
    }
    return m_file->write([&](SQLite::Database& database) {
      for (const AcceptedPassword& account : accepted) {
        const auto entry = find_entry(database, account.key);
        if (!entry || entry->deactivated) {
          continue;
        }
        for (const Protocol protocol : account.services) {
          put_verified(database, entry->key, {protocol, m_clock.wall_now()});
        }
      }
    });
  }

  [[nodiscard]] OrLedgerError<LedgerEntry> add_event(const LedgerKey& key, const LedgerEvent& event) override {
    return change_present(key, [&](const LedgerEntry& entry) {
      return OrRefusal<LedgerChange>(LedgerChange{entry, event});
    });
  }

 private:
  /// False where there is no state and none is to be made.
  tl::expected<bool, StateProblem> open(IfMissing if_missing) {
    if (m_file) {
      return true;
    }
    auto file = StateFile::open(m_path, if_missing);
    if (!file) {
      return tl::unexpected(std::move(file.error()));
    }
    if (*file == nullptr) {
      return false;
    }
    // What a person was told is on record survives a power cut; the refused passwords do without that wait.
    if (auto problem = (*file)->await_disk()) {
      return tl::unexpected(std::move(*problem));
    }
    m_file = std::move(*file);
    return true;
  }

  template <typename Found>
  tl::expected<Found, StateProblem> read(const std::function<Found(SQLite::Database&)>& look) {
    const auto is_open = open(IfMissing::leave);
    if (!is_open) {
      return tl::unexpected(is_open.error());
    }
    Found found;
    if (*is_open) {
      if (auto problem = m_file->read([&](SQLite::Database& database) { found = look(database); })) {
        return tl::unexpected(std::move(*problem));
      }
    }
    return found;
  }

  /// Entry and event together, in one transaction that has the right to write before it looks.
  OrLedgerError<LedgerEntry> change(
      const LedgerKey& key, IfMissing if_missing,
      const std::function<OrRefusal<LedgerChange>(const std::optional<LedgerEntry>&)>& rule) {
    const auto is_open = open(if_missing);
    if (!is_open) {
      return tl::unexpected(LedgerError(is_open.error()));
    }
    OrRefusal<LedgerChange> made = tl::unexpected(LedgerRefusal::not_on_record);
    if (!*is_open) {
      return tl::unexpected(LedgerError(made.error()));
    }
    const auto problem = m_file->write([&](SQLite::Database& database) {
      made = rule(find_entry(database, key));
      if (made) {
        put(database, *made);
      }
    });
    if (problem) {
      return tl::unexpected(LedgerError(*problem));
    }
    return made ? OrLedgerError<LedgerEntry>(std::move(made->entry)) : tl::unexpected(LedgerError(made.error()));
  }

  /// Nothing where everything was so already.
  void put(SQLite::Database& database, const LedgerChange& change) const {
    if (change.event) {
      put_entry(database, change.entry);
      LedgerEvent event = *change.event;
      event.written_at = m_clock.wall_now();
      pecprobe::add_event(database, change.entry.key, event);
    }
  }

  static OrRefusal<std::vector<Import>> all_imported(SQLite::Database& database, const std::vector<ToldPassword>& told,
                                                     WhenNewer when_newer, sys_days today) {
    std::vector<Import> all;
    for (const ToldPassword& password : told) {
      auto one = imported(find_entry(database, password.key), password, when_newer, today);
      if (!one) {
        return tl::unexpected(one.error());
      }
      all.push_back(*std::move(one));
    }
    return all;
  }

  OrLedgerError<LedgerEntry> change_present(const LedgerKey& key,
                                            const std::function<OrRefusal<LedgerChange>(const LedgerEntry&)>& rule) {
    return change(key, IfMissing::leave, [&](const std::optional<LedgerEntry>& entry) {
      return entry ? rule(*entry) : OrRefusal<LedgerChange>(tl::unexpected(LedgerRefusal::not_on_record));
    });
  }

  std::string m_path;
  const Clock& m_clock;
  std::unique_ptr<StateFile> m_file;
};

}  // namespace

std::unique_ptr<Ledger> make_ledger(std::string path, const Clock& clock) {
  return std::make_unique<StoredLedger>(std::move(path), clock);
}

}  // namespace pecprobe
