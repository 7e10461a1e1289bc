#include "probe/engine/check.hpp"

#include "probe/engine/knowledge.hpp"
#include "probe/engine/results.hpp"
#include "probe/engine/retry.hpp"
#include "probe/engine/targets.hpp"
#include "probe/engine/warnings.hpp"

#include <fmt/format.h>

#include <set>

namespace pecprobe {

namespace {

/// Makes pending again what is worth it, with the addresses that waited behind it; false when
/// nothing is.
bool reopen(std::vector<Target>& targets, const std::vector<Diagnosis>& diagnoses) {
  std::set<std::size_t> services;
  for (std::size_t i = 0; i < targets.size(); ++i) {
    const bool is_refused = targets[i].state == Target::State::ended && is_refusal(*targets[i].facts, diagnoses[i]);
    if (is_refused || targets[i].state == Target::State::remembered) {
      return false;
    }
  }
  for (std::size_t i = 0; i < targets.size(); ++i) {
    if (targets[i].state == Target::State::ended && is_worth_another_try(*targets[i].facts, diagnoses[i])) {
      targets[i].state = Target::State::pending;
      services.insert(targets[i].service);
    }
  }
  for (Target& target : targets) {
    if (target.state == Target::State::skipped && services.contains(target.service)) {
      target.state = Target::State::pending;
    }
  }
  return !services.empty();
}

/// A name that does not exist and is known as a wrong one: `wrong → right` completes the title.
void name_better_hosts(std::vector<ServiceResult>& services, const std::map<std::string, std::string>& better_hosts) {
  for (ServiceResult& service : services) {
    const auto better = better_hosts.find(service.facts.endpoint.host);
    if (service.diagnosis.code == Code::dns_not_found && better != better_hosts.end()) {
      service.diagnosis.detail = fmt::format("{} → {}", better->first, better->second);
    }
  }
}

/// What is remembered of the account's endpoints, one entry for each; nothing without a memory.
std::vector<std::optional<RememberedRefusal>> remembered_refusals(const Account& account, const Secret& password,
                                                                  const CheckOptions& options) {
  const bool asks = options.memory != nullptr && options.remembered == Remembered::heed;
  return asks ? options.memory->begin(account, password)
              : std::vector<std::optional<RememberedRefusal>>(account.endpoints.size());
}

}  // namespace

AccountResult run_check(Network& network, const Account& account, const Credentials& credentials,
                        const CheckOptions& options) {
  const Knowledge knowledge = knowledge_of(account, credentials.password, options);
  TargetRunner runner{network, account, credentials, options};
  std::vector<Target> targets = runner.plan(remembered_refusals(account, credentials.password, options));
  runner.run(targets);
  std::vector<Diagnosis> diagnoses = diagnose_targets(targets, knowledge);
  for (int retry = 1; retry <= options.retries && !network.signal() && reopen(targets, diagnoses); ++retry) {
    options.wait(wait_before_retry(retry));
    runner.run(targets);
    diagnoses = diagnose_targets(targets, knowledge);
  }
  if (options.memory != nullptr) {
    options.memory->settle(account, credentials.password, login_outcomes(targets, diagnoses, account.endpoints.size()));
  }
  AccountResult result{account, options.password, results_of(std::move(targets), std::move(diagnoses), options.today),
                       options.warnings};
  if (options.provider != nullptr) {
    result.provider = *options.provider;
  }
  name_better_hosts(result.services, options.better_hosts);
  for (Warning& warning : account_warnings(result, credentials.password, options.provider, options.today)) {
    result.warnings.push_back(std::move(warning));
  }
  return result;
}

}  // namespace pecprobe
