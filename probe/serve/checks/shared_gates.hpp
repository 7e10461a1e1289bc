// What the tests of all threads wait for together: so many sessions at a host, one for each login and protocol.
#pragma once

#include "probe/batch/session_gates.hpp"
#include "probe/engine/session_gate.hpp"
#include "probe/model/account.hpp"
#include "protocols/base/clock.hpp"
#include "protocols/net/network.hpp"

#include <chrono>
#include <memory>
#include <mutex>

namespace pecprobe {

/// Here few wait and seldom: looking again costs less than threads that wake each other.
inline constexpr std::chrono::milliseconds k_between_looks{100};

/// The gate of one account's check, on its network's thread.
class AccountGate : public SessionGate {
 public:
  /// Whoever waits is turned away, and whoever comes.
  virtual void stop() = 0;
};

/// The limits of a batch, for tests that come one by one: for any thread.
class SharedGates {
 public:
  explicit SharedGates(const SessionGates::Limits& limits);

  /// Network, account and provider (null: not known) outlive the gate.
  [[nodiscard]] std::unique_ptr<AccountGate> gate_for(Network& network, const Account& account,
                                                      const Provider* provider);

  /// One session that is no check's. Null while something keeps it back; its place is free again when it goes.
  [[nodiscard]] Hold take_place(const Account& account, const Endpoint& endpoint, const Provider* provider);

 private:
  class Gate;

  /// False while something keeps it back.
  [[nodiscard]] bool begin(const SessionKey& key);
  void end(const SessionKey& key, SessionEnd how);

  SystemClock m_clock;
  std::mutex m_mutex;  // guards what follows
  SessionGates m_gates;
};

}  // namespace pecprobe
