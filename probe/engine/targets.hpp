// What a check goes through: one target per service, or one per address of a service's host.
#pragma once

#include "probe/engine/check.hpp"
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
    skipped,  // another address of the same service refused the password
  };

  Endpoint endpoint;
  std::size_t service = 0;                  // place in the plan
  std::optional<std::string> only_address;  // numeric
  State state = State::pending;
  std::optional<ServiceFacts> facts;  // there once it ended
};

/// The server refused the login: for good or for now, the same credentials are not offered to its
/// other addresses.
[[nodiscard]] bool refused_login(const Target& target) noexcept;

class TargetRunner {
 public:
  /// All references outlive the runner.
  TargetRunner(Network& network, const Account& account, const Credentials& credentials, const CheckOptions& options);

  /// The targets in the order of the plan. With AddressPlan::each_one the hosts are looked up now;
  /// one that has no address keeps a single target, whose check then says why.
  [[nodiscard]] std::vector<Target> plan();

  /// Runs everything that is pending: services side by side, the addresses of one service one after
  /// the other. What was ended before and is tried anew keeps its former facts when the new try is
  /// cancelled.
  void run(std::vector<Target>& targets);

 private:
  enum class Round { nothing_left, started };

  void add_addresses(std::vector<Target>& targets);
  Round start_round(std::vector<Target>& targets);
  void start(Target& target);
  void run_network();

  Network& m_network;
  const Account& m_account;
  const Credentials& m_credentials;
  const CheckOptions& m_options;
  Redactor m_redactor;
};

}  // namespace pecprobe
