#include "probe/state/state_file.hpp"

#include "probe/state/private_file.hpp"

#include <fmt/format.h>

#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>

#include <array>
#include <utility>

namespace pecprobe {

namespace {

using Kind = StateProblem::Kind;

constexpr int k_application_id = 0x70656370;  // "pecp": tells our file from other databases
constexpr int k_busy_timeout_ms = 5000;

constexpr std::array<std::string_view, 2> k_steps = {
    // Version 1: what was refused, and a digest of nothing that shows whether the key file is the one
    // that belongs to this file.
    R"sql(
CREATE TABLE refusal (
  protocol   TEXT    NOT NULL,
  host       TEXT    NOT NULL,
  port       INTEGER NOT NULL,
  login      TEXT    NOT NULL,
  address    TEXT    NOT NULL,
  digest     BLOB    NOT NULL CHECK (length(digest) = 32),
  code       TEXT    NOT NULL,
  certainty  TEXT    NOT NULL,
  said       TEXT    NOT NULL,
  times      INTEGER NOT NULL CHECK (times >= 1),
  refused_at INTEGER NOT NULL,
  next_try   INTEGER NOT NULL,
  claim      INTEGER,
  PRIMARY KEY (protocol, host, port, login)
) STRICT, WITHOUT ROWID;
CREATE INDEX refusal_by_address ON refusal (address, login);
CREATE TABLE key_check (
  one    INTEGER PRIMARY KEY CHECK (one = 1),
  digest BLOB    NOT NULL CHECK (length(digest) = 32)
) STRICT;
)sql",
    // Version 2: the dates of app passwords. Days as ISO 8601, so that they can be read and compared as they stand.
    R"sql(
CREATE TABLE ledger (
  id              INTEGER PRIMARY KEY,
  address         TEXT    NOT NULL COLLATE NOCASE,
  kind            TEXT    NOT NULL CHECK (kind IN ('mailbox', 'archive', 'multiuser')),
  login           TEXT    NOT NULL,
  provider        TEXT    NOT NULL,
  validity_months INTEGER,
  validity_days   INTEGER,
  extension_days  INTEGER,
  issued          TEXT    NOT NULL,
  expires         TEXT,
  deactivated     TEXT,
  revision        INTEGER NOT NULL CHECK (revision >= 0),
  UNIQUE (address, kind, login)
) STRICT;
CREATE TABLE ledger_extension (
  ledger  INTEGER NOT NULL REFERENCES ledger (id) ON DELETE CASCADE,
  number  INTEGER NOT NULL,
  day     TEXT    NOT NULL,
  expires TEXT    NOT NULL,
  PRIMARY KEY (ledger, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE ledger_program (
  ledger INTEGER NOT NULL REFERENCES ledger (id) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  name   TEXT    NOT NULL,
  done   TEXT,
  PRIMARY KEY (ledger, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE ledger_verified (
  ledger   INTEGER NOT NULL REFERENCES ledger (id) ON DELETE CASCADE,
  protocol TEXT    NOT NULL CHECK (protocol IN ('imap', 'pop3', 'smtp')),
  at       INTEGER NOT NULL,
  PRIMARY KEY (ledger, protocol)
) STRICT, WITHOUT ROWID;
CREATE TABLE ledger_event (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  ledger     INTEGER NOT NULL REFERENCES ledger (id) ON DELETE CASCADE,
  kind       TEXT    NOT NULL,
  day        TEXT    NOT NULL,
  expires    TEXT,
  detail     TEXT    NOT NULL,
  written_at INTEGER NOT NULL
) STRICT;
CREATE INDEX ledger_event_by_ledger ON ledger_event (ledger, id);
)sql",
};

StateProblem problem_of(const SQLite::Exception& error, const std::string& path) {
  switch (error.getErrorCode()) {
    case SQLITE_NOTADB: return {Kind::not_a_state_file, path, {}};
    case SQLITE_CORRUPT: return {Kind::damaged, path, {}};
    default: return {Kind::database_error, path, error.what()};
  }
}

int number_of(SQLite::Database& database, const char* query) { return database.execAndGet(query).getInt(); }

int version_of(SQLite::Database& database) { return number_of(database, "PRAGMA user_version"); }

/// What keeps the file from being ours, or from being understood.
std::optional<Kind> objection(SQLite::Database& database, std::size_t newest) {
  const int version = version_of(database);
  const int application = number_of(database, "PRAGMA application_id");
  const bool is_new =
      version == 0 && application == 0 && number_of(database, "SELECT count(*) FROM sqlite_schema") == 0;
  if (!is_new && (application != k_application_id || version < 1)) {
    return Kind::not_a_state_file;
  }
  if (static_cast<std::size_t>(version) > newest) {
    return Kind::newer_version;
  }
  if (database.execAndGet("PRAGMA quick_check(1)").getString() != "ok") {
    return Kind::damaged;
  }
  return std::nullopt;
}

void bring_up_to_date(SQLite::Database& database, std::span<const std::string_view> steps) {
  if (static_cast<std::size_t>(version_of(database)) == steps.size()) {
    return;
  }
  SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
  // Asked again: another process may have done it while this one waited for the lock.
  for (std::size_t version = static_cast<std::size_t>(version_of(database)); version < steps.size(); ++version) {
    database.exec(std::string(steps[version]));
  }
  database.exec(fmt::format("PRAGMA user_version = {}", steps.size()));
  database.exec(fmt::format("PRAGMA application_id = {}", k_application_id));
  transaction.commit();
}

}  // namespace

std::span<const std::string_view> schema_steps() noexcept { return k_steps; }

StateFile::StateFile(std::string path, std::unique_ptr<SQLite::Database> database)
    : m_path(std::move(path)), m_database(std::move(database)) {}

StateFile::~StateFile() = default;

tl::expected<std::unique_ptr<StateFile>, StateProblem> StateFile::open(const std::string& path, IfMissing if_missing,
                                                                       std::span<const std::string_view> steps) {
  auto presence = look_at_private_file(path);
  if (presence && *presence == Presence::missing) {
    if (if_missing == IfMissing::leave) {
      return nullptr;
    }
    // Not by SQLite, whose files have the mode that the umask leaves; an empty file is an empty database.
    if (auto problem = create_private_file(path, "")) {
      return tl::unexpected(std::move(*problem));
    }
    presence = look_at_private_file(path);
  }
  if (!presence) {
    return tl::unexpected(presence.error());
  }
  try {
    auto database = std::make_unique<SQLite::Database>(path, SQLite::OPEN_READWRITE, k_busy_timeout_ms);
    database->exec("PRAGMA trusted_schema = OFF");
    if (const auto kind = objection(*database, steps.size())) {
      return tl::unexpected(StateProblem{*kind, path, {}});
    }
    database->execAndGet("PRAGMA journal_mode = WAL");
    database->exec("PRAGMA synchronous = NORMAL");  // a power cut may lose the last refusals, never the file
    database->exec("PRAGMA foreign_keys = ON");
    bring_up_to_date(*database, steps);
    return std::unique_ptr<StateFile>(new StateFile(path, std::move(database)));
  } catch (const SQLite::Exception& error) {
    return tl::unexpected(problem_of(error, path));
  }
}

std::optional<StateProblem> StateFile::await_disk() {
  try {
    m_database->exec("PRAGMA synchronous = FULL");
  } catch (const SQLite::Exception& error) {
    return problem_of(error, m_path);
  }
  return std::nullopt;
}

std::optional<StateProblem> StateFile::write(const std::function<void(SQLite::Database&)>& work) {
  try {
    SQLite::Transaction transaction(*m_database, SQLite::TransactionBehavior::IMMEDIATE);
    work(*m_database);
    transaction.commit();
  } catch (const SQLite::Exception& error) {
    return problem_of(error, m_path);
  }
  return std::nullopt;
}

std::optional<StateProblem> StateFile::read(const std::function<void(SQLite::Database&)>& work) {
  try {
    SQLite::Transaction transaction(*m_database);
    work(*m_database);
    transaction.commit();
  } catch (const SQLite::Exception& error) {
    return problem_of(error, m_path);
  }
  return std::nullopt;
}

}  // namespace pecprobe
