#include "probe/monitor/history.hpp"

#include "probe/report/plain_summary.hpp"
#include "probe/report/prometheus_metric.hpp"
#include "protocols/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace pecprobe::monitor {

namespace {

/// What the guard or the breaker kept from being tried says nothing new, and what this computer could not do neither.
bool says_something(const ServiceResult& service) noexcept {
  return service.verdict() != Verdict::skipped && !is_fault_here(service.diagnosis.code);
}

std::vector<StepTime> steps_of(const ServiceFacts& facts) {
  std::vector<StepTime> steps;
  for (const StepRecord& step : facts.steps) {
    if (step.status != StepStatus::skip) {
      steps.push_back({step.step, step.took});
    }
  }
  return steps;
}

ServiceHistory service_after(const ServiceHistory* before, const ServiceResult& service, Timestamp began) {
  ServiceHistory after;
  after.protocol = service.facts.endpoint.protocol;
  after.tested_at = began;
  after.code = service.diagnosis.code;
  after.elapsed = service.facts.elapsed;
  after.steps = steps_of(service.facts);
  if (service.facts.tls && !service.facts.tls->chain.empty()) {
    after.certificate_ends = service.facts.tls->chain.front().not_after;
  } else if (before != nullptr) {
    after.certificate_ends = before->certificate_ends;  // a server that is down keeps its certificate
  }
  if (before != nullptr) {
    after.known = before->known;
    after.passed_at = before->passed_at;
  }
  if (says_something(service) && (!after.known || after.known->code != after.code)) {
    after.known = {after.code, began};
  }
  if (service.verdict() == Verdict::pass) {
    after.passed_at = began;
  }
  return after;
}

/// The first of a service decides: several addresses of one host are not tested here.
void put(std::vector<ServiceHistory>& services, ServiceHistory service) {
  const auto place = std::find_if(services.begin(), services.end(),
                                  [&](const ServiceHistory& known) { return known.protocol >= service.protocol; });
  if (place != services.end() && place->protocol == service.protocol) {
    *place = std::move(service);
  } else {
    services.insert(place, std::move(service));
  }
}

}  // namespace

AccountName name_of(const Account& account) { return {account.address, account.login, account.kind}; }

std::string key_of(const AccountName& name) {
  return fmt::format("{}\n{}\n{}", ascii_lower(name.address), name.login, to_string(name.kind));
}

const ServiceHistory* AccountHistory::find(Protocol protocol) const noexcept {
  const auto found = std::find_if(services.begin(), services.end(),
                                  [&](const ServiceHistory& service) { return service.protocol == protocol; });
  return found == services.end() ? nullptr : &*found;
}

bool is_fault_here(Code code) noexcept {
  return code == Code::local_resource || code == Code::password_source_failed || code == Code::clock_wrong ||
         code == Code::internal_error;
}

const ServiceResult* fault_here(const AccountResult& result) noexcept {
  const auto found = std::find_if(result.services.begin(), result.services.end(),
                                  [](const ServiceResult& service) { return is_fault_here(service.diagnosis.code); });
  return found == result.services.end() ? nullptr : &*found;
}

bool was_cut_off(const AccountResult& result) noexcept {
  return std::any_of(result.services.begin(), result.services.end(),
                     [](const ServiceResult& service) { return service.diagnosis.code == Code::cancelled; });
}

AccountHistory history_after(const std::optional<AccountHistory>& before, const TestedAccount& tested) {
  AccountHistory after;
  if (before) {
    after.services = before->services;
  }
  const AccountResult& result = tested.result;
  after.name = name_of(result.account);
  after.provider = result.account.provider;
  after.tested_at = tested.began;
  after.password_ends = result.password.expires;
  for (std::size_t i = 0; i < result.services.size(); ++i) {
    const ServiceResult& service = result.services[i];
    if (is_fault_here(service.diagnosis.code)) {
      continue;  // the last result stays
    }
    const ServiceHistory* known = before ? before->find(service.facts.endpoint.protocol) : nullptr;
    ServiceHistory its = service_after(known, service, tested.began);
    its.held_until = i < tested.held_until.size() ? tested.held_until[i] : std::nullopt;
    put(after.services, std::move(its));
  }
  return after;
}

std::optional<Change> change_by(const std::optional<AccountHistory>& before, const TestedAccount& tested) {
  const Account& account = tested.result.account;
  Change change{.address = account.address,
                .login = account.login,
                .kind = account.kind,
                .provider = account.provider,
                .alias = prometheus_alias(account_name(account.address, account.login)),
                .services = {},
                .at = tested.began,
                .is_first = !before};
  for (const ServiceResult& service : tested.result.services) {
    if (!says_something(service)) {
      continue;
    }
    ServiceChange its{service.facts.endpoint.protocol, std::nullopt, {service.verdict(), service.diagnosis.code}};
    const ServiceHistory* known = before ? before->find(its.protocol) : nullptr;
    if (known != nullptr && known->known) {
      its.before = ServiceState{info(known->known->code).verdict, known->known->code};
    }
    change.services.push_back(its);
  }
  const bool has_changed = std::any_of(change.services.begin(), change.services.end(),
                                       [](const ServiceChange& service) { return service.has_changed(); });
  return has_changed ? std::optional(std::move(change)) : std::nullopt;
}

std::vector<Transition> transitions_of(const Change& change) {
  std::vector<Transition> transitions;
  for (const ServiceChange& service : change.services) {
    if (service.has_changed()) {
      transitions.push_back({change.at, service.protocol,
                             service.before ? std::optional(service.before->code) : std::nullopt, service.after.code});
    }
  }
  return transitions;
}

}  // namespace pecprobe::monitor
