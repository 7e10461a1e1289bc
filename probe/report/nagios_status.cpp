#include "probe/report/nagios_status.hpp"

#include <algorithm>

namespace pecprobe {

namespace {

NagiosStatus status_of(Verdict verdict) noexcept {
  switch (verdict) {
    case Verdict::pass: return NagiosStatus::ok;
    case Verdict::skipped:
    case Verdict::temporary: return NagiosStatus::warning;
    case Verdict::unverified: return NagiosStatus::unknown;
    case Verdict::fail: return NagiosStatus::critical;
  }
  return NagiosStatus::unknown;
}

}  // namespace

std::string_view to_string(NagiosStatus status) noexcept {
  switch (status) {
    case NagiosStatus::ok: return "OK";
    case NagiosStatus::unknown: return "UNKNOWN";
    case NagiosStatus::warning: return "WARNING";
    case NagiosStatus::critical: return "CRITICAL";
  }
  return "UNKNOWN";
}

int plugin_exit_status(NagiosStatus status) noexcept {
  switch (status) {
    case NagiosStatus::ok: return 0;
    case NagiosStatus::warning: return 1;
    case NagiosStatus::critical: return 2;
    case NagiosStatus::unknown: return 3;
  }
  return 3;
}

NagiosStatus days_status(const std::optional<int>& days_left, int warning, int critical) noexcept {
  if (!days_left || (*days_left > warning && *days_left > critical)) {
    return NagiosStatus::ok;
  }
  return *days_left <= critical ? NagiosStatus::critical : NagiosStatus::warning;
}

NagiosStatus nagios_status(const ShownAccount& account, const NagiosLimits& limits) noexcept {
  NagiosStatus worst = NagiosStatus::ok;
  bool has_warnings = !account.warnings.empty();
  if (account.password) {
    worst = days_status(account.password->state.days_left, limits.warning_days, limits.critical_password_days);
  }
  for (const ShownService& service : account.services) {
    has_warnings = has_warnings || !service.warnings.empty();
    worst = std::max(worst, status_of(service.verdict));
    if (service.tls) {
      worst =
          std::max(worst, days_status(service.tls->days_left, limits.warning_days, limits.critical_certificate_days));
    }
  }
  if (account.services.empty()) {
    worst = std::max(worst, NagiosStatus::unknown);
  }
  return has_warnings && limits.warnings_are_critical ? NagiosStatus::critical : worst;
}

}  // namespace pecprobe
