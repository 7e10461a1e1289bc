#include "probe/cli/exit_status.hpp"

#include <algorithm>

namespace pecprobe {

namespace {

bool password_ends_within(const AccountResult& result, Duration within, std::chrono::sys_days today) {
  return result.password.expires && *result.password.expires - today <= within;
}

bool certificate_ends_within(const AccountResult& result, Duration within, std::chrono::sys_days today) {
  return std::any_of(result.services.begin(), result.services.end(), [&](const ServiceResult& service) {
    const auto& tls = service.facts.tls;
    return tls && !tls->chain.empty() && tls->chain.front().not_after - today <= within;
  });
}

bool has_warnings(const AccountResult& result) {
  return !result.warnings.empty() ||
         std::any_of(result.services.begin(), result.services.end(),
                     [](const ServiceResult& service) { return !service.warnings.empty(); });
}

bool has_failed(const AccountResult& result, const FailureRules& rules, std::chrono::sys_days today) {
  return result.verdict() == Verdict::fail || broken_rule(result, rules, today);
}

bool has_tool_fault(const AccountResult& result) {
  return std::any_of(result.services.begin(), result.services.end(),
                     [](const ServiceResult& service) { return service.diagnosis.code == Code::internal_error; });
}

}  // namespace

std::optional<std::string_view> broken_rule(const AccountResult& result, const FailureRules& rules,
                                            std::chrono::sys_days today) {
  if (rules.expires_within && password_ends_within(result, *rules.expires_within, today)) {
    return "--fail-if-expires-within";
  }
  if (rules.certificate_within && certificate_ends_within(result, *rules.certificate_within, today)) {
    return "--fail-if-certificate-within";
  }
  if (rules.warnings_as_failures && has_warnings(result)) {
    return "--warnings-as-failures";
  }
  return std::nullopt;
}

int exit_status(std::span<const AccountResult> results, const FailureRules& rules, std::chrono::sys_days today,
                std::optional<int> signal) {
  if (signal) {
    return exit_status_of_signal(*signal);
  }
  if (std::any_of(results.begin(), results.end(),
                  [&](const AccountResult& r) { return has_failed(r, rules, today); })) {
    return k_exit_failed;
  }
  if (std::any_of(results.begin(), results.end(), has_tool_fault)) {
    return k_exit_tool_failed;
  }
  const bool all_passed =
      std::all_of(results.begin(), results.end(), [](const AccountResult& r) { return r.verdict() == Verdict::pass; });
  return all_passed ? k_exit_passed : k_exit_undecided;
}

}  // namespace pecprobe
