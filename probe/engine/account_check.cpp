#include "probe/engine/account_check.hpp"

#include "probe/engine/knowledge.hpp"
#include "probe/engine/results.hpp"
#include "probe/engine/retry.hpp"
#include "probe/engine/turns.hpp"
#include "probe/engine/warnings.hpp"

#include <fmt/format.h>

#include <set>
#include <utility>

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

/// The result with what the account's own knowledge adds.
AccountResult completed(AccountResult result, const CheckOptions& options, const Secret& password) {
  if (options.provider != nullptr) {
    result.provider = *options.provider;
  }
  for (Warning& warning : account_warnings(result, password, options.provider, options.today)) {
    result.warnings.push_back(std::move(warning));
  }
  return result;
}

}  // namespace

AccountCheck::AccountCheck(Network& network, Account account, Credentials credentials, CheckOptions options,
                           SessionGate* gate)
    : m_network(network),
      m_account(std::move(account)),
      m_credentials(std::move(credentials)),
      m_options(std::move(options)),
      m_knowledge(knowledge_of(m_account, m_credentials.password, m_options)),
      m_runner(network, m_account, m_credentials, m_options, gate) {}

void AccountCheck::start(const std::vector<std::optional<RememberedRefusal>>& remembered, Done done) {
  m_done = std::move(done);
  m_runner.plan(remembered, [this] { run_targets(); });
}

void AccountCheck::stop() {
  m_runner.stop();
  if (std::exchange(m_is_waiting, false)) {
    m_wait.reset();
    run_targets();
  }
}

void AccountCheck::run_targets() {
  m_runner.run([this] { look(); });
}

void AccountCheck::look() {
  m_diagnoses = diagnose_targets(m_runner.targets(), m_knowledge);
  if (m_retries < m_options.retries && !m_runner.is_stopping() && reopen(m_runner.targets(), m_diagnoses)) {
    m_is_waiting = true;
    m_wait = m_network.after(wait_before_retry(++m_retries, m_options.retry_jitter), [this] {
      m_is_waiting = false;
      m_wait.reset();
      run_targets();
    });
  } else {
    finish();
  }
}

void AccountCheck::finish() {
  std::vector<Target> targets = std::move(m_runner.targets());
  End end;
  end.logins = login_outcomes(targets, m_diagnoses, m_account.endpoints.size());
  end.result = {m_account, m_options.password, results_of(std::move(targets), std::move(m_diagnoses), m_options.today),
                m_options.warnings};
  name_better_hosts(end.result.services, m_options.better_hosts);
  end.result = completed(std::move(end.result), m_options, m_credentials.password);
  const Done done = std::move(m_done);
  done(std::move(end));
}

std::optional<std::size_t> first_asked(const Account& account,
                                       const std::vector<std::optional<RememberedRefusal>>& remembered,
                                       const CheckOptions& options) {
  if (options.addresses == AddressPlan::each_one) {
    return std::nullopt;
  }
  const std::vector<Target> targets = targets_of(account.endpoints, remembered);
  const auto turn = next_turn(targets, options.after_two_refusals);
  return turn && turn->move == Turn::Move::start ? std::optional(targets[turn->target].service) : std::nullopt;
}

std::vector<std::optional<RememberedRefusal>> remembered_refusals(const Account& account, const Secret& password,
                                                                  const CheckOptions& options) {
  const bool asks = options.memory != nullptr && options.remembered == Remembered::heed;
  return asks ? options.memory->begin(account, password)
              : std::vector<std::optional<RememberedRefusal>>(account.endpoints.size());
}

AccountResult untried_account(const Account& account, const CheckOptions& options, const Diagnosis& diagnosis) {
  std::vector<ServiceResult> services;
  for (const Endpoint& endpoint : account.endpoints) {
    ServiceFacts facts;
    facts.endpoint = endpoint;
    services.push_back({std::move(facts), diagnosis, {}});
  }
  return completed({account, options.password, std::move(services), options.warnings}, options, {});
}

}  // namespace pecprobe
