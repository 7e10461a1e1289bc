// The tables of the ledger: entries and events in and out, no rules.
#pragma once

#include "probe/rotation/ledger_entry.hpp"

#include <optional>
#include <vector>

namespace SQLite {
class Database;
}

namespace pecprobe {

/// All throw SQLite::Exception; a day or a name that cannot be read back does, too.
[[nodiscard]] std::optional<LedgerEntry> find_entry(SQLite::Database& database, const LedgerKey& key);
/// By address, kind and login.
[[nodiscard]] std::vector<LedgerEntry> all_entries(SQLite::Database& database);
/// Oldest first.
[[nodiscard]] std::vector<LedgerEvent> events_of(SQLite::Database& database, const LedgerKey& key);

/// Takes the place of the entry with the same key, where there is one, and keeps its history.
void put_entry(SQLite::Database& database, const LedgerEntry& entry);
/// The entry has to be there.
void add_event(SQLite::Database& database, const LedgerKey& key, const LedgerEvent& event);
void put_verified(SQLite::Database& database, const LedgerKey& key, const VerifiedService& service);

}  // namespace pecprobe
