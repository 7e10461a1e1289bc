#include "probe/state/state_file.hpp"

#include "probe/state/private_file.hpp"

#include <fmt/format.h>

#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>

#include <chrono>
#include <thread>
#include <utility>

namespace pecprobe {

namespace {

using Kind = StateProblem::Kind;

constexpr int k_application_id = 0x70656370;  // "pecp": tells our file from other databases
constexpr std::chrono::milliseconds k_busy_timeout{5000};
constexpr std::chrono::milliseconds k_busy_pause{5};

StateProblem problem_of(const SQLite::Exception& error, const std::string& path) {
  switch (error.getErrorCode()) {
    case SQLITE_NOTADB: return {Kind::not_a_state_file, path, {}};
    case SQLITE_CORRUPT: return {Kind::damaged, path, {}};
    default: return {Kind::database_error, path, error.what()};
  }
}

int number_of(SQLite::Database& database, const char* query) { return database.execAndGet(query).getInt(); }

int version_of(SQLite::Database& database) { return number_of(database, "PRAGMA user_version"); }

/// What keeps the file from being ours, or from being understood. Looks at it as it is at one moment: another process
/// may be making it.
std::optional<Kind> objection(SQLite::Database& database, std::size_t newest) {
  const SQLite::Transaction one_moment(database);
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

std::unique_ptr<SQLite::Database> opened(const std::string& path) {
  auto database =
      std::make_unique<SQLite::Database>(path, SQLite::OPEN_READWRITE, static_cast<int>(k_busy_timeout.count()));
  database->exec("PRAGMA trusted_schema = OFF");
  return database;
}

void prepare(SQLite::Database& database, std::span<const std::string_view> steps) {
  database.execAndGet("PRAGMA journal_mode = WAL");
  database.exec("PRAGMA synchronous = NORMAL");  // a power cut may lose the last refusals, never the file
  database.exec("PRAGMA foreign_keys = ON");
  bring_up_to_date(database, steps);
}

}  // namespace

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
  // SQLite waits for another process's transaction, and not for one that is just making the file: that would be BUSY.
  const auto give_up = std::chrono::steady_clock::now() + k_busy_timeout;
  while (true) {
    try {
      auto database = opened(path);
      if (const auto kind = objection(*database, steps.size())) {
        return tl::unexpected(StateProblem{*kind, path, {}});
      }
      prepare(*database, steps);
      return std::unique_ptr<StateFile>(new StateFile(path, std::move(database)));
    } catch (const SQLite::Exception& error) {
      if (error.getErrorCode() != SQLITE_BUSY || std::chrono::steady_clock::now() > give_up) {
        return tl::unexpected(problem_of(error, path));
      }
    }
    std::this_thread::sleep_for(k_busy_pause);
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
