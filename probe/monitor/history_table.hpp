// The tables of the history: rows in and out, no rules.
#pragma once

#include "probe/monitor/history.hpp"
#include "probe/monitor/provider_pause.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace SQLite {
class Database;
}

namespace pecprobe::monitor {

/// All throw SQLite::Exception. Words that this version does not know read as `undiagnosed`; services and steps that it
/// does not know are left out.
[[nodiscard]] std::vector<AccountHistory> all_histories(SQLite::Database& database);
/// Those of an address, whatever the login and the kind.
[[nodiscard]] std::vector<AccountHistory> histories_of(SQLite::Database& database, const std::string& address);
/// The latest first.
[[nodiscard]] std::vector<Transition> transitions_of(SQLite::Database& database, const AccountName& name);

/// Takes the place of what stood there.
void put_history(SQLite::Database& database, const AccountHistory& history);
/// Adds to those of an account that put_history() knows, of which the latest `kept` stay.
void add_transitions(SQLite::Database& database, const AccountName& name, const std::vector<Transition>& transitions,
                     std::size_t kept);

[[nodiscard]] std::vector<ProviderPause> all_pauses(SQLite::Database& database);
void put_pause(SQLite::Database& database, const ProviderPause& pause);
void delete_pause(SQLite::Database& database, const std::string& provider);

}  // namespace pecprobe::monitor
