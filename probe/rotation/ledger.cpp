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

  [[nodiscard]] std::optional<StateProblem> note_accepted(const LedgerKey& key,
                                                          const std::vector<Protocol>& services) override {
    const auto is_open = open(IfMissing::leave);
    if (!is_open || !*is_open || services.empty()) {
      return is_open ? std::nullopt : std::optional(is_open.error());
    }
    return m_file->write([&](SQLite::Database& database) {
      const auto entry = find_entry(database, key);
      if (entry && !entry->deactivated) {
        for (const Protocol protocol : services) {
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
      if (made && made->event) {
        put_entry(database, made->entry);
        made->event->written_at = m_clock.wall_now();
        pecprobe::add_event(database, made->entry.key, *made->event);
      }
    });
    if (problem) {
      return tl::unexpected(LedgerError(*problem));
    }
    return made ? OrLedgerError<LedgerEntry>(std::move(made->entry)) : tl::unexpected(LedgerError(made.error()));
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
