// Everything that a session has to wait for: the limits of the run, of hosts, of providers, of its own account.
#pragma once

#include "probe/batch/host_gate.hpp"
#include "probe/batch/shard.hpp"
#include "probe/batch/start_window.hpp"
#include "probe/model/provider.hpp"
#include "protocols/base/endpoint.hpp"

#include <compare>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>

namespace pecprobe {

/// Sessions that wait for the same limits, but for that of their own account.
struct Lane {
  std::string host;
  Protocol protocol = Protocol::imap;
  std::string group;

  auto operator<=>(const Lane&) const = default;
};

struct SessionKey {
  Lane lane;
  std::string login;
  std::optional<StartRate> group_rate;  // what the provider allows of this kind of session

  bool operator==(const SessionKey&) const = default;
};

/// How many logins for sending the provider allows; nothing where that is not known. `provider` may be null.
[[nodiscard]] std::optional<std::size_t> logins_per_minute(const Provider* provider);

/// What the provider allows in a time of sessions of this kind, as far as it is this part's of a run in parts; nothing
/// where that is not known. `provider` may be null.
[[nodiscard]] std::optional<StartRate> provider_rate(const Provider* provider, Protocol protocol,
                                                     const ShardBudgets& budgets);

/// What keeps a session from beginning now.
struct Block {
  enum class By { concurrency, host, rate, provider_rate, host_recovers };
  By by = By::concurrency;
  std::optional<Instant> until{};  // nothing: until a session ends

  bool operator==(const Block&) const = default;
};

/// Pure: time and chance come from outside. Not for several threads at once.
class SessionGates {
 public:
  struct Limits {
    std::size_t concurrency = 64;
    std::size_t per_host = 4;
    std::optional<StartRate> rate;
  };
  /// `jitter` gives numbers from 0 to 1.
  SessionGates(const Limits& limits, std::function<double()> jitter);

  /// What every session of the run has to wait for; nothing when they need not.
  [[nodiscard]] std::optional<Block> run_block(Instant now) const;
  /// What all sessions of the key's lane have to wait for; nothing when they need not.
  [[nodiscard]] std::optional<Block> lane_block(const SessionKey& key, Instant now) const;
  /// Whether this login has a session of this protocol at this host.
  [[nodiscard]] bool is_account_busy(const SessionKey& key) const;

  [[nodiscard]] const Limits& limits() const noexcept { return m_limits; }
  [[nodiscard]] std::size_t in_flight() const noexcept { return m_in_flight; }

  /// Nothing kept it back.
  void begin(const SessionKey& key, Instant now);
  void end(const SessionKey& key, SessionEnd how, Instant now);

 private:
  using Busy = std::tuple<std::string, Protocol, std::string>;  // host, protocol, login

  Limits m_limits;
  std::function<double()> m_jitter;
  std::size_t m_in_flight = 0;
  std::optional<StartWindow> m_rate;
  std::map<std::string, HostGate, std::less<>> m_hosts;      // those of which something is known
  std::map<std::string, StartWindow, std::less<>> m_groups;  // that have a rate
  std::set<Busy> m_busy;
};

}  // namespace pecprobe
