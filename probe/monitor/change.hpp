// What became different about an account between two tests: for whoever wants to be told.
#pragma once

#include "probe/model/report.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

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

/// Called once for each test that showed a change, after the history was written. A service that the lock-out guard
/// or the breaker kept from being tried changes nothing: what it showed before still holds. From the monitor's thread,
/// one call at a time: tests wait for it, so it queues and returns. Never holds a password.
using OnChange = std::function<void(const Change& change, const AccountResult& result)>;

}  // namespace pecprobe::monitor
