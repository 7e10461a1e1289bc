#include "probe/engine/warnings.hpp"

#include "probe/engine/password_look.hpp"
#include "probe/engine/retry.hpp"
#include "probe/model/iso_date.hpp"

#include <algorithm>

namespace pecprobe {

namespace {

bool was_accepted(const ServiceResult& service) { return service.facts.dialogue.auth.accepted; }

bool was_refused(const ServiceResult& service) {
  return service.remembered || is_refusal(service.facts, service.diagnosis);
}

}  // namespace

std::vector<Warning> account_warnings(const AccountResult& result, const Secret& password, const Provider* provider,
                                      std::chrono::sys_days today) {
  std::vector<Warning> warnings;
  const auto& services = result.services;
  if (const auto expires = result.password.expires) {
    if (*expires >= today && *expires - today <= k_warn_before_expiry) {
      warnings.push_back({WarningCode::password_expires_soon, iso_date(*expires)});
    }
    if (*expires < today && std::any_of(services.begin(), services.end(), was_accepted)) {
      warnings.push_back({WarningCode::date_on_record_stale, iso_date(*expires)});
    }
  }
  if (std::any_of(services.begin(), services.end(), was_refused)) {
    if (const auto odd = password_oddities(password, result.account, provider); !odd.empty()) {
      warnings.push_back({WarningCode::password_looks_mistyped, oddity_detail(odd)});
    }
  }
  return warnings;
}

}  // namespace pecprobe
