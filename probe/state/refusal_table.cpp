#include "probe/state/refusal_table.hpp"

#include "protocols/base/text.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

#include <algorithm>
#include <array>
#include <cstring>

namespace pecprobe {

namespace {

std::int64_t milliseconds(Timestamp time) { return time.time_since_epoch().count(); }

Timestamp timestamp(std::int64_t milliseconds) { return Timestamp{Timestamp::duration{milliseconds}}; }

Certainty certainty_from(const std::string& word) {
  constexpr std::array k_all = {Certainty::stated, Certainty::deduced, Certainty::possible};
  const auto* found = std::find_if(k_all.begin(), k_all.end(), [&](Certainty c) { return to_string(c) == word; });
  return found == k_all.end() ? Certainty::possible : *found;
}

/// Host names are compared without case (RFC 4343).
std::string host_of(const RefusalPlace& place) { return ascii_lower(place.endpoint.host); }

constexpr const char* k_at_place = " WHERE protocol = :protocol AND host = :host AND port = :port AND login = :login";

void bind_place(SQLite::Statement& statement, const RefusalPlace& place) {
  statement.bind(":protocol", std::string(to_string(place.endpoint.protocol)));
  statement.bind(":host", host_of(place));
  statement.bind(":port", static_cast<int>(place.endpoint.port));
  statement.bind(":login", place.login);
}

RefusalRow row_of(SQLite::Statement& statement) {
  RefusalRow row;
  row.address = statement.getColumn("address").getString();
  const SQLite::Column digest = statement.getColumn("digest");
  std::memcpy(row.digest.data(), digest.getBlob(),
              std::min(row.digest.size(), static_cast<std::size_t>(digest.getBytes())));
  row.refusal.code = code_from_id(statement.getColumn("code").getString()).value_or(Code::auth_rejected);
  row.refusal.certainty = certainty_from(statement.getColumn("certainty").getString());
  row.refusal.said = statement.getColumn("said").getString();
  row.refusal.times.count = statement.getColumn("times").getInt();
  row.refusal.times.refused_at = timestamp(statement.getColumn("refused_at").getInt64());
  row.refusal.times.next_try = timestamp(statement.getColumn("next_try").getInt64());
  return row;
}

}  // namespace

std::optional<RefusalRow> find_refusal(SQLite::Database& database, const RefusalPlace& place) {
  SQLite::Statement statement(database, std::string("SELECT * FROM refusal") + k_at_place);
  bind_place(statement, place);
  return statement.executeStep() ? std::optional(row_of(statement)) : std::nullopt;
}

void put_refusal(SQLite::Database& database, const RefusalPlace& place, const RefusalRow& row) {
  SQLite::Statement statement(
      database,
      "INSERT OR REPLACE INTO refusal (protocol, host, port, login, address, digest, code, certainty, said, times,"
      " refused_at, next_try) VALUES (:protocol, :host, :port, :login, :address, :digest, :code, :certainty, :said,"
      " :times, :refused_at, :next_try)");
  bind_place(statement, place);
  statement.bind(":address", row.address);
  statement.bind(":digest", row.digest.data(), static_cast<int>(row.digest.size()));
  statement.bind(":code", std::string(to_string(row.refusal.code)));
  statement.bind(":certainty", std::string(to_string(row.refusal.certainty)));
  statement.bind(":said", row.refusal.said);
  statement.bind(":times", row.refusal.times.count);
  statement.bind(":refused_at", milliseconds(row.refusal.times.refused_at));
  statement.bind(":next_try", milliseconds(row.refusal.times.next_try));
  statement.exec();
}

void move_next_try(SQLite::Database& database, const RefusalPlace& place, Timestamp next_try,
                   std::optional<std::int64_t> claim) {
  SQLite::Statement statement(database,
                              std::string("UPDATE refusal SET next_try = :next_try, claim = :claim") + k_at_place);
  bind_place(statement, place);
  statement.bind(":next_try", milliseconds(next_try));
  if (claim) {
    statement.bind(":claim", *claim);
  } else {
    statement.bind(":claim");
  }
  statement.exec();
}

void release_claim(SQLite::Database& database, const RefusalPlace& place, std::int64_t claim, Timestamp now) {
  SQLite::Statement statement(
      database, std::string("UPDATE refusal SET next_try = :now, claim = NULL") + k_at_place + " AND claim = :claim");
  bind_place(statement, place);
  statement.bind(":now", milliseconds(now));
  statement.bind(":claim", claim);
  statement.exec();
}

void forget_login(SQLite::Database& database, const std::string& address, const std::string& login) {
  SQLite::Statement statement(database, "DELETE FROM refusal WHERE address = ? AND login = ?");
  statement.bind(1, address);
  statement.bind(2, login);
  statement.exec();
}

void forget_address(SQLite::Database& database, const std::string& address) {
  SQLite::Statement statement(database, "DELETE FROM refusal WHERE address = ? COLLATE NOCASE");
  statement.bind(1, address);
  statement.exec();
}

}  // namespace pecprobe
