// What is on record of one account's password for mail programs. Never the password.
#pragma once

#include "probe/model/account.hpp"
#include "probe/model/expiry.hpp"
#include "protocols/base/clock.hpp"
#include "protocols/base/endpoint.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace pecprobe {

/// Whose password. Each collaborator of a multi-user box has one of his own, known by `login`; it is empty for a
/// mailbox and its archive, which have one each. Letter case of the address does not count.
struct LedgerKey {
  std::string address;
  AccountKind kind = AccountKind::mailbox;
  std::string login{};

  bool operator==(const LedgerKey&) const = default;
};

[[nodiscard]] LedgerKey ledger_key(const Account& account);

/// Where the password is installed, and whether the present one is.
struct InstalledProgram {
  std::string name;
  std::optional<std::chrono::sys_days> done{};  // nothing: still has an earlier password

  bool operator==(const InstalledProgram&) const = default;
};

struct VerifiedService {
  Protocol protocol = Protocol::imap;
  Timestamp at{};  // when its server last accepted the present password

  bool operator==(const VerifiedService&) const = default;
};

struct Extension {
  std::chrono::sys_days on{};
  std::chrono::sys_days expires{};

  bool operator==(const Extension&) const = default;
};

struct LedgerEntry {
  LedgerKey key;
  std::string provider{};  // id in the provider table, or empty
  Validity validity{};     // as it was known when the password was recorded
  std::chrono::sys_days issued{};
  std::optional<std::chrono::sys_days> expires{};  // its last day, extensions included
  std::optional<std::chrono::sys_days> deactivated{};
  std::vector<Extension> extensions{};       // of the present password, oldest first
  std::vector<InstalledProgram> programs{};  // in the order in which they were named
  std::vector<VerifiedService> verified{};   // of the present password, in the order imap, pop3, smtp
  int revision = 0;                          // grows with every change of a date: SEQUENCE of RFC 5545 §3.8.7.4

  bool operator==(const LedgerEntry&) const = default;
};

[[nodiscard]] PasswordDates password_dates(const LedgerEntry& entry);

/// The programs that still have an earlier password.
[[nodiscard]] std::vector<std::string> open_programs(const LedgerEntry& entry);

/// What happened to an account's password, as history keeps it.
struct LedgerEvent {
  enum class Kind {
    recorded,   // a password was issued
    corrected,  // the same password, other facts
    extended,
    deactivated,
    installed,   // `detail`: the program
    verified,    // every service accepted it. `detail`: SHA-256 of the evidence record, or empty
    found_dead,  // every service refused it after its deactivation. `detail`: the same
  };
  Kind kind = Kind::recorded;
  std::chrono::sys_days day{};                     // of the event itself, as the person told it
  std::optional<std::chrono::sys_days> expires{};  // the last day that followed from it
  std::string detail{};
  Timestamp written_at{};

  bool operator==(const LedgerEvent&) const = default;
};
[[nodiscard]] std::string_view to_string(LedgerEvent::Kind kind) noexcept;

}  // namespace pecprobe
