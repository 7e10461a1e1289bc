#include "probe/engine/check.hpp"

#include "probe/diagnosis/diagnose.hpp"
#include "probe/engine/knowledge.hpp"
#include "probe/engine/retry.hpp"
#include "probe/engine/targets.hpp"
#include "probe/engine/warnings.hpp"

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

/// The address of the same service that refused the password.
std::string refusing_address(const std::vector<Target>& targets, std::size_t service) {
  const auto found = std::find_if(targets.begin(), targets.end(), [&](const Target& other) {
    return other.service == service && refused_login(other);
  });
  return found == targets.end() ? std::string{} : found->only_address.value_or("");
}

ServiceResult skipped(const Target& target, const std::vector<Target>& targets) {
  ServiceResult result;
  result.facts.endpoint = target.endpoint;
  result.facts.resolve.addresses = {target.only_address.value_or("")};
  result.facts.connect.attempts = {{target.only_address.value_or(""), ConnectOutcome::abandoned, 0, {}, {}}};
  result.diagnosis.code = Code::skipped_lockout_guard;
  result.diagnosis.retry = info(Code::skipped_lockout_guard).retry;
  result.diagnosis.evidence = {{Evidence::Kind::other_service, "address " + target.only_address.value_or("") +
                                                                   " not tried: refused at " +
                                                                   refusing_address(targets, target.service)}};
  return result;
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
  AccountResult result{account, options.password, {}, options.warnings};
  for (std::size_t i = 0; i < targets.size(); ++i) {
    if (targets[i].state == Target::State::skipped) {
      result.services.push_back(skipped(targets[i], targets));
    } else {
      std::vector<Warning> warnings = service_warnings(*targets[i].facts, options.today);
      result.services.push_back({std::move(*targets[i].facts), std::move(diagnoses[i]), std::move(warnings)});
    }
  }
  for (Warning& warning : account_warnings(result, credentials.password, options.today)) {
    result.warnings.push_back(std::move(warning));
  }
  return result;
}

}  // namespace pecprobe
