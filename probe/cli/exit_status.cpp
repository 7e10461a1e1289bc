#include "probe/cli/exit_status.hpp"

#include <algorithm>

namespace pecprobe {

namespace {

bool password_ends_within(const ShownAccount& account, Duration within, std::chrono::sys_days today) {
  return account.password && account.password->dates.expires && *account.password->dates.expires - today <= within;
}

bool certificate_ends_within(const ShownAccount& account, Duration within, std::chrono::sys_days today) {
  return std::any_of(account.services.begin(), account.services.end(), [&](const ShownService& service) {
    const auto& tls = service.tls;
    return tls && !tls->chain.empty() && tls->chain.front().not_after - today <= within;
  });
}

bool has_warnings(const ShownAccount& account) {
  return !account.warnings.empty() ||
         std::any_of(account.services.begin(), account.services.end(),
                     [](const ShownService& service) { return !service.warnings.empty(); });
}

bool has_tool_fault(const ShownAccount& account) {
  return std::any_of(account.services.begin(), account.services.end(),
                     [](const ShownService& service) { return service.diagnosis.code == Code::internal_error; });
}

}  // namespace

std::optional<std::string_view> broken_rule(const ShownAccount& account, const FailureRules& rules,
                                            std::chrono::sys_days today) {
  if (rules.expires_within && password_ends_within(account, *rules.expires_within, today)) {
    return "--fail-if-expires-within";
  }
  if (rules.certificate_within && certificate_ends_within(account, *rules.certificate_within, today)) {
    return "--fail-if-certificate-within";
  }
  if (rules.warnings_as_failures && has_warnings(account)) {
    return "--warnings-as-failures";
  }
  return std::nullopt;
}

void RunStatus::add(const ShownAccount& account) {
  m_has_failed = m_has_failed || account.verdict == Verdict::fail || broken_rule(account, m_rules, m_today);
  m_has_tool_fault = m_has_tool_fault || has_tool_fault(account);
  m_has_open = m_has_open || account.verdict != Verdict::pass;
}

int RunStatus::status(std::optional<int> signal) const noexcept {
  if (signal) {
    return exit_status_of_signal(*signal);
  }
  if (m_has_failed) {
    return k_exit_failed;
  }
  if (m_has_tool_fault) {
    return k_exit_tool_failed;
  }
  return m_has_open ? k_exit_undecided : k_exit_passed;
}

}  // namespace pecprobe
