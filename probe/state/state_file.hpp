// The state database: one SQLite file that all parts of the state share, each with its own tables.
#pragma once

#include "probe/state/state_problem.hpp"

#include <tl/expected.hpp>

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace SQLite {
class Database;
}

namespace pecprobe {

/// The statements that lead from each version of the schema to the next; the first make version 1.
/// Released ones are never changed: further tables come as further steps.
[[nodiscard]] std::span<const std::string_view> schema_steps() noexcept;

enum class IfMissing { leave, create };

/// Several processes may have it open: WAL, and a wait of up to 5 seconds for a lock. Not for several
/// threads at once.
class StateFile {
 public:
  /// Null when the file is missing and IfMissing::leave. A file made anew is whole when it appears; an
  /// old one is checked and brought to the newest schema. Whatever cannot be used is a problem and
  /// stays untouched.
  [[nodiscard]] static tl::expected<std::unique_ptr<StateFile>, StateProblem> open(
      const std::string& path, IfMissing if_missing, std::span<const std::string_view> steps = schema_steps());

  StateFile(const StateFile&) = delete;
  StateFile& operator=(const StateFile&) = delete;
  ~StateFile();

  [[nodiscard]] SQLite::Database& database() noexcept { return *m_database; }
  [[nodiscard]] const std::string& path() const noexcept { return m_path; }

  /// From now on a commit returns only when it is on disk; without it a power cut may take the last ones with it (never
  /// a part of one).
  [[nodiscard]] std::optional<StateProblem> await_disk();

  /// Runs `work` in one transaction that begins with the right to write: all of it happens, or
  /// nothing. The problem when the database fails; what `work` throws besides goes on its way.
  [[nodiscard]] std::optional<StateProblem> write(const std::function<void(SQLite::Database&)>& work);
  /// Runs `work`, which sees one state of the database.
  [[nodiscard]] std::optional<StateProblem> read(const std::function<void(SQLite::Database&)>& work);

 private:
  StateFile(std::string path, std::unique_ptr<SQLite::Database> database);

  std::string m_path;
  std::unique_ptr<SQLite::Database> m_database;
};

}  // namespace pecprobe
