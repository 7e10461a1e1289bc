// What became different about an account between two tests: for whoever wants to be told.
#pragma once

#include "probe/model/report.hpp"

#include <optional>
#include <string>
#include <vector>

namespace SQLite {
class Database;
}

namespace pecprobe::monitor {

/// What a service showed.
struct ServiceState {
  Verdict verdict = Verdict::unverified;
  Code code = Code::undiagnosed;

  bool operator==(const ServiceState&) const = default;
};

struct ServiceChange {
  Protocol protocol = Protocol::imap;
  std::optional<ServiceState> before;  // nothing: it was not known
  ServiceState after;

  [[nodiscard]] bool has_changed() const noexcept { return before != after; }
  bool operator==(const ServiceChange&) const = default;
};

struct Change {
  std::string address;
  std::string login;
  AccountKind kind = AccountKind::mailbox;
  std::string provider;                 // id in the provider table, or empty
  std::string alias;                    // the account's name in metrics: the same in every run, tells no address
  std::vector<ServiceChange> services;  // all that said something, in the order of the plan; at least one has changed
  Timestamp at{};                       // when the test began
  bool is_first = false;                // nothing was known of the account before

  bool operator==(const Change&) const = default;
};

/// Whoever is to be told of changes: once for each test that showed one. What the lock-out guard or the breaker kept
/// from being tried changes nothing, nor does a fault of this computer: what was known before still holds. From the
/// monitor's thread, one call at a time: tests wait for it. Never gets a password.
class ChangeListener {
 public:
  ChangeListener() = default;
  ChangeListener(const ChangeListener&) = delete;
  ChangeListener& operator=(const ChangeListener&) = delete;
  virtual ~ChangeListener() = default;

  /// Writes what has to be told into the state, in the transaction that writes the history: afterwards both are there,
  /// or neither, and then the next test shows the same change. Throws SQLite::Exception.
  virtual void keep(SQLite::Database& state, const Change& change, const AccountResult& result) = 0;
  /// What keep() wrote is there.
  virtual void kept() = 0;
};

}  // namespace pecprobe::monitor
