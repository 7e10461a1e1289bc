// The table of refused passwords: rows in and out, no rules.
#pragma once

#include "probe/model/refusal.hpp"
#include "probe/state/digest_key.hpp"
#include "protocols/base/endpoint.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace SQLite {
class Database;
}

namespace pecprobe {

/// One login at one endpoint. The way to TLS is no part of it: the same server asked through STARTTLS
/// or without it is the same account.
struct RefusalPlace {
  Endpoint endpoint;
  std::string login;
};

struct RefusalRow {
  std::string address;
  Digest digest{};
  RememberedRefusal refusal;
};

/// All throw SQLite::Exception.
[[nodiscard]] std::optional<RefusalRow> find_refusal(SQLite::Database& database, const RefusalPlace& place);
/// Takes the place of what stood there, its claim included.
void put_refusal(SQLite::Database& database, const RefusalPlace& place, const RefusalRow& row);
/// Moves the next try; `claim` says by whose leave, or nothing.
void move_next_try(SQLite::Database& database, const RefusalPlace& place, Timestamp next_try,
                   std::optional<std::int64_t> claim);
/// Ends a claim, if it still holds: the next try may be made from `now` on.
void release_claim(SQLite::Database& database, const RefusalPlace& place, std::int64_t claim, Timestamp now);
void forget_login(SQLite::Database& database, const std::string& address, const std::string& login);
void forget_address(SQLite::Database& database, const std::string& address);

}  // namespace pecprobe
