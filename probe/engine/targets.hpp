// What a check goes through: one target per service, or one per address of a service's host.
#pragma once

#include "probe/engine/check.hpp"
#include "probe/model/refusal.hpp"
#include "protocols/base/redactor.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace pecprobe {

struct Target {
  enum class State {
    pending,
    running,
    ended,
    skipped,     // by the guard
    remembered,  // refused in an earlier run: not tried
  };
  enum class SkipReason { other_address_refused, two_services_refused };

  Endpoint endpoint;
  std::size_t service = 0;                  // place in the plan
  std::optional<std::string> only_address;  // numeric
  State state = State::pending;
  SkipReason skip_reason = SkipReason::other_address_refused;  // of State::skipped
  std::optional<ServiceFacts> facts;                           // there once it ended
  std::optional<RememberedRefusal> remembered;                 // of State::remembered
};

class TargetRunner {
 public:
  /// All references outlive the runner.
  TargetRunner(Network& network, const Account& account, const Credentials& credentials, const CheckOptions& options);

  /// The targets in the order of the plan. With AddressPlan::each_one the hosts are looked up now;
  /// one that has no address keeps a single target, whose check then says why; so does a service whose
  /// refusal is remembered. `remembered` has an entry for each endpoint.
  [[nodiscard]] std::vector<Target> plan(const std::vector<std::optional<RememberedRefusal>>& remembered);

  /// Runs everything that is pending, each when its turn comes (turns.hpp). What was ended before and is tried anew
  /// keeps its former facts when the new try is cancelled.
  void run(std::vector<Target>& targets);

 private:
  void add_addresses(std::vector<Target>& targets);
  void start_those_whose_turn_it_is(std::vector<Target>& targets);
  void start(Target& target, std::vector<Target>& targets);
  void run_network();

  Network& m_network;
  const Account& m_account;
  const Credentials& m_credentials;
  const CheckOptions& m_options;
  Redactor m_redactor;
};

}  // namespace pecprobe
