#include "probe/engine/warnings.hpp"

#include "probe/diagnosis/diagnose.hpp"
#include "probe/engine/password_look.hpp"
#include "probe/engine/retry.hpp"
#include "probe/model/iso_date.hpp"

#include <algorithm>
#include <map>

namespace pecprobe {

namespace {

bool was_accepted(const ServiceResult& service) { return service.facts.dialogue.auth.accepted; }

bool was_refused(const ServiceResult& service) {
  return service.remembered || is_refusal(service.facts, service.diagnosis);
}

/// Where a service was tested at each address of its host, its family is told from all of them together; the warning of
/// one family stands once, however many services have it.
void warn_of_addresses(std::vector<Warning>& warnings, const std::vector<ServiceResult>& services) {
  std::map<Protocol, std::vector<const ConnectFacts*>> tests;
  for (const ServiceResult& service : services) {
    tests[service.facts.endpoint.protocol].push_back(&service.facts.connect);
  }
  for (const auto& [protocol, connects] : tests) {
    std::vector<AddressAttempt> attempts;
    for (const ConnectFacts* connect : connects) {
      attempts.insert(attempts.end(), connect->attempts.begin(), connect->attempts.end());
    }
    const auto warning = connects.size() > 1 ? address_warning(attempts) : std::nullopt;
    if (warning && std::find(warnings.begin(), warnings.end(), *warning) == warnings.end()) {
      warnings.push_back(*warning);
    }
  }
}

}  // namespace

std::vector<Warning> account_warnings(const AccountResult& result, const Secret& password, const Provider* provider,
                                      std::chrono::sys_days today) {
  std::vector<Warning> warnings;
  const auto& services = result.services;
  const bool is_accepted = std::any_of(services.begin(), services.end(), was_accepted);
  if (const auto deactivated = result.password.deactivated) {
    if (is_accepted) {
      warnings.push_back({WarningCode::date_on_record_stale, iso_date(*deactivated)});
    }
  } else if (const auto expires = result.password.expires) {
    if (*expires >= today && *expires - today <= k_warn_before_expiry) {
      warnings.push_back({WarningCode::password_expires_soon, iso_date(*expires)});
    }
    if (*expires < today && is_accepted) {
      warnings.push_back({WarningCode::date_on_record_stale, iso_date(*expires)});
    }
  }
  if (std::any_of(services.begin(), services.end(), was_refused)) {
    if (const auto odd = password_oddities(password, result.account, provider); !odd.empty()) {
      warnings.push_back({WarningCode::password_looks_mistyped, oddity_detail(odd)});
    }
  }
  warn_of_addresses(warnings, services);
  return warnings;
}

}  // namespace pecprobe
