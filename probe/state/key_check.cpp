#include "probe/state/key_check.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

#include <algorithm>
#include <cstring>
#include <optional>

namespace pecprobe {

namespace {

std::optional<Digest> recorded_check(SQLite::Database& database) {
  SQLite::Statement statement(database, "SELECT digest FROM key_check");
  if (!statement.executeStep()) {
    return std::nullopt;
  }
  Digest digest{};
  const SQLite::Column column = statement.getColumn(0);
  std::memcpy(digest.data(), column.getBlob(), std::min(digest.size(), static_cast<std::size_t>(column.getBytes())));
  return digest;
}

void record_check(SQLite::Database& database, const Digest& digest) {
  SQLite::Statement statement(database, "INSERT OR IGNORE INTO key_check (one, digest) VALUES (1, ?)");
  statement.bind(1, digest.data(), static_cast<int>(digest.size()));
  statement.exec();
}

}  // namespace

tl::expected<DigestKey, StateProblem> key_of(StateFile& file) {
  const std::string path = file.path() + ".key";
  std::optional<Digest> recorded;
  if (const auto problem = file.read([&](SQLite::Database& database) { recorded = recorded_check(database); })) {
    return tl::unexpected(*problem);
  }
  auto key = recorded ? DigestKey::read(path) : DigestKey::read_or_create(path);
  if (!key) {
    return key;
  }
  const Digest check = key->digest(Secret{"key check\n"});
  if (!recorded) {
    const auto problem = file.write([&](SQLite::Database& database) {
      record_check(database, check);  // unless another process was faster
      recorded = recorded_check(database);
    });
    if (problem) {
      return tl::unexpected(*problem);
    }
  }
  if (*recorded != check) {
    return tl::unexpected(StateProblem{StateProblem::Kind::key_damaged, path, {}});
  }
  return key;
}

}  // namespace pecprobe
