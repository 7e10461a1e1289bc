#include "probe/engine/check.hpp"

#include "probe/diagnosis/diagnose.hpp"
#include "probe/engine/knowledge.hpp"
#include "probe/engine/retry.hpp"
#include "probe/engine/targets.hpp"
#include "probe/engine/turns.hpp"
#include "probe/engine/warnings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace pecprobe {

namespace {

/// The diagnoses of what ended, one per target; a skipped target has its place with an empty one.
std::vector<Diagnosis> diagnose_ended(const std::vector<Target>& targets, const Knowledge& knowledge) {
  std::vector<ServiceFacts> ended;
  for (const Target& target : targets) {
    if (target.state == Target::State::ended) {
      ended.push_back(*target.facts);
    }
  }
  std::vector<Diagnosis> found = diagnose(ended, knowledge);
  std::vector<Diagnosis> placed(targets.size());
  auto next = found.begin();
  for (std::size_t i = 0; i < targets.size(); ++i) {
    if (targets[i].state == Target::State::ended) {
      placed[i] = std::move(*next++);
    }
  }
  return placed;
}

/// Makes pending again what is worth it, with the addresses that waited behind it; false when
/// nothing is.
bool reopen(std::vector<Target>& targets, const std::vector<Diagnosis>& diagnoses) {
  std::set<std::size_t> services;
  for (std::size_t i = 0; i < targets.size(); ++i) {
    if (targets[i].state == Target::State::ended && is_refusal(*targets[i].facts, diagnoses[i])) {
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

std::string address_of(const Target& target) { return target.only_address.value_or(""); }

/// Where the same service refused the password.
Evidence refusing_address(const Target& target, const std::vector<Target>& targets) {
  const auto found = std::find_if(targets.begin(), targets.end(), [&](const Target& other) {
    return other.service == target.service && other.facts && other.facts->dialogue.stop == Stop::auth_refused;
  });
  return {Evidence::Kind::other_service, fmt::format("address {} not tried: refused at {}", address_of(target),
                                                     found == targets.end() ? std::string{} : address_of(*found))};
}

/// What the services said that refused the credentials.
std::vector<Evidence> refusing_services(const std::vector<Target>& targets, const std::vector<Diagnosis>& diagnoses) {
  std::vector<Evidence> evidence;
  for (std::size_t i = 0; i < targets.size(); ++i) {
    if (refused_credentials(targets[i])) {
      evidence.push_back({Evidence::Kind::other_service, fmt::format("{}: {}", to_string(targets[i].endpoint.protocol),
                                                                     to_string(diagnoses[i].code))});
    }
  }
  return evidence;
}

ServiceResult skipped(const Target& target, const std::vector<Target>& targets,
                      const std::vector<Diagnosis>& diagnoses) {
  ServiceResult result;
  result.facts.endpoint = target.endpoint;
  if (target.only_address) {
    result.facts.resolve.addresses = {*target.only_address};
    result.facts.connect.attempts = {{*target.only_address, ConnectOutcome::abandoned, 0, {}, {}}};
  }
  result.diagnosis.code = Code::skipped_lockout_guard;
  result.diagnosis.retry = info(Code::skipped_lockout_guard).retry;
  switch (target.skip_reason) {
    case Target::SkipReason::other_address_refused:
      result.diagnosis.evidence = {refusing_address(target, targets)};
      break;
    case Target::SkipReason::two_services_refused:
      result.diagnosis.evidence = refusing_services(targets, diagnoses);
      break;
  }
  return result;
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

std::vector<ServiceResult> results_of(std::vector<Target> targets, std::vector<Diagnosis> diagnoses,
                                      std::chrono::sys_days today) {
  std::vector<ServiceResult> results(targets.size());
  for (std::size_t i = 0; i < targets.size(); ++i) {
    if (targets[i].state == Target::State::skipped) {
      results[i] = skipped(targets[i], targets, diagnoses);
    }
  }
  for (std::size_t i = 0; i < targets.size(); ++i) {
    if (targets[i].state != Target::State::skipped) {
      std::vector<Warning> warnings = service_warnings(*targets[i].facts, today);
      results[i] = {std::move(*targets[i].facts), std::move(diagnoses[i]), std::move(warnings)};
    }
  }
  return results;
}

}  // namespace

AccountResult run_check(Network& network, const Account& account, const Credentials& credentials,
                        const CheckOptions& options) {
  const Knowledge knowledge = knowledge_of(account, credentials.password, options);
  TargetRunner runner{network, account, credentials, options};
  std::vector<Target> targets = runner.plan();
  runner.run(targets);
  std::vector<Diagnosis> diagnoses = diagnose_ended(targets, knowledge);
  for (int retry = 1; retry <= options.retries && !network.signal() && reopen(targets, diagnoses); ++retry) {
    options.wait(wait_before_retry(retry));
    runner.run(targets);
    diagnoses = diagnose_ended(targets, knowledge);
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
