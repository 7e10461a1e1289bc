// Verifies a rotation or a deactivation: which password is tried where and how often, and what that proves.
#pragma once

#include "probe/engine/check.hpp"
#include "probe/rotation/verify/outcome.hpp"
#include "probe/rotation/verify/polling.hpp"

#include <chrono>
#include <functional>
#include <optional>
#include <vector>

namespace pecprobe {

enum class Waited { to_the_end, interrupted };

/// What one is waiting for, so that it can be said.
struct PropagationWait {
  std::chrono::milliseconds time{};
  std::vector<Protocol> services;  // that do not take the new password yet

  bool operator==(const PropagationWait&) const = default;
};

struct VerificationOptions {
  VerificationKind kind = VerificationKind::rotation;
  CheckOptions check;                        // without `retries`: further tries are those of the wait
  std::chrono::milliseconds wait_at_most{};  // for propagation; zero: no further attempts
  std::function<Waited(const PropagationWait&)> wait;
  SessionGate* gate = nullptr;  // asked before each session; none: nobody else is under way. Outlives the verification
};

/// What it took to get a service's answer.
struct ServiceTries {
  int logins = 0;                      // attempts that reached the login
  std::chrono::milliseconds waited{};  // for propagation, before the last of them

  bool operator==(const ServiceTries&) const = default;
};

struct Verification {
  VerificationKind kind = VerificationKind::rotation;
  AccountResult account;                      // every service with its last answer, diagnosed together
  std::vector<ServiceTries> tries;            // of those services, in the same order
  std::optional<ServiceResult> old_password;  // of the one service that was asked
  VerificationOutcome outcome;

  [[nodiscard]] std::vector<ServiceAnswer> answers() const;
  [[nodiscard]] int logins_with_new_password() const noexcept;
  [[nodiscard]] int logins_with_old_password() const noexcept;
};

/// Budget of login attempts. Rotation: `password`, the new one, once at each service (the third is spared when two
/// refuse, unless CheckOptions::after_two_refusals says otherwise), then as next_poll() allows; `old_password` (null:
/// not given) once in all, where service_for_old_password() says. Deactivation: `password` once at each service, the
/// third after the first two and not at all once one of them spoke of a lock: the proof needs every service, and a
/// single refusal at each is what it consists of. Remembered refusals are heeded in the first round, and count as
/// refusals.
[[nodiscard]] Verification verify(Network& network, const Account& account, const Credentials& password,
                                  const Credentials* old_password, const VerificationOptions& options);

}  // namespace pecprobe
