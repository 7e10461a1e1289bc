#include "probe/cli/options/sink_options.hpp"

#include "probe/cli/exit_status.hpp"
#include "probe/report/nagios_status.hpp"

#include <algorithm>

namespace pecprobe {

namespace {

int whole_days(Duration duration) { return static_cast<int>(std::chrono::floor<std::chrono::days>(duration).count()); }

}  // namespace

NagiosLimits nagios_limits(const CheckRequest& request) {
  NagiosLimits limits;
  if (request.nagios_warning) {
    limits.warning_days = whole_days(*request.nagios_warning);
  }
  if (request.nagios_critical) {
    limits.critical_password_days = limits.critical_certificate_days = whole_days(*request.nagios_critical);
  }
  const FailureRules& rules = request.failure_rules;
  if (rules.expires_within) {
    limits.critical_password_days = std::max(limits.critical_password_days, whole_days(*rules.expires_within));
  }
  if (rules.certificate_within) {
    limits.critical_certificate_days =
        std::max(limits.critical_certificate_days, whole_days(*rules.certificate_within));
  }
  limits.warnings_are_critical = rules.warnings_as_failures;
  return limits;
}

SinkOptions sink_options(const CheckRequest& request, Language language, Colour colour) {
  SinkOptions options;
  options.language = language;
  options.colour = colour;
  options.quiet = request.verbosity == Verbosity::quiet;
  options.verbose = request.verbosity == Verbosity::verbose;
  options.account_label = request.account_label;
  options.nagios = nagios_limits(request);
  return options;
}

bool asks_for_nagios(const std::vector<std::string>& arguments) {
  for (auto at = arguments.begin(); at != arguments.end() && *at != "--"; ++at) {
    const auto next = std::next(at);
    if (*at == "--format=nagios" || (*at == "--format" && next != arguments.end() && *next == "nagios")) {
      return true;
    }
  }
  return false;
}

int usage_status(const std::vector<std::string>& arguments) {
  return asks_for_nagios(arguments) ? plugin_exit_status(NagiosStatus::unknown) : k_exit_usage;
}

}  // namespace pecprobe
