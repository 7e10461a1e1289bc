#include "probe/rotation/ledger_table.hpp"

#include "probe/model/iso_date.hpp"

#include <fmt/format.h>

#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <string>

namespace pecprobe {

namespace {

using std::chrono::sys_days;

[[noreturn]] void unreadable(const char* column, const std::string& value) {
  throw SQLite::Exception(fmt::format("the ledger has \"{}\" as {}", value, column), SQLITE_MISMATCH);
}

template <typename Enum, std::size_t size>
Enum named(const SQLite::Column& column, const std::array<Enum, size>& all) {
  const std::string word = column.getString();
  const auto* found = std::find_if(all.begin(), all.end(), [&](Enum value) { return to_string(value) == word; });
  if (found == all.end()) {
    unreadable(column.getName(), word);
  }
  return *found;
}

constexpr std::array k_kinds = {AccountKind::mailbox, AccountKind::archive, AccountKind::multiuser};
constexpr std::array k_event_kinds = {LedgerEvent::Kind::recorded,  LedgerEvent::Kind::corrected,
                                      LedgerEvent::Kind::extended,  LedgerEvent::Kind::deactivated,
                                      LedgerEvent::Kind::installed, LedgerEvent::Kind::verified,
                                      LedgerEvent::Kind::found_dead};

sys_days day_of(const SQLite::Column& column) {
  const auto day = parse_iso_date(column.getString());
  if (!day) {
    unreadable(column.getName(), column.getString());
  }
  return *day;
}

std::optional<sys_days> day_or_nothing(const SQLite::Column& column) {
  return column.isNull() ? std::nullopt : std::optional(day_of(column));
}

std::optional<int> number_or_nothing(const SQLite::Column& column) {
  return column.isNull() ? std::nullopt : std::optional(column.getInt());
}

Timestamp timestamp(const SQLite::Column& column) { return Timestamp{Timestamp::duration{column.getInt64()}}; }

void bind_day(SQLite::Statement& statement, const char* name, std::optional<sys_days> day) {
  if (day) {
    statement.bind(name, iso_date(*day));
  } else {
    statement.bind(name);
  }
}

void bind_number(SQLite::Statement& statement, const char* name, std::optional<int> number) {
  if (number) {
    statement.bind(name, *number);
  } else {
    statement.bind(name);
  }
}

void bind_key(SQLite::Statement& statement, const LedgerKey& key) {
  statement.bind(":address", key.address);
  statement.bind(":kind", std::string(to_string(key.kind)));
  statement.bind(":login", key.login);
}

/// Calls `take(statement)` for each row that belongs to the entry.
template <typename Take>
void each_row(SQLite::Database& database, const std::string& query, std::int64_t id, Take take) {
  SQLite::Statement statement(database, query);
  statement.bind(1, id);
  while (statement.executeStep()) {
    take(statement);
  }
}

LedgerEntry entry_of(SQLite::Database& database, SQLite::Statement& row) {
  LedgerEntry entry;
  entry.key = {row.getColumn("address").getString(), named(row.getColumn("kind"), k_kinds),
               row.getColumn("login").getString()};
  entry.provider = row.getColumn("provider").getString();
  entry.validity = {number_or_nothing(row.getColumn("validity_months")),
                    number_or_nothing(row.getColumn("validity_days")),
                    number_or_nothing(row.getColumn("extension_days"))};
  entry.issued = day_of(row.getColumn("issued"));
  entry.expires = day_or_nothing(row.getColumn("expires"));
  entry.deactivated = day_or_nothing(row.getColumn("deactivated"));
  entry.revision = row.getColumn("revision").getInt();
  const std::int64_t id = row.getColumn("id").getInt64();
  each_row(database, "SELECT day, expires FROM ledger_extension WHERE ledger = ? ORDER BY number", id,
           [&](SQLite::Statement& found) {
             entry.extensions.push_back({day_of(found.getColumn(0)), day_of(found.getColumn(1))});
           });
  each_row(database, "SELECT name, done FROM ledger_program WHERE ledger = ? ORDER BY number", id,
           [&](SQLite::Statement& found) {
             entry.programs.push_back({found.getColumn(0).getString(), day_or_nothing(found.getColumn(1))});
           });
  each_row(database, "SELECT protocol, at FROM ledger_verified WHERE ledger = ? ORDER BY protocol", id,
           [&](SQLite::Statement& found) {
             entry.verified.push_back({named(found.getColumn(0), k_protocols), timestamp(found.getColumn(1))});
           });
  return entry;
}

constexpr const char* k_of_key = " WHERE address = :address AND kind = :kind AND login = :login";

std::optional<std::int64_t> id_of(SQLite::Database& database, const LedgerKey& key) {
  SQLite::Statement statement(database, std::string("SELECT id FROM ledger") + k_of_key);
  bind_key(statement, key);
  return statement.executeStep() ? std::optional(statement.getColumn(0).getInt64()) : std::nullopt;
}

std::int64_t required_id(SQLite::Database& database, const LedgerKey& key) {
  const auto id = id_of(database, key);
  if (!id) {
    throw SQLite::Exception("no ledger entry", SQLITE_CONSTRAINT);
  }
  return *id;
}

/// The entry's own row, under its old id where it has one, so that history stays with it.
std::int64_t put_row(SQLite::Database& database, const LedgerEntry& entry) {
  SQLite::Statement statement(
      database,
      "INSERT INTO ledger (address, kind, login, provider, validity_months, validity_days, extension_days, issued,"
      " expires, deactivated, revision) VALUES (:address, :kind, :login, :provider, :validity_months, :validity_days,"
      " :extension_days, :issued, :expires, :deactivated, :revision)"
      " ON CONFLICT (address, kind, login) DO UPDATE SET provider = excluded.provider,"
      " validity_months = excluded.validity_months, validity_days = excluded.validity_days,"
      " extension_days = excluded.extension_days, issued = excluded.issued, expires = excluded.expires,"
      " deactivated = excluded.deactivated, revision = excluded.revision");
  bind_key(statement, entry.key);
  statement.bind(":provider", entry.provider);
  bind_number(statement, ":validity_months", entry.validity.months);
  bind_number(statement, ":validity_days", entry.validity.days);
  bind_number(statement, ":extension_days", entry.validity.extension_from_days);
  bind_day(statement, ":issued", entry.issued);
  bind_day(statement, ":expires", entry.expires);
  bind_day(statement, ":deactivated", entry.deactivated);
  statement.bind(":revision", entry.revision);
  statement.exec();
  return required_id(database, entry.key);
}

void put_extension(SQLite::Database& database, std::int64_t id, int number, const Extension& extension) {
  SQLite::Statement statement(database, "INSERT INTO ledger_extension VALUES (:ledger, :number, :day, :expires)");
  statement.bind(":ledger", id);
  statement.bind(":number", number);
  bind_day(statement, ":day", extension.on);
  bind_day(statement, ":expires", extension.expires);
  statement.exec();
}

void put_program(SQLite::Database& database, std::int64_t id, int number, const InstalledProgram& program) {
  SQLite::Statement statement(database, "INSERT INTO ledger_program VALUES (:ledger, :number, :name, :done)");
  statement.bind(":ledger", id);
  statement.bind(":number", number);
  statement.bind(":name", program.name);
  bind_day(statement, ":done", program.done);
  statement.exec();
}

}  // namespace

std::optional<LedgerEntry> find_entry(SQLite::Database& database, const LedgerKey& key) {
  SQLite::Statement statement(database, std::string("SELECT * FROM ledger") + k_of_key);
  bind_key(statement, key);
  return statement.executeStep() ? std::optional(entry_of(database, statement)) : std::nullopt;
}

std::vector<LedgerEntry> all_entries(SQLite::Database& database) {
  std::vector<LedgerEntry> entries;
  SQLite::Statement statement(database, "SELECT * FROM ledger ORDER BY address, kind, login");
  while (statement.executeStep()) {
    entries.push_back(entry_of(database, statement));
  }
  return entries;
}

std::vector<LedgerEvent> events_of(SQLite::Database& database, const LedgerKey& key) {
  std::vector<LedgerEvent> events;
  if (const auto id = id_of(database, key)) {
    each_row(database, "SELECT kind, day, expires, detail, written_at FROM ledger_event WHERE ledger = ? ORDER BY id",
             *id, [&](SQLite::Statement& row) {
               events.push_back({named(row.getColumn(0), k_event_kinds), day_of(row.getColumn(1)),
                                 day_or_nothing(row.getColumn(2)), row.getColumn(3).getString(),
                                 timestamp(row.getColumn(4))});
             });
  }
  return events;
}

void put_entry(SQLite::Database& database, const LedgerEntry& entry) {
  const std::int64_t id = put_row(database, entry);
  for (const char* table : {"ledger_extension", "ledger_program", "ledger_verified"}) {
    SQLite::Statement statement(database, fmt::format("DELETE FROM {} WHERE ledger = ?", table));
    statement.bind(1, id);
    statement.exec();
  }
  int number = 0;
  for (const Extension& extension : entry.extensions) {
    put_extension(database, id, number++, extension);
  }
  number = 0;
  for (const InstalledProgram& program : entry.programs) {
    put_program(database, id, number++, program);
  }
  for (const VerifiedService& service : entry.verified) {
    put_verified(database, entry.key, service);
  }
}

void add_event(SQLite::Database& database, const LedgerKey& key, const LedgerEvent& event) {
  SQLite::Statement statement(database,
                              "INSERT INTO ledger_event (ledger, kind, day, expires, detail, written_at)"
                              " VALUES (:ledger, :kind, :day, :expires, :detail, :written_at)");
  statement.bind(":ledger", required_id(database, key));
  statement.bind(":kind", std::string(to_string(event.kind)));
  bind_day(statement, ":day", event.day);
  bind_day(statement, ":expires", event.expires);
  statement.bind(":detail", event.detail);
  statement.bind(":written_at", static_cast<std::int64_t>(event.written_at.time_since_epoch().count()));
  statement.exec();
}

void put_verified(SQLite::Database& database, const LedgerKey& key, const VerifiedService& service) {
  SQLite::Statement statement(database, "INSERT OR REPLACE INTO ledger_verified VALUES (:ledger, :protocol, :at)");
  statement.bind(":ledger", required_id(database, key));
  statement.bind(":protocol", std::string(to_string(service.protocol)));
  statement.bind(":at", static_cast<std::int64_t>(service.at.time_since_epoch().count()));
  statement.exec();
}

}  // namespace pecprobe
