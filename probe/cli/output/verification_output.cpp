#include "probe/cli/output/verification_output.hpp"

#include "probe/cli/exit_status.hpp"
#include "probe/cli/options/sink_options.hpp"
#include "probe/report/nagios_status.hpp"
#include "probe/report/report_formats.hpp"
#include "probe/report/wording.hpp"
#include "probe/rotation/verify/conclusion.hpp"

#include <algorithm>
#include <sstream>

namespace pecprobe {

namespace {

/// The exit status of a check with this result; it does not depend on the language.
int status_of_check(const AccountResult& result, std::chrono::sys_days today) {
  RunStatus status({}, today);
  status.add(shown(result, Wording::of(Language::english), today));
  return status.status(std::nullopt);
}

/// Of the services that gave no verdict on the password: did one fail, or may it do better another time?
int status_of_open_question(const Verification& verification, std::chrono::sys_days today) {
  AccountResult open = verification.account;
  std::erase_if(open.services, [](const ServiceResult& service) {
    return answer_of(service) == PasswordAnswer::accepted || answer_of(service) == PasswordAnswer::refused;
  });
  if (verification.old_password && answer_of(*verification.old_password) == PasswordAnswer::unsettled) {
    open.services.push_back(*verification.old_password);
  }
  const int status = status_of_check(open, today);
  return status == k_exit_passed ? k_exit_undecided : status;
}

ShownAccount shown_as_check(const VerificationReport& report, Language language) {
  return shown(as_check(report.verification), Wording::of(language), report.today);
}

}  // namespace

int verification_status(const Verification& verification, std::chrono::sys_days today, std::optional<int> signal) {
  if (signal) {
    return exit_status_of_signal(*signal);
  }
  switch (verification.outcome.result) {
    case VerificationResult::complete: return status_of_check(verification.account, today);
    case VerificationResult::deactivated: return k_exit_passed;
    case VerificationResult::unverifiable: return status_of_open_question(verification, today);
    case VerificationResult::half_done:
    case VerificationResult::old_password_still_accepted:
    case VerificationResult::new_password_refused:
    case VerificationResult::deactivated_password_still_accepted: break;
  }
  return k_exit_failed;
}

std::string rendered(const VerificationReport& report, const CheckRequest& request, Success success, Language language,
                     Colour colour) {
  const SinkOptions options = sink_options(request, language, colour);
  if (request.format == "text") {
    return verification_text(report, success, options);
  }
  if (request.format == "json") {
    return verification_json(report, language);
  }
  std::ostringstream out;
  const auto sink = find_report_format(request.format)->make(out, options);
  sink->begin({report.tool, report.started_at, report.today, language});
  sink->add(shown_as_check(report, language));
  sink->end({report.elapsed});
  return out.str();
}

int verification_plugin_status(const VerificationReport& report, const CheckRequest& request, Language language) {
  return plugin_exit_status(nagios_status(shown_as_check(report, language), nagios_limits(request)));
}

}  // namespace pecprobe
