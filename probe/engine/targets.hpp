// What a check goes through: one target per service, or one per address of a service's host.
#pragma once

#include "probe/engine/check.hpp"
#include "probe/engine/session_gate.hpp"
#include "probe/model/refusal.hpp"
#include "protocols/base/redactor.hpp"

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace pecprobe {

struct Target {
  enum class State {
    pending,
    running,  // or waiting for its gate
    ended,
    skipped,     // by the guard
    remembered,  // refused in an earlier run: not tried
  };
  enum class SkipReason { other_address_refused, two_services_refused, not_admitted };

  Endpoint endpoint;
  std::size_t service = 0;                  // place in the plan
  std::optional<std::string> only_address;  // numeric
  State state = State::pending;
  SkipReason skip_reason = SkipReason::other_address_refused;  // of State::skipped
  Admission admission;                                         // of SkipReason::not_admitted
  /// There once it ended; apart, since facts are large and most targets of a batch are under way.
  std::unique_ptr<ServiceFacts> facts;
  std::optional<RememberedRefusal> remembered;  // of State::remembered
};

/// One target for each endpoint, in their order. `remembered` has an entry for each.
[[nodiscard]] std::vector<Target> targets_of(const std::vector<Endpoint>& endpoints,
                                             const std::vector<std::optional<RememberedRefusal>>& remembered);

class TargetRunner {
 public:
  /// All references outlive the runner. Without a gate nobody is asked.
  TargetRunner(Network& network, const Account& account, const Credentials& credentials, const CheckOptions& options,
               SessionGate* gate);

  /// Makes the targets, in the order of the plan; then calls `planned`, from inside when nothing is looked up. With
  /// AddressPlan::each_one the hosts are looked up; one that has no address keeps a single target, whose check then
  /// says why; so does a service whose refusal is remembered. `remembered` has an entry for each endpoint.
  void plan(const std::vector<std::optional<RememberedRefusal>>& remembered, std::function<void()> planned);

  /// Runs everything that is pending, each when its turn comes (turns.hpp); then calls `ended`, from inside when
  /// nothing runs. What was ended before and is tried anew keeps its former facts when the new try is cancelled.
  void run(std::function<void()> ended);

  /// What is still pending is cancelled instead of started.
  void stop() noexcept { m_is_stopping = true; }
  [[nodiscard]] bool is_stopping() const noexcept { return m_is_stopping || m_network.signal().has_value(); }

  [[nodiscard]] std::vector<Target>& targets() noexcept { return m_targets; }

 private:
  void look_addresses_up(std::function<void()> planned);
  void add_addresses(const std::vector<ResolveFacts>& found);
  void go_on();
  void start_those_whose_turn_it_is();
  void ask(Target& target);
  void start(Target& target);
  void end(Target& target, ServiceFacts facts);
  void turn_away(Target& target, Admission admission);

  Network& m_network;
  const Account& m_account;
  const Credentials& m_credentials;
  const CheckOptions& m_options;
  SessionGate* m_gate;
  Redactor m_redactor;
  std::vector<Target> m_targets;
  std::function<void()> m_ended;
  bool m_is_stopping = false;
};

}  // namespace pecprobe
